import { AppError } from '@capeline/contracts';
import {
  type EntryFacts,
  findClientOfNumber,
  findEntryTag,
  findLastChange,
  lockEntry,
  nameSuccessorsAt,
  type TenantTransaction,
  updateEntryByHand,
} from '@capeline/db';
import { laterClocks, liquidationGap, parseEntryNumber, restoreLiquidation } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { notFound, type Writer } from '../clients/reader.ts';
import { traceOf } from './correct-entry.ts';
import { recordStatement } from './record-statement.ts';

/** Facts that stay as the correction left them, because the former ones would move a clock later or stop it. */
export type HeldFact = 'liquidation' | 'entryType' | 'entryDate';

const notUndoable = (detail: string): AppError => new AppError('entry.correction_not_undoable', detail);

interface Restored {
  readonly facts: EntryFacts;
  readonly held: readonly HeldFact[];
}

/** The facts of before, except where one would move a clock later: a liquidation date then waits as a proposal, another fact stays. */
function restore(current: EntryFacts, before: EntryFacts): Restored {
  const { facts: liquidation, isHeld } = restoreLiquidation(current.liquidation, before.liquidation);
  const isOwnGap = before.needsData === null || before.needsData.startsWith('liquidation.');
  const restored: EntryFacts = {
    ...before,
    asOf: current.asOf,
    liquidation,
    needsData: isOwnGap ? liquidationGap(liquidation) : before.needsData,
  };
  const held: HeldFact[] = isHeld ? ['liquidation'] : [];
  if (laterClocks(current, restored).length === 0) return { facts: restored, held };
  const { entryType, entryDate } = current;
  const facts = { ...restored, entryType, entryDate };
  if (laterClocks(current, facts).length > 0)
    throw notUndoable(
      'What stood before would move a clock later. Correct the entry anew: that asks you to confirm it.',
    );
  return { facts, held: [...held, 'entryType', 'entryDate'] };
}

/** The facts of a former client's number belong to whoever bears that number today. */
async function atPresentClient(tx: TenantTransaction, facts: EntryFacts): Promise<EntryFacts> {
  const client = await findClientOfNumber(tx, facts.importerNumber);
  return client === null ? facts : { ...facts, clientId: client.clientId };
}

/**
 * Takes the last correction by hand of an entry back, in the caller's transaction, as a change of its own: what stood before it stands
 * again. No clock moves later by it; such a liquidation date waits as a proposal, and `held` names what stayed. Throws `not_found`,
 * `conflict.version`, and `entry.correction_not_undoable` when a correction is not what happened last, or a clock cannot be held.
 */
export async function undoCorrection(
  tx: TenantTransaction,
  input: { readonly entryNumber: string; readonly ifMatch: string | undefined },
  writer: Writer,
): Promise<{ readonly held: readonly HeldFact[] }> {
  const entryNumber = parseEntryNumber(input.entryNumber).entryNumber;
  const current = entryNumber === null ? null : await lockEntry(tx, entryNumber);
  if (entryNumber === null || current === null) throw notFound();
  if (input.ifMatch !== undefined) assertVersion(input.ifMatch, (await findEntryTag(tx, entryNumber)) ?? '');
  const last = await findLastChange(tx, entryNumber);
  if (last === null || last.cause !== 'person')
    throw notUndoable('A correction by hand is not what happened last to this entry. Correct it anew instead.');
  const { facts, held } = restore(current, await atPresentClient(tx, last.before));
  await updateEntryByHand(tx, entryNumber, facts, { cause: 'person_undone', proposalFrom: last.proposalFrom });
  const clientIds = [current.clientId, facts.clientId];
  const evidence = { note: 'The correction before this was taken back.' };
  await recordStatement(tx, { entryNumber, said: {}, evidence, seenOn: writer.today, clientIds }, writer);
  await nameSuccessorsAt(tx, { from: current.clientId, into: facts.clientId });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'entry.correction_undone',
    subject: { kind: 'entry', id: entryNumber },
    details: { before: traceOf(current), after: traceOf(facts), held },
  });
  return { held };
}
