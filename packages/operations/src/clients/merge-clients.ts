import type { MergeClientRequest } from '@capeline/contracts';
import {
  carryMergeDismissals,
  insertRegrouping,
  listNumbersOf,
  lockClients,
  lockEntryFacts,
  moveEvidence,
  updateClient as saveClient,
  setMergedInto,
  type TenantTransaction,
} from '@capeline/db';
import { followFacts } from '../account/follow-checks.ts';
import { mergeClientFacts } from '../account/merge-facts.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { mergeClientChecks, withPresentVersions } from './merge-checks.ts';
import { invalid, isUuid, notFound, userIdOf, type Writer } from './reader.ts';
import { type MovedNumbers, regroupNumbers } from './regroup.ts';
import { resolveMember } from './update-client.ts';

export interface RegroupOutcome extends MovedNumbers {
  readonly regroupingId: string;
  readonly clientId: string;
}

/** Both clients, locked in one order whoever comes first. Throws `not_found`, and `request.invalid` for the second. */
async function lockBoth(tx: TenantTransaction, fromId: string, intoId: string) {
  await lockEntryFacts(tx);
  const found = await lockClients(tx, [fromId, intoId].filter(isUuid));
  const from = found.find(({ id }) => id === fromId);
  if (from === undefined) throw notFound();
  const into = found.find(({ id }) => id === intoId);
  if (into === undefined || into.id === from.id)
    throw invalid('/intoClientId', 'This is no other client of your firm.');
  return { from, into };
}

/**
 * Merges a client into another, in the caller's transaction: numbers, entries with their clocks, alerts, facts, evidence and checks go over, the
 * worst status of each check wins, of each fact the newer, evidence is kept. The other keeps its name and owner unless others are given, or it has no owner.
 * The merged one stays as a pointer. Throws `not_found` and `request.invalid`.
 */
export async function mergeClients(
  tx: TenantTransaction,
  input: { readonly clientId: string; readonly request: MergeClientRequest },
  writer: Writer,
): Promise<RegroupOutcome> {
  const { request } = input;
  const { from, into } = await lockBoth(tx, input.clientId.toLowerCase(), request.intoClientId.toLowerCase());
  const ownerUserId =
    request.ownerId === undefined
      ? (into.ownerUserId ?? from.ownerUserId)
      : await resolveMember(tx, request.ownerId, '/ownerId');
  const name = request.name ?? into.name;
  const numbers = (await listNumbersOf(tx, from.id)).map(({ number }) => number);
  const merged = await mergeClientChecks(tx, { from, into }, writer);
  const facts = await mergeClientFacts(tx, { from, into }, writer);
  const evidence = await moveEvidence(tx, { from: from.id, into: into.id, numbers: [''] });
  const moved = await regroupNumbers(tx, { from: from.id, into: into.id, numbers, cause: 'client_merged' }, writer);
  await followFacts(tx, [into.id], writer, 'merged');
  const checks = await withPresentVersions(tx, into.id, merged);
  await carryMergeDismissals(tx, from.id, into.id);
  await setMergedInto(tx, from.id, into.id, writer.now);
  await saveClient(tx, { id: into.id, name, ownerUserId, updatedAt: writer.now });
  const regroupingId = await insertRegrouping(tx, {
    kind: 'merge',
    fromClientId: from.id,
    intoClientId: into.id,
    numbers,
    before: {
      checks,
      facts,
      evidence,
      name: into.name,
      ownerUserId: into.ownerUserId,
      nameAfter: name,
      ownerAfter: ownerUserId,
    },
    doneBy: userIdOf(writer),
    doneAt: writer.now,
  });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.merged',
    subject: { kind: 'client', id: into.id },
    details: {
      regroupingId,
      from: { id: from.id, name: from.name },
      into: { id: into.id, name },
      ownerUserId,
      ...moved,
    },
  });
  return { ...moved, regroupingId, clientId: into.id };
}
