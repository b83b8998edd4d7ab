import {
  CorrectEntryRequest,
  CreateEntryRequest,
  DecideProposalsRequest,
  DecideProposalsResponse,
  DecisionNote,
  EntryDetail,
  EntryPage,
  EntryPreview,
  EntryQuery,
  EntryWarning,
  PreviewEntryRequest,
  ProposalPage,
  ProposalQuery,
} from '@capeline/contracts';
import {
  correctEntry,
  createEntry,
  decideProposal,
  decideProposals,
  getEntry,
  listEntries,
  listProposals,
  previewEntry,
  undoCorrection,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const EntryParams = z.object({ entryNumber: z.string().max(40) });
/** The entry afterwards, and what is worth a second look. */
/** The entry afterwards, and the facts that stayed because the former ones would move a clock later. */
const UndoneCorrection = EntryDetail.extend({ held: z.array(z.enum(['liquidation', 'entryType', 'entryDate'])) });
const StatedEntry = EntryDetail.extend({ warnings: z.array(EntryWarning) });

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
    summary:
      'One entry with the lines of its newest report; hyphens in the number do not matter; the ETag names its state',
    access: 'entries:read',
    rateClass: 'read',
    params: EntryParams,
    answers: { 200: EntryDetail },
    problems: ['not_found'],
    handler: async (tx, { params, principal, reply }) => {
      const entry = await getEntry(tx, params.entryNumber, readerOf(services, principal));
      reply.header('etag', `"${entry.version}"`);
      return answer(200, entry);
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/entries',
    summary: 'Enters one entry by hand, with its evidence; its clocks run from then on',
    access: 'entries:write',
    rateClass: 'write',
    body: CreateEntryRequest,
    answers: { 201: StatedEntry },
    problems: ['entry.exists'],
    handler: async (tx, { body, principal, reply }) => {
      const { entryNumber, warnings } = await createEntry(tx, body, writerOf(services, principal));
      const entry = await getEntry(tx, entryNumber, readerOf(services, principal));
      reply.header('etag', `"${entry.version}"`);
      return answer(201, { ...entry, warnings });
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/entries/preview',
    summary: 'The clocks of an entry as they are and as they would be with these facts; writes nothing',
    access: 'entries:read',
    rateClass: 'read',
    body: PreviewEntryRequest,
    answers: { 200: EntryPreview },
    problems: [],
    handler: async (tx, { body, principal }) =>
      answer(200, await previewEntry(tx, body, readerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/entries/:entryNumber',
    summary: 'Corrects an entry by hand, with its evidence; a later clock needs confirmLater; If-Match is honoured',
    access: 'entries:write',
    rateClass: 'write',
    params: EntryParams,
    body: CorrectEntryRequest,
    answers: { 200: StatedEntry },
    problems: ['not_found', 'conflict.version', 'entry.later_date_needs_confirmation'],
    handler: async (tx, { params, body, principal, request, reply }) => {
      const { entryNumber } = params;
      const ifMatch = request.headers['if-match'];
      const writer = writerOf(services, principal);
      const { warnings } = await correctEntry(tx, { entryNumber, request: body, ifMatch }, writer);
      const entry = await getEntry(tx, entryNumber, readerOf(services, principal));
      reply.header('etag', `"${entry.version}"`);
      return answer(200, { ...entry, warnings });
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/entries/:entryNumber/correction/undo',
    summary: 'Takes the last correction by hand back; no clock moves later by it: such a date becomes a proposal',
    access: 'entries:write',
    rateClass: 'write',
    params: EntryParams,
    answers: { 200: UndoneCorrection },
    problems: ['not_found', 'conflict.version', 'entry.correction_not_undoable'],
    handler: async (tx, { params, principal, request, reply }) => {
      const { entryNumber } = params;
      const ifMatch = request.headers['if-match'];
      const { held } = await undoCorrection(tx, { entryNumber, ifMatch }, writerOf(services, principal));
      const entry = await getEntry(tx, entryNumber, readerOf(services, principal));
      reply.header('etag', `"${entry.version}"`);
      return answer(200, { ...entry, held: [...held] });
    },
  });

  for (const decision of ['confirm', 'keep'] as const)
    defineTenantRoute(app, services, {
      method: 'POST',
      url: `/entries/:entryNumber/liquidation/${decision}`,
      summary:
        decision === 'confirm'
          ? 'Accepts the later liquidation that a report proposed; its clocks run from then on'
          : 'Keeps the earlier liquidation against a proposal; the same proposal is not made again',
      access: 'entries:write',
      rateClass: 'write',
      params: EntryParams,
      body: DecisionNote,
      answers: { 200: EntryDetail },
      problems: ['not_found', 'liquidation.nothing_proposed'],
      handler: async (tx, { params, body, principal }) => {
        const { entryNumber } = params;
        await decideProposal(tx, { decision, entryNumber, note: body?.note }, writerOf(services, principal));
        return answer(200, await getEntry(tx, entryNumber, readerOf(services, principal)));
      },
    });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/proposals',
    summary: 'Later liquidation dates that wait for a person, each with its source and the clocks that it would move',
    access: 'entries:read',
    rateClass: 'read',
    query: ProposalQuery,
    answers: { 200: ProposalPage },
    problems: [],
    handler: async (tx, { query }) => answer(200, await listProposals(tx, query)),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/proposals/decide',
    summary: 'Confirms many proposals or keeps the earlier dates; every one has its own answer',
    access: 'entries:write',
    rateClass: 'write',
    body: DecideProposalsRequest,
    answers: { 200: DecideProposalsResponse },
    problems: [],
    handler: async (tx, { body, principal }) =>
      answer(200, await decideProposals(tx, body, writerOf(services, principal))),
  });
}
