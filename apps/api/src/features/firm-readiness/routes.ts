import {
  AddUploaderRequest,
  FirmReadiness,
  Id,
  RecordFirmCheckRequest,
  UpdateFirmReadinessRequest,
  UpdateUploaderRequest,
} from '@capeline/contracts';
import {
  addUploader,
  getFirmReadiness,
  recordFirmCheck,
  setInactivityDays,
  updateUploader,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** What our own firm must have in order. Every change answers the whole state: it is small, and lines depend on each other. */
export function firmReadinessRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/firm-readiness',
    summary: 'The own firm: CAPE tab per filer code, uploaders, Protest Filer account, back-ups, age of the data',
    access: 'checks:read',
    rateClass: 'read',
    answers: { 200: FirmReadiness },
    problems: [],
    handler: async (tx, { principal }) => answer(200, await getFirmReadiness(tx, readerOf(services, principal).today)),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/firm-readiness',
    summary: 'Sets after how many days without use an ACE log-in counts as locked',
    access: 'settings:write',
    rateClass: 'write',
    body: UpdateFirmReadinessRequest,
    answers: { 200: FirmReadiness },
    problems: [],
    handler: async (tx, { body, principal }) => {
      const writer = writerOf(services, principal);
      await setInactivityDays(tx, body.inactivityDays, writer);
      return answer(200, await getFirmReadiness(tx, writer.today));
    },
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/firm-readiness/checks/:kind',
    summary: 'Records status, evidence and people of one line; If-Match is held to its version',
    access: 'checks:write',
    rateClass: 'write',
    params: z.object({ kind: z.string().max(64) }),
    body: RecordFirmCheckRequest,
    answers: { 200: FirmReadiness },
    problems: [
      'not_found',
      'conflict.version',
      'check.computed',
      'check.evidence_required',
      'check.transition_refused',
    ],
    handler: async (tx, { params, body, principal, request }) => {
      const writer = writerOf(services, principal);
      await recordFirmCheck(tx, { kind: params.kind, change: body, ifMatch: request.headers['if-match'] }, writer);
      return answer(200, await getFirmReadiness(tx, writer.today));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/firm-readiness/uploaders',
    summary: 'Names a person who uploads CAPE files for the firm',
    access: 'checks:write',
    rateClass: 'write',
    body: AddUploaderRequest,
    answers: { 201: FirmReadiness },
    problems: [],
    handler: async (tx, { body, principal }) => {
      const writer = writerOf(services, principal);
      await addUploader(tx, body, writer);
      return answer(201, await getFirmReadiness(tx, writer.today));
    },
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/firm-readiness/uploaders/:id',
    summary: 'Changes an uploader, notes a log-in, removes him or takes the removal back',
    access: 'checks:write',
    rateClass: 'write',
    params: z.object({ id: Id }),
    body: UpdateUploaderRequest,
    answers: { 200: FirmReadiness },
    problems: ['not_found', 'conflict.version'],
    handler: async (tx, { params, body, principal, request }) => {
      const writer = writerOf(services, principal);
      await updateUploader(tx, { id: params.id, changes: body, ifMatch: request.headers['if-match'] }, writer);
      return answer(200, await getFirmReadiness(tx, writer.today));
    },
  });
}
