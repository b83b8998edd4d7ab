import { DecideFilerCodeRequest, FilerCode, FilerCodeList } from '@capeline/contracts';
import { decideFilerCode, listFilerCodes } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** Whose the filer codes are that the firm named and that reports brought. */
export function filerCodeRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/filer-codes',
    summary: 'Filer codes with what they cover; one that nobody decided about is unknown, never ours',
    access: 'settings:read',
    rateClass: 'read',
    answers: { 200: FilerCodeList },
    problems: [],
    handler: async (tx) => answer(200, await listFilerCodes(tx)),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/filer-codes/:code',
    summary: 'Says whose a filer code is; entries of another filer leave our CAPE clocks and keep their protest clocks',
    access: 'settings:write',
    rateClass: 'write',
    params: z.object({ code: FilerCode }),
    body: DecideFilerCodeRequest,
    answers: { 200: FilerCodeList },
    problems: [],
    handler: async (tx, { params, body, principal }) => {
      await decideFilerCode(tx, params.code, body.status, writerOf(services, principal));
      return answer(200, await listFilerCodes(tx));
    },
  });
}
