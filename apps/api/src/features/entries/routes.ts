import { EntryDetail, EntryPage, EntryQuery } from '@capeline/contracts';
import { confirmLiquidation, getEntry, listEntries } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const EntryParams = z.object({ entryNumber: z.string().max(40) });

/** Entry summaries with their clocks. */
export function entryRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/entries',
    summary: 'Entries by number, each with the deadlines that it joins',
    access: 'entries:read',
    rateClass: 'read',
    query: EntryQuery,
    answers: { 200: EntryPage },
    problems: [],
    handler: async (tx, { query, principal }) =>
      answer(200, await listEntries(tx, query, readerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/entries/:entryNumber',
    summary: 'One entry with the lines of its newest report; hyphens in the number do not matter',
    access: 'entries:read',
    rateClass: 'read',
    params: EntryParams,
    answers: { 200: EntryDetail },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) =>
      answer(200, await getEntry(tx, params.entryNumber, readerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/entries/:entryNumber/liquidation/confirm',
    summary: 'Accepts the later liquidation that a report proposed; its clocks run from then on',
    access: 'entries:write',
    rateClass: 'write',
    params: EntryParams,
    answers: { 200: EntryDetail },
    problems: ['not_found', 'liquidation.nothing_proposed'],
    handler: async (tx, { params, principal }) => {
      await confirmLiquidation(tx, params.entryNumber, writerOf(services, principal));
      return answer(200, await getEntry(tx, params.entryNumber, readerOf(services, principal)));
    },
  });
}
