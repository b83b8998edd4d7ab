import { AppError } from '@capeline/contracts';
import {
  enqueue,
  findEntriesOfImport,
  listUndoBlockers,
  lockEntryFacts,
  lockImportForUndo,
  markImportUndone,
  refreshClientSummaries,
  refreshDeadlines,
  type TenantTransaction,
  type UndoBlocker,
  type UndoCounts,
  undoEntries,
  withdrawAlerts,
  withdrawProvisionalDeadlines,
} from '@capeline/db';
import { formatEntryNumber } from '@capeline/domain';
import { followEntriesOf } from '../account/follow-and-note.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, userIdOf, type Writer } from '../clients/reader.ts';

/** Imports of which nothing is on the board: an undo of these only takes them off the list of what waits. */
const DISCARDABLE = ['reviewable', 'needs_mapping'];

/** What people do to an entry, in words; other causes of its history are told as a change by hand. */
const DONE_BY_HAND: Readonly<Record<string, string>> = {
  liquidation_confirmed: 'a later liquidation date was confirmed',
  liquidation_kept: 'an earlier liquidation date was kept',
};

function describeBlocker({ kind, importId, what, asOf, at, entries, entryNumber }: UndoBlocker) {
  const count = entries === 1 ? 'entry' : `${entries} entries, one of them`;
  const where = `${count} ${formatEntryNumber(entryNumber)}`;
  if (kind === 'import')
    return {
      pointer: `/imports/${importId}`,
      message: `Undo “${what}” (ACE as of ${asOf}) first: it speaks of ${where}.`,
    };
  const deed = DONE_BY_HAND[what] ?? 'facts were changed by hand';
  return {
    pointer: `/entries/${entryNumber}`,
    message: `On ${at.toISOString().slice(0, 10)} ${deed}: ${where}. Correct the entries instead.`,
  };
}

/** Throws `import.undo_blocked` when a later import or a person built on what the import brought. */
async function refuseWhenBuiltOn(tx: TenantTransaction, importId: string, changeMark: number): Promise<void> {
  const blockers = (await listUndoBlockers(tx, importId, changeMark)).map(describeBlocker);
  const [newest] = blockers;
  if (newest === undefined) return;
  const others = blockers.length === 1 ? '' : ` ${blockers.length - 1} more stand in the way.`;
  throw new AppError('import.undo_blocked', `${newest.message}${others}`, blockers);
}

async function restore(
  tx: TenantTransaction,
  undone: { readonly importId: string; readonly asOf: string },
  writer: Writer,
): Promise<UndoCounts> {
  const { clientIds, ...entries } = await undoEntries(tx, undone);
  const { superseded, provisionalEnded } = await refreshDeadlines(tx, clientIds);
  const { importId } = undone;
  const at = writer.now;
  const alertsWithdrawn = await withdrawAlerts(tx, { deadlineIds: superseded, importId, at });
  await withdrawProvisionalDeadlines(tx, { ids: provisionalEnded, importId, at });
  await refreshClientSummaries(tx, clientIds);
  await followEntriesOf(tx, clientIds, writer);
  return { ...entries, alertsWithdrawn };
}

/**
 * Gives the firm back what stood before an import, in the caller's transaction: entries that it brought go, others get their facts and
 * lines back, deadlines and counts follow. No clock moves later by it: such a date rules on beside a proposal; alerts of deadlines that
 * vanish are marked withdrawn and the next digest says so. An import that still waits for a person is discarded. Does nothing to one that
 * is undone. Throws `not_found`, `import.not_undoable`, and `import.undo_blocked` naming what must go first, newest first.
 */
export async function undoImport(tx: TenantTransaction, importId: string, writer: Writer): Promise<void> {
  await lockEntryFacts(tx);
  const found = await lockImportForUndo(tx, importId);
  if (found === null) throw notFound();
  if (found.status === 'undone') return;
  const isDiscarded = DISCARDABLE.includes(found.status);
  if (!isDiscarded && (found.status !== 'committed' || found.changeMark === null))
    throw new AppError(
      'import.not_undoable',
      found.status === 'committed'
        ? 'This import was committed by a version that kept too little to restore what stood before.'
        : 'Nothing of this import is on the board, so there is nothing to undo.',
    );
  let counts: UndoCounts | null = null;
  if (found.changeMark !== null && !isDiscarded) {
    await findEntriesOfImport(tx, importId);
    await refuseWhenBuiltOn(tx, importId, found.changeMark);
    counts = await restore(tx, { importId, asOf: found.asOf }, writer);
    await enqueue(tx, 'sweep-organization', { organizationId: tx.organizationId });
  }
  await markImportUndone(tx, importId, { at: writer.now, by: userIdOf(writer), counts });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: isDiscarded ? 'import.discarded' : 'import.undone',
    subject: { kind: 'import', id: importId },
    details: { fileName: found.fileName, asOf: found.asOf, ...counts },
  });
}
