import {
  AccountFactHistory,
  AccountFactKind,
  AccountFactList,
  AttestBox28Request,
  AttestedBox28,
  FactHistoryQuery,
  FactQuery,
  Id,
  RECORD_FACT_REQUESTS,
  RecordedFact,
} from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import {
  attestBox28,
  type FactOutcome,
  getFact,
  listFactHistory,
  listFacts,
  recordFact,
  takeBackFact,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import type { Principal } from '../../principal.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const OneClient = z.object({ id: Id });
const OneFact = z.object({ id: Id, kind: z.string().max(64) });

async function describe(tx: TenantTransaction, services: Services, principal: Principal, outcome: FactOutcome) {
  const fact = await getFact(tx, outcome.line, readerOf(services, principal));
  return answer(200, { fact, checks: [...outcome.checks] });
}

/** One address for each kind of fact, because each takes a body of its own. */
function recordRoute(app: FastifyInstance, services: Services, kind: AccountFactKind): void {
  defineTenantRoute(app, services, {
    method: 'PUT',
    url: `/clients/:id/facts/${kind}`,
    summary: `Records what is known of ${kind}, how and since when; If-Match is held to the version of the fact`,
    access: 'checks:write',
    rateClass: 'write',
    params: OneClient,
    body: RECORD_FACT_REQUESTS[kind],
    answers: { 200: RecordedFact },
    problems: ['not_found', 'conflict.version', 'fact.older_than_known'],
    handler: async (tx, { params, body, principal, request }) => {
      const input = { clientId: params.id, kind, request: body, ifMatch: request.headers['if-match'] };
      return describe(tx, services, principal, await recordFact(tx, input, writerOf(services, principal)));
    },
  });
}

/** What is known of a client's account with CBP: facts with their source and their day, from which the checks follow. */
export function accountFactRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/:id/facts',
    summary: 'Everything that can be known of a client’s account, known or not, with source, day and age',
    access: 'checks:read',
    rateClass: 'read',
    params: OneClient,
    answers: { 200: AccountFactList },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) =>
      answer(200, { data: await listFacts(tx, params.id, readerOf(services, principal)) }),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/:id/facts/:kind/history',
    summary: 'What was known of one fact and when it changed, newest first',
    access: 'checks:read',
    rateClass: 'read',
    params: OneFact,
    query: FactHistoryQuery,
    answers: { 200: AccountFactHistory },
    problems: ['not_found'],
    handler: async (tx, { params, query }) =>
      answer(200, await listFactHistory(tx, { clientId: params.id, kind: params.kind }, query)),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/clients/:id/box-28',
    summary: 'Records of many entries of an importer number at once whether box 28 names the notify party',
    access: 'entries:write',
    rateClass: 'write',
    params: OneClient,
    body: AttestBox28Request,
    answers: { 200: AttestedBox28 },
    problems: ['not_found'],
    handler: async (tx, { params, body, principal }) =>
      answer(200, await attestBox28(tx, { clientId: params.id, request: body }, writerOf(services, principal))),
  });

  for (const kind of AccountFactKind.options) recordRoute(app, services, kind);

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/clients/:id/facts/:kind',
    summary: 'Takes the newest record of a fact back: what stood before it stands again, or nothing',
    access: 'checks:write',
    rateClass: 'write',
    params: OneFact,
    query: FactQuery,
    answers: { 200: RecordedFact },
    problems: ['not_found', 'conflict.version', 'fact.nothing_to_take_back'],
    handler: async (tx, { params, query, principal, request }) => {
      const address = { clientId: params.id, kind: params.kind, importerNumber: query.importerNumber };
      const input = { ...address, ifMatch: request.headers['if-match'] };
      return describe(tx, services, principal, await takeBackFact(tx, input, writerOf(services, principal)));
    },
  });
}
