import { AppError, Check, CheckHistory, CheckList, Id, PageQuery, RecordCheckRequest } from '@capeline/contracts';
import { listCheckHistory, listChecks, recordCheck } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** The eleven checks of a client. */
export function checkRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/:id/checks',
    summary: 'The eleven checks of a client, each with its lines and what it stops',
    access: 'checks:read',
    rateClass: 'read',
    params: z.object({ id: Id }),
    answers: { 200: CheckList },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) =>
      answer(200, { data: await listChecks(tx, params.id, readerOf(services, principal)) }),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/:id/checks/:kind/history',
    summary: 'What a check of a client said and when it changed, newest first',
    access: 'checks:read',
    rateClass: 'read',
    params: z.object({ id: Id, kind: z.string().max(64) }),
    query: PageQuery,
    answers: { 200: CheckHistory },
    problems: ['not_found'],
    handler: async (tx, { params, query }) =>
      answer(200, await listCheckHistory(tx, { clientId: params.id, kind: params.kind }, query)),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/clients/:id/checks/:kind',
    summary: 'Records status, evidence, owner or next action of a check; If-Match is held to the version of each line',
    access: 'checks:write',
    rateClass: 'write',
    params: z.object({ id: Id, kind: z.string().max(64) }),
    body: RecordCheckRequest,
    answers: { 200: Check },
    problems: [
      'not_found',
      'conflict.version',
      'check.computed',
      'check.facts_decide',
      'check.evidence_required',
      'check.transition_refused',
    ],
    handler: async (tx, { params, body, principal, request }) => {
      const ifMatch = request.headers['if-match'];
      const writer = writerOf(services, principal);
      await recordCheck(tx, { clientId: params.id, kind: params.kind, change: body, ifMatch }, writer);
      const checks = await listChecks(tx, params.id, readerOf(services, principal));
      const check = checks.find(({ kind }) => kind === params.kind);
      if (check === undefined) throw new AppError('internal', 'A check that was recorded is not listed.');
      return answer(200, check);
    },
  });
}
