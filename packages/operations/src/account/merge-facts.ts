import {
  type FactView,
  findAccountFact,
  listAccountFacts,
  saveAccountFact,
  type TenantTransaction,
} from '@capeline/db';
import { type FactKind, isNumberFact } from '@capeline/domain';
import { userIdOf, type Writer } from '../clients/reader.ts';

/** A fact of the whole client before a merge, and the version that the merge wrote. */
export interface MergedFact {
  readonly kind: FactKind;
  readonly before: Pick<FactView, 'state'> | null;
  readonly version: number;
}

/** Facts of the whole client by kind; those of its numbers go with the numbers. */
async function factsOf(tx: TenantTransaction, clientId: string): Promise<Map<FactKind, FactView>> {
  const own = (await listAccountFacts(tx, [clientId])).filter(({ kind }) => !isNumberFact(kind));
  return new Map(own.map((fact) => [fact.kind, fact]));
}

/**
 * Makes one fact of each kind out of the two clients' facts, in the client that stays: the newer day wins, of one day the fact of
 * the client that stays; what it replaces is in the history. Answers what stood there before, for an undo.
 */
export async function mergeClientFacts(
  tx: TenantTransaction,
  merge: { readonly from: { readonly id: string }; readonly into: { readonly id: string } },
  writer: Writer,
): Promise<MergedFact[]> {
  const clientId = merge.into.id;
  const ours = await factsOf(tx, clientId);
  const merged: MergedFact[] = [];
  for (const [kind, { state: theirs }] of await factsOf(tx, merge.from.id)) {
    const before = ours.get(kind) ?? null;
    if (theirs === null || (before?.state && before.state.asOf >= theirs.asOf)) continue;
    // Without the id of the change in the other client's history: taking it back gives what stood here.
    const { value, source, asOf, note } = theirs;
    await saveAccountFact(tx, {
      clientId,
      kind,
      importerNumber: '',
      before,
      after: { value, source, asOf, note },
      cause: 'client_merged',
      changedBy: userIdOf(writer),
      changedAt: writer.now,
    });
    merged.push({ kind, before: before && { state: before.state }, version: (before?.version ?? 0) + 1 });
  }
  return merged;
}

/** Puts the facts of the whole client back as they stood before a merge; one that somebody changed since stays as it is. */
export async function restoreClientFacts(
  tx: TenantTransaction,
  clientId: string,
  merged: readonly MergedFact[],
  writer: Writer,
): Promise<void> {
  for (const { kind, before, version } of merged) {
    const now = await findAccountFact(tx, { clientId, kind, importerNumber: '' });
    if (now?.version !== version) continue;
    await saveAccountFact(tx, {
      clientId,
      kind,
      importerNumber: '',
      before: now,
      after: before?.state ?? null,
      cause: 'regrouping_undone',
      changedBy: userIdOf(writer),
      changedAt: writer.now,
    });
  }
}
