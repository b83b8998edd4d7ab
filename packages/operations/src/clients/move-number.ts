import { AppError, type MoveNumberRequest } from '@capeline/contracts';
import {
  type ClientRow,
  insertClient,
  insertRegrouping,
  listNumbersOf,
  lockClients,
  lockEntryFacts,
  type TenantTransaction,
} from '@capeline/db';
import { maskImporterNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import type { RegroupOutcome } from './merge-clients.ts';
import { invalid, isUuid, notFound, userIdOf, type Writer } from './reader.ts';
import { regroupNumbers } from './regroup.ts';

/** The client to which the number goes; a new one has the owner of the old one, so that no date loses its owner. */
async function targetOf(
  tx: TenantTransaction,
  from: ClientRow,
  request: MoveNumberRequest,
  found: readonly ClientRow[],
  writer: Writer,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  if ('newClientName' in request) {
    const made = { name: request.newClientName, ownerUserId: from.ownerUserId, createdAt: writer.now };
    return { id: await insertClient(tx, made), isNew: true };
  }
  const into = found.find(({ id }) => id === request.intoClientId.toLowerCase());
  if (into === undefined || into.id === from.id)
    throw invalid('/intoClientId', 'This is no other client of your firm.');
  return { id: into.id, isNew: false };
}

/**
 * Moves one importer number of a client, with its entries, clocks, alerts and checks, to another client or to a new one, in the
 * caller's transaction. Throws `not_found`, `request.invalid`, and `client.only_number` where a merge is what is meant.
 */
export async function moveImporterNumber(
  tx: TenantTransaction,
  input: { readonly clientId: string; readonly numberId: string; readonly request: MoveNumberRequest },
  writer: Writer,
): Promise<RegroupOutcome> {
  const { request } = input;
  await lockEntryFacts(tx);
  const others = 'intoClientId' in request ? [request.intoClientId] : [];
  const found = await lockClients(tx, [input.clientId, ...others].filter(isUuid));
  const from = found.find(({ id }) => id === input.clientId.toLowerCase());
  const numbers = from === undefined ? [] : await listNumbersOf(tx, from.id);
  const number = numbers.find(({ id }) => id === input.numberId.toLowerCase())?.number;
  if (from === undefined || number === undefined) throw notFound();
  if (numbers.length === 1)
    throw new AppError('client.only_number', 'Without it the client would be empty: merge the client instead.');
  const into = await targetOf(tx, from, request, found, writer);
  const moved = await regroupNumbers(
    tx,
    { from: from.id, into: into.id, numbers: [number], cause: 'number_moved' },
    writer,
  );
  const regroupingId = await insertRegrouping(tx, {
    kind: 'move',
    fromClientId: from.id,
    intoClientId: into.id,
    numbers: [number],
    before: { isNew: into.isNew },
    doneBy: userIdOf(writer),
    doneAt: writer.now,
  });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.number_moved',
    subject: { kind: 'client', id: into.id },
    details: { regroupingId, number: maskImporterNumber(number), fromClientId: from.id, isNew: into.isNew, ...moved },
  });
  return { ...moved, regroupingId, clientId: into.id };
}
