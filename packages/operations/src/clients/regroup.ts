import {
  enqueue,
  listLiveDeadlines,
  moveEvidence,
  moveNumberFacts,
  moveNumbers,
  refreshClientSummaries,
  refreshDeadlines,
  type TenantTransaction,
} from '@capeline/db';
import { followEntries } from './follow-entries.ts';
import { copyNumberChecks } from './merge-checks.ts';
import type { Writer } from './reader.ts';

export interface MovedNumbers {
  readonly entryCount: number;
  readonly alertsCarried: number;
  readonly alertsReopened: number;
}

/**
 * Gives importer numbers from one client to another with everything that hangs on them: entries with their clocks and history,
 * deadlines, alerts that wait, facts, evidence and checks of the numbers. Nothing is deleted and no alert falls silent. Take `lockEntryFacts` and lock
 * both clients first; append the audit event afterwards.
 */
export async function regroupNumbers(
  tx: TenantTransaction,
  move: {
    readonly from: string;
    readonly into: string;
    readonly numbers: readonly string[];
    readonly cause: 'client_merged' | 'number_moved' | 'regrouping_undone';
  },
  writer: Writer,
): Promise<MovedNumbers> {
  const { from, into } = move;
  const liveBefore = await listLiveDeadlines(tx, into);
  await copyNumberChecks(tx, move, writer);
  await moveNumberFacts(tx, move);
  await moveEvidence(tx, move);
  const { entryCount, dates } = await moveNumbers(tx, move);
  await refreshDeadlines(tx, [from, into]);
  await refreshClientSummaries(tx, [from, into]);
  const alerts = await followEntries(tx, [{ from, into, dates, liveBefore }]);
  await enqueue(tx, 'sweep-organization', { organizationId: tx.organizationId });
  return { entryCount, ...alerts };
}
