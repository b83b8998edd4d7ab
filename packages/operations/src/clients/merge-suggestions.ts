import type { MergeSuggestion, MergeSuggestionList } from '@capeline/contracts';
import {
  deleteMergeDismissal,
  insertMergeDismissal,
  listMergeCandidates,
  listMergeDismissals,
  lockClients,
  type MergeCandidateRow,
  type TenantTransaction,
} from '@capeline/db';
import { maskImporterNumber, pairKey, suggestMerges } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { invalid, isUuid, userIdOf, type Writer } from './reader.ts';

const MOST_SHOWN = 200;

const isIn =
  (pairs: ReadonlySet<string>) =>
  ({ fromId, intoId }: { readonly fromId: string; readonly intoId: string }): boolean =>
    pairs.has(pairKey(fromId, intoId));

function describe(row: MergeCandidateRow): MergeSuggestion['from'] {
  return {
    id: row.id,
    name: row.name,
    importerNumbersMasked: row.importerNumbers.map(maskImporterNumber),
    entryCount: row.entryCount,
    owner: row.ownerUserId === null ? null : { id: row.ownerUserId, name: row.ownerName ?? '' },
  };
}

/**
 * Clients that may be one, the surest first, at most 200; `total` counts all. With `dismissed` those of which somebody said that they
 * are two, and only those.
 */
export async function listMergeSuggestions(
  tx: TenantTransaction,
  which: { readonly dismissed: boolean } = { dismissed: false },
): Promise<MergeSuggestionList> {
  const clients = await listMergeCandidates(tx);
  const dismissed = new Set((await listMergeDismissals(tx)).map(({ a, b }) => pairKey(a, b)));
  const byId = new Map(clients.map((client) => [client.id, client]));
  const open = suggestMerges(clients, dismissed);
  const closed = dismissed.size === 0 ? [] : suggestMerges(clients, new Set()).filter(isIn(dismissed));
  const found = which.dismissed ? closed : open;
  const data = found.slice(0, MOST_SHOWN).flatMap(({ fromId, intoId, reasons }) => {
    const from = byId.get(fromId);
    const into = byId.get(intoId);
    return from === undefined || into === undefined
      ? []
      : [{ from: describe(from), into: describe(into), reasons: [...reasons] }];
  });
  return { data, total: found.length, dismissedTotal: closed.length };
}

async function assertPair(tx: TenantTransaction, clientIds: readonly [string, string]): Promise<void> {
  const found = await lockClients(tx, clientIds.filter(isUuid));
  if (found.length !== 2) throw invalid('/clientIds', 'Name two clients of your firm.');
}

/** Keeps that two clients are two: they are not suggested again. Throws `request.invalid` for what is no pair of clients. */
export async function dismissMerge(
  tx: TenantTransaction,
  clientIds: readonly [string, string],
  writer: Writer,
): Promise<void> {
  const [a, b] = clientIds;
  await assertPair(tx, clientIds);
  await insertMergeDismissal(tx, { ids: [a, b], by: userIdOf(writer), at: writer.now });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.merge_dismissed',
    subject: { kind: 'client', id: a.toLowerCase() },
    details: { other: b.toLowerCase() },
  });
}

/** Takes back that two clients are two: they may be suggested again. Nothing happens to a pair of which nobody had said so. Throws `request.invalid` for what is no pair of clients. */
export async function restoreMergeSuggestion(
  tx: TenantTransaction,
  clientIds: readonly [string, string],
  writer: Writer,
): Promise<void> {
  const [a, b] = clientIds;
  await assertPair(tx, clientIds);
  if (!(await deleteMergeDismissal(tx, [a, b]))) return;
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.merge_dismissal_undone',
    subject: { kind: 'client', id: a.toLowerCase() },
    details: { other: b.toLowerCase() },
  });
}
