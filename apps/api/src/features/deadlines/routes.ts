import {
  AcknowledgeDeadlineRequest,
  Deadline,
  DeadlinePage,
  DeadlineQuery,
  EntryPage,
  Id,
  SortedEntriesQuery,
  UndoAcknowledgementRequest,
} from '@capeline/contracts';
import {
  acknowledgeDeadline,
  getDeadline,
  listDeadlines,
  listEntriesOfDeadline,
  undoAcknowledgement,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { actorOf } from '../../principal.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const DeadlineParams = z.object({ id: Id });

/** One deadline is one client, kind and liquidation date. */
export function deadlineRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/deadlines',
    summary:
      'Deadlines by file-by or as `sort` says, and the lists behind the numbers of the board; all dates are inclusive',
    access: 'deadlines:read',
    rateClass: 'read',
    query: DeadlineQuery,
    answers: { 200: DeadlinePage },
    problems: [],
    handler: async (tx, { query, principal }) =>
      answer(200, await listDeadlines(tx, query, readerOf(services, principal), services.ranks)),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/deadlines/:id',
    summary: 'One deadline with its citation and arithmetic',
    access: 'deadlines:read',
    rateClass: 'read',
    params: DeadlineParams,
    answers: { 200: Deadline },
    problems: ['not_found'],
    handler: async (tx, { params }) => answer(200, await getDeadline(tx, params.id)),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/deadlines/:id/entries',
    summary: 'The entries that a deadline covers',
    access: 'entries:read',
    rateClass: 'read',
    params: DeadlineParams,
    query: SortedEntriesQuery,
    answers: { 200: EntryPage },
    problems: ['not_found'],
    handler: async (tx, { params, query, principal }) =>
      answer(200, await listEntriesOfDeadline(tx, params.id, query, readerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/deadlines/:id/acknowledge',
    summary: 'Acknowledges the open alerts of a deadline; the next tier alerts again',
    access: 'deadlines:write',
    rateClass: 'write',
    params: DeadlineParams,
    // A note is a courtesy: who has none sends no body at all.
    body: AcknowledgeDeadlineRequest.nullish(),
    answers: { 200: Deadline },
    problems: ['not_found', 'deadline.already_acknowledged'],
    handler: async (tx, { params, body, principal }) => {
      // Says not_found in one way for what cannot be an id, is missing, or is another firm's.
      await getDeadline(tx, params.id);
      const note = body?.note ?? null;
      const now = services.clock.now();
      await acknowledgeDeadline(tx, { deadlineId: params.id, note, actor: actorOf(principal), now });
      return answer(200, await getDeadline(tx, params.id));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/deadlines/:id/acknowledge/undo',
    summary: 'Takes the newest acknowledgement of a deadline back: its alerts wait again',
    access: 'deadlines:write',
    rateClass: 'write',
    params: DeadlineParams,
    body: UndoAcknowledgementRequest,
    answers: { 200: Deadline },
    problems: ['not_found', 'deadline.not_acknowledged'],
    handler: async (tx, { params, body, principal }) => {
      await getDeadline(tx, params.id);
      const input = { deadlineId: params.id, acknowledgedAt: body.acknowledgedAt };
      await undoAcknowledgement(tx, input, writerOf(services, principal));
      return answer(200, await getDeadline(tx, params.id));
    },
  });
}
