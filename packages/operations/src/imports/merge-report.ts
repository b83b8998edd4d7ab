import {
  collectDifferences,
  confirmStandingEntries,
  type EntryMergeCounts,
  ensureClients,
  findKnownEntries,
  type ImportDifferences,
  listAttestedDifferences,
  listMergeNotices,
  listMovedEntries,
  listOlderDates,
  listTouchedClients,
  lockEntryFacts,
  markAbsentEntries,
  mergeEntries,
  mergeLiquidations,
  noteReportedCodes,
  type ReportedColumns,
  recordSeenEntries,
  refreshClientSummaries,
  refreshDeadlines,
  removeUnwantedLines,
  type TenantPgTransaction,
} from '@capeline/db';
import type { Es003Layout, PlainDate } from '@capeline/domain';
import { followEntries, noteMoves } from '../clients/follow-entries.ts';
import { type IssueCollector, MOST_ISSUES } from './issue-collector.ts';
import { attestedDifference, mergeNotice, olderDate } from './report-issues.ts';

function reportedColumns({ columnOf, has }: Es003Layout): ReportedColumns {
  return {
    entryType: columnOf.entryType !== null,
    entryDate: columnOf.entryDate !== null,
    entrySummaryDate: columnOf.entrySummaryDate !== null,
    portCode: columnOf.portCode !== null,
    controlStatus: columnOf.controlStatus !== null,
    reconciliation: has.reconciliation,
    protestNumber: columnOf.protestNumber !== null,
    protestStatus: columnOf.protestStatus !== null,
    liquidation: has.liquidationDate || has.liquidationStatus,
  };
}

export interface MergedReport {
  readonly counts: EntryMergeCounts & { readonly clientsCreated: number };
  readonly differences: ImportDifferences;
  /** Clients of which the report spoke, or from which an entry went. */
  readonly clientIds: readonly string[];
}

/**
 * Merges the staged report into the firm's entries, deadlines and summaries, one import of a firm after the other, and answers with
 * what that changed.
 */
export async function mergeReport(
  tx: TenantPgTransaction,
  report: {
    readonly importId: string;
    readonly asOf: string;
    readonly businessDate: PlainDate;
    readonly layout: Es003Layout;
    readonly hasWrittenLines: boolean;
  },
  issues: IssueCollector,
): Promise<MergedReport> {
  const { importId, asOf, businessDate, layout, hasWrittenLines } = report;
  const columns = reportedColumns(layout);
  await lockEntryFacts(tx);
  const clientsCreated = await ensureClients(tx);
  await noteReportedCodes(tx, importId);
  await findKnownEntries(tx, { asOf, columns });
  await confirmStandingEntries(tx, { asOf, businessDate });
  await mergeLiquidations(tx, asOf, columns.liquidation);
  for (const found of await listAttestedDifferences(tx, { asOf, columns }, MOST_ISSUES))
    issues.add(attestedDifference(found));
  const counts = await mergeEntries(tx, { importId, asOf, columns });
  if (hasWrittenLines) await removeUnwantedLines(tx, importId);
  for (const found of await listOlderDates(tx, asOf, MOST_ISSUES)) issues.add(olderDate(layout, found));
  await recordSeenEntries(tx, { importId, asOf });
  await markAbsentEntries(tx, { importId, asOf });
  const clients = await listTouchedClients(tx);
  const moves = await noteMoves(tx, await listMovedEntries(tx));
  await refreshDeadlines(tx, clients.changed);
  await followEntries(tx, moves);
  await refreshClientSummaries(tx, clients.seen);
  for (const notice of await listMergeNotices(tx, MOST_ISSUES)) issues.add(mergeNotice(layout, notice));
  const clientIds = [...new Set([...clients.seen, ...moves.map(({ from }) => from)])];
  return { counts: { ...counts, clientsCreated }, differences: await collectDifferences(tx, importId), clientIds };
}
