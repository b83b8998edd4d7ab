import {
  DismissMergeRequest,
  MergeClientRequest,
  MergeSuggestionList,
  MergeSuggestionQuery,
  MoveNumberRequest,
  Regrouped,
} from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import {
  dismissMerge,
  getClient,
  listMergeSuggestions,
  mergeClients,
  moveImporterNumber,
  type RegroupOutcome,
  restoreMergeSuggestion,
  undoRegrouping,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { ById, PathId } from '../../path-id.ts';
import type { Principal } from '../../principal.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** Clients that are one, and importer numbers that belong elsewhere. Everything here can be taken back. */
export function regroupingRoutes(app: FastifyInstance, services: Services): void {
  const describe = async (tx: TenantTransaction, outcome: RegroupOutcome, principal: Principal) => ({
    regroupingId: outcome.regroupingId,
    client: await getClient(tx, outcome.clientId, readerOf(services, principal)),
    entriesMoved: outcome.entryCount,
    alertsCarried: outcome.alertsCarried + outcome.alertsReopened,
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/merge-suggestions',
    summary: 'Clients that may be one: the same first nine digits of an EIN, or the same name',
    access: 'clients:read',
    rateClass: 'read',
    query: MergeSuggestionQuery,
    answers: { 200: MergeSuggestionList },
    problems: [],
    handler: async (tx, { query }) =>
      answer(200, await listMergeSuggestions(tx, { dismissed: query.dismissed === 'true' })),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/clients/merge-suggestions/dismiss',
    summary: 'Says that two clients are two; they are not suggested again',
    access: 'clients:write',
    rateClass: 'write',
    body: DismissMergeRequest,
    answers: { 200: MergeSuggestionList },
    problems: [],
    handler: async (tx, { body, principal }) => {
      await dismissMerge(tx, body.clientIds, writerOf(services, principal));
      return answer(200, await listMergeSuggestions(tx));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/clients/merge-suggestions/restore',
    summary: 'Takes back that two clients are two; they may be suggested again',
    access: 'clients:write',
    rateClass: 'write',
    body: DismissMergeRequest,
    answers: { 200: MergeSuggestionList },
    problems: [],
    handler: async (tx, { body, principal }) => {
      await restoreMergeSuggestion(tx, body.clientIds, writerOf(services, principal));
      return answer(200, await listMergeSuggestions(tx));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/clients/:id/merge',
    summary: 'Merges the client into another; its address then answers with that one',
    access: 'clients:write',
    rateClass: 'write',
    params: ById,
    body: MergeClientRequest,
    answers: { 200: Regrouped },
    problems: ['not_found'],
    handler: async (tx, { params, body, principal }) => {
      const input = { clientId: params.id, request: body };
      return answer(200, await describe(tx, await mergeClients(tx, input, writerOf(services, principal)), principal));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/clients/:id/importer-numbers/:numberId/move',
    summary: 'Moves an importer number with its entries and clocks to another client, or to a new one',
    access: 'clients:write',
    rateClass: 'write',
    params: z.object({ id: PathId, numberId: PathId }),
    body: MoveNumberRequest,
    answers: { 200: Regrouped },
    problems: ['not_found', 'client.only_number'],
    handler: async (tx, { params, body, principal }) => {
      const input = { clientId: params.id, numberId: params.numberId, request: body };
      const outcome = await moveImporterNumber(tx, input, writerOf(services, principal));
      return answer(200, await describe(tx, outcome, principal));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/regroupings/:id/undo',
    summary: 'Takes a merge or a move back',
    access: 'clients:write',
    rateClass: 'write',
    params: ById,
    answers: { 200: Regrouped },
    problems: ['not_found', 'regrouping.not_undoable'],
    handler: async (tx, { params, principal }) =>
      answer(200, await describe(tx, await undoRegrouping(tx, params.id, writerOf(services, principal)), principal)),
  });
}
