import { AppError } from '@capeline/contracts';
import {
  type ClientRow,
  findPresentClient,
  listNumbersOf,
  lockClient,
  lockClients,
  lockEntryFacts,
  lockRegrouping,
  markRegroupingUndone,
  moveEvidenceBack,
  type Regrouping,
  updateClient as saveClient,
  setMergedInto,
  type TenantTransaction,
} from '@capeline/db';
import { followFacts } from '../account/follow-checks.ts';
import { type MergedFact, restoreClientFacts } from '../account/merge-facts.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { type MergedCheck, restoreClientChecks } from './merge-checks.ts';
import type { RegroupOutcome } from './merge-clients.ts';
import { isUuid, notFound, userIdOf, type Writer } from './reader.ts';
import { regroupNumbers } from './regroup.ts';

interface BeforeMerge {
  readonly checks: readonly MergedCheck[];
  /** Missing in merges of versions that knew no facts. */
  readonly facts?: readonly MergedFact[];
  /** Evidence about the merged client as a whole; merges of before evidence was kept have none. */
  readonly evidence?: readonly string[];
  readonly name: string;
  readonly ownerUserId: string | null;
  readonly nameAfter: string;
  readonly ownerAfter: string | null;
}

const refusal = (why: string): AppError => new AppError('regrouping.not_undoable', why);

/** Everything must still be where the regrouping put it, or taking it back would tear something else apart. */
async function assertUndoable(
  tx: TenantTransaction,
  { undoneAt, intoClientId, numbers }: Regrouping,
): Promise<ClientRow> {
  if (undoneAt !== null) throw refusal('It was taken back already.');
  const into = await lockClient(tx, intoClientId);
  if (into === null) throw refusal('The client was merged into another since; take that back first.');
  const present = new Set((await listNumbersOf(tx, intoClientId)).map(({ number }) => number));
  if (!numbers.every((number) => present.has(number)))
    throw refusal('An importer number of it was moved since; move that back first.');
  return into;
}

/** Gives the client that stayed its former facts, checks, name and owner; what somebody changed since is left alone. */
async function restoreClient(
  tx: TenantTransaction,
  into: ClientRow,
  before: BeforeMerge,
  writer: Writer,
): Promise<void> {
  await restoreClientFacts(tx, into.id, before.facts ?? [], writer);
  await restoreClientChecks(tx, into.id, before.checks, writer);
  await followFacts(tx, [into.id], writer);
  await saveClient(tx, {
    id: into.id,
    name: into.name === before.nameAfter ? before.name : into.name,
    ownerUserId: into.ownerUserId === before.ownerAfter ? before.ownerUserId : into.ownerUserId,
    updatedAt: writer.now,
  });
}

/**
 * Takes a merge or a move back, in the caller's transaction: numbers, their entries (also those that came since), clocks, waiting
 * alerts and checks return. Throws `not_found`, and `regrouping.not_undoable` when something was regrouped on top of it.
 */
export async function undoRegrouping(tx: TenantTransaction, id: string, writer: Writer): Promise<RegroupOutcome> {
  await lockEntryFacts(tx);
  const regrouping = isUuid(id) ? await lockRegrouping(tx, id) : null;
  if (regrouping === null) throw notFound();
  const { kind, fromClientId, intoClientId, numbers, before } = regrouping;
  const into = await assertUndoable(tx, regrouping);
  if (kind === 'merge') await setMergedInto(tx, fromClientId, null, writer.now);
  else if ((await findPresentClient(tx, fromClientId)) !== fromClientId)
    throw refusal('The client it came from was merged into another since; take that back first.');
  await lockClients(tx, [fromClientId, intoClientId]);
  const move = { from: intoClientId, into: fromClientId, numbers, cause: 'regrouping_undone' } as const;
  const moved = await regroupNumbers(tx, move, writer);
  if (kind === 'merge') {
    const formerly = before as unknown as BeforeMerge;
    await restoreClient(tx, into, formerly, writer);
    await moveEvidenceBack(tx, { from: into.id, into: fromClientId, ids: formerly.evidence ?? [] });
  }
  const isEmpty = (await listNumbersOf(tx, intoClientId)).length === 0;
  if (kind === 'move' && before.isNew === true && isEmpty)
    await setMergedInto(tx, intoClientId, fromClientId, writer.now);
  await markRegroupingUndone(tx, id, { userId: userIdOf(writer), at: writer.now });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.regrouping_undone',
    subject: { kind: 'client', id: fromClientId },
    details: { regroupingId: id, kind, intoClientId, ...moved },
  });
  return { ...moved, regroupingId: id, clientId: fromClientId };
}
