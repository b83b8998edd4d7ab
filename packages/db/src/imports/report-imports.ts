import type { Es003ColumnName, ReportRunDate } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import type { DifferenceCounts } from './import-differences.ts';

export type ReportImportStatus =
  | 'received'
  | 'reading'
  | 'needs_mapping'
  | 'reviewable'
  | 'committing'
  | 'committed'
  | 'undone'
  | 'failed';

/** Why a whole import failed or waits, with place and cure; written for the person who uploaded the file. */
export interface ReportProblem {
  readonly code: string;
  readonly detail: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly cure: string;
}

export interface ReportCounts {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  readonly clientsCreated: number;
  readonly entriesCreated: number;
  readonly entriesUpdated: number;
  readonly entriesUnchanged: number;
}

/** What an undo did. */
export interface UndoCounts {
  /** Entries that the import had brought. */
  readonly entriesRemoved: number;
  readonly entriesRestored: number;
  /** Dates that rule on, because without them a clock would move later: each is a proposal now. */
  readonly datesHeld: number;
  readonly alertsWithdrawn: number;
}

/** What reading found out about a file. */
export interface ReportRecognition {
  /** Null in a CSV. */
  readonly sheet: string | null;
  readonly headerRow: number;
  /** Our columns that the file lacks. */
  readonly missing: readonly Es003ColumnName[];
  /** Fingerprint of its headers in hexadecimal, of a file that waits for a mapping. */
  readonly fingerprint: string | null;
  /** The mapping by which it was read. */
  readonly mappingId: string | null;
  /** The date on which the report was run, as the file itself names it. */
  readonly runDate: ReportRunDate | null;
}

/** A column of a file whose layout is not known. */
export interface FoundColumn {
  readonly header: string;
  /** A few different values, cut; numbers of persons masked. */
  readonly samples: readonly string[];
  readonly proposed: Es003ColumnName | null;
}

/** One uploaded report as it stands. */
export interface ReportImport extends ReportCounts {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  readonly asOf: string;
  readonly status: ReportImportStatus;
  readonly autoCommit: boolean;
  readonly progressDone: number;
  readonly progressTotal: number;
  readonly problem: ReportProblem | null;
  readonly layout: string | null;
  readonly recognition: ReportRecognition | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly committedAt: Date | null;
  readonly attempts: number;
  /** Null until a reading compared the report with what was known. */
  readonly differenceCounts: DifferenceCounts | null;
  readonly undoneAt: Date | null;
  /** What the undo did; null while nobody undid it. */
  readonly undoCounts: UndoCounts | null;
}

/** Every column of an import under the names of `ReportImport`. */
export const REPORT_IMPORT_COLUMNS = `id, kind, file_name as "fileName", size_bytes as "sizeBytes", sha256, as_of as "asOf", status,
  auto_commit as "autoCommit", progress_done as "progressDone", progress_total as "progressTotal", problem, layout, recognition,
  rows_read as "rowsRead", rows_accepted as "rowsAccepted", rows_rejected as "rowsRejected",
  clients_created as "clientsCreated", entries_created as "entriesCreated", entries_updated as "entriesUpdated",
  entries_unchanged as "entriesUnchanged", created_by as "createdBy", created_at as "createdAt",
  committed_at as "committedAt", attempts, difference_counts as "differenceCounts", undone_at as "undoneAt",
  undone_by as "undoneBy", undo_counts as "undoCounts"`;

/** One import, or null. */
export async function findReportImport(tx: TenantTransaction, importId: string): Promise<ReportImport | null> {
  const [row] = await tx.query<ReportImport>(
    `select ${REPORT_IMPORT_COLUMNS} from report_import where organization_id = $1 and id = $2`,
    [tx.organizationId, importId],
  );
  return row ?? null;
}

/** The import that holds exactly these bytes and has neither failed nor been undone, or null. */
export async function findLivingImport(tx: TenantTransaction, sha256: Buffer): Promise<ReportImport | null> {
  const [row] = await tx.query<ReportImport>(
    `select ${REPORT_IMPORT_COLUMNS} from report_import
      where organization_id = $1 and sha256 = $2 and status not in ('undone', 'failed')`,
    [tx.organizationId, sha256],
  );
  return row ?? null;
}

/** Adds the row of a new import; null when a living import with the same bytes was there or came at the same moment. */
export async function insertReportImport(
  tx: TenantTransaction,
  report: Pick<
    ReportImport,
    'id' | 'kind' | 'fileName' | 'sizeBytes' | 'sha256' | 'asOf' | 'autoCommit' | 'createdBy' | 'createdAt'
  >,
): Promise<ReportImport | null> {
  const [row] = await tx.query<ReportImport>(
    `insert into report_import
       (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit, progress_total, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'received', $8, $5, $9, $10)
     on conflict (organization_id, sha256) where status not in ('undone', 'failed') do nothing
     returning ${REPORT_IMPORT_COLUMNS}`,
    [
      tx.organizationId,
      report.id,
      report.kind,
      report.fileName,
      report.sizeBytes,
      report.sha256,
      report.asOf,
      report.autoCommit,
      report.createdBy,
      report.createdAt,
    ],
  );
  return row ?? null;
}
