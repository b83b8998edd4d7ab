import type { TenantTransaction } from '../transactions.ts';
import type { FoundColumn, ReportCounts, ReportImport, ReportProblem, ReportRecognition } from './report-imports.ts';
import { findReportImport } from './report-imports.ts';

/** Another worker holds the import by now: what this one did must not be committed. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor() {
    super('Another worker has taken over this import.');
  }
}

export interface LeaseRequest {
  readonly importId: string;
  readonly token: string;
  readonly now: Date;
  readonly until: Date;
  /** Statuses in which the import may be taken. */
  readonly from: readonly string[];
}

/** Takes the import for one worker, or returns null when it is not waiting or another worker's lease still runs. Counts the attempt. */
export async function claimReportImport(tx: TenantTransaction, request: LeaseRequest): Promise<ReportImport | null> {
  const taken = await tx.query(
    `update report_import
        set status = case when status = 'committing' then status else 'reading' end, lease_token = $3, lease_until = $4,
            attempts = attempts + 1, progress_done = 0
      where organization_id = $1 and id = $2 and status = any($5)
        and (lease_until is null or lease_until <= $6)
      returning id`,
    [tx.organizationId, request.importId, request.token, request.until, request.from, request.now],
  );
  return taken.length === 0 ? null : findReportImport(tx, request.importId);
}

const LOCK_OF_WORK = `hashtextextended('import work ' || $1::text, 0)`;

/**
 * Ends the transaction of a worker that held this import before and fell silent, and waits until it is gone: otherwise its locks and
 * its rows, of which none can be committed any more, would hold up its successor for as long as it stays silent. First in the
 * transaction that does the work. Throws LeaseLostError when the lease is another worker's by now.
 */
export async function takeOverWork(
  tx: TenantTransaction,
  lease: { readonly importId: string; readonly token: string },
): Promise<void> {
  const held = await tx.query(
    'select id from report_import where organization_id = $1 and id = $2 and lease_token = $3',
    [tx.organizationId, lease.importId, lease.token],
  );
  if (held.length === 0) throw new LeaseLostError();
  await tx.query(
    `select pg_terminate_backend(l.pid) from pg_locks l
      where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
        and l.objsubid = 1 and l.granted and l.pid <> pg_backend_pid()
        and (l.classid::bigint << 32 | l.objid::bigint) = ${LOCK_OF_WORK}`,
    [lease.importId],
  );
  await tx.query(`select pg_advisory_xact_lock(${LOCK_OF_WORK})`, [lease.importId]);
}

/** Prolongs the lease and writes how many bytes were read. Throws LeaseLostError when another worker holds it. */
export async function renewImportLease(
  tx: TenantTransaction,
  lease: { readonly importId: string; readonly token: string; readonly until: Date; readonly progressDone: number },
): Promise<void> {
  const renewed = await tx.query(
    `update report_import set lease_until = $4, progress_done = least($5, progress_total)
      where organization_id = $1 and id = $2 and lease_token = $3 returning id`,
    [tx.organizationId, lease.importId, lease.token, lease.until, lease.progressDone],
  );
  if (renewed.length === 0) throw new LeaseLostError();
}

/** Gives the import back without a result, so that the next attempt need not wait for the lease to lapse. */
export async function releaseImportLease(tx: TenantTransaction, importId: string, token: string): Promise<void> {
  await tx.query(
    `update report_import set lease_token = null, lease_until = null
      where organization_id = $1 and id = $2 and lease_token = $3`,
    [tx.organizationId, importId, token],
  );
}

export interface ImportOutcome {
  readonly status: 'committed' | 'reviewable' | 'needs_mapping' | 'failed';
  readonly counts: ReportCounts;
  readonly problem: ReportProblem | null;
  readonly layout: string | null;
  readonly recognition: ReportRecognition | null;
  /** Only of a file that waits for a mapping. */
  readonly foundColumns: readonly FoundColumn[] | null;
  readonly at: Date;
}

/**
 * Ends the import with its result and frees the lease. The token fences: a worker that lost its lease, however late it comes
 * back, gets LeaseLostError and its transaction is rolled back.
 */
export async function finishReportImport(
  tx: TenantTransaction,
  lease: { readonly importId: string; readonly token: string },
  outcome: ImportOutcome,
): Promise<void> {
  const { counts } = outcome;
  const ended = await tx.query(
    `update report_import
        set status = $4, rows_read = $5, rows_accepted = $6, rows_rejected = $7, clients_created = $8, entries_created = $9,
            entries_updated = $10, entries_unchanged = $11, problem = $12::jsonb, layout = $13, recognition = $15::jsonb, found_columns = $16::jsonb,
            committed_at = case when $4 = 'committed' then $14::timestamptz end,
            change_mark = case when $4 = 'committed' then nextval('entry_change_id_seq') end,
            progress_done = case when $4 in ('committed', 'reviewable') then progress_total else progress_done end,
            lease_token = null, lease_until = null
      where organization_id = $1 and id = $2 and lease_token = $3
      returning id`,
    [
      tx.organizationId,
      lease.importId,
      lease.token,
      outcome.status,
      counts.rowsRead,
      counts.rowsAccepted,
      counts.rowsRejected,
      counts.clientsCreated,
      counts.entriesCreated,
      counts.entriesUpdated,
      counts.entriesUnchanged,
      outcome.problem === null ? null : JSON.stringify(outcome.problem),
      outcome.layout,
      outcome.at,
      outcome.recognition === null ? null : JSON.stringify(outcome.recognition),
      outcome.foundColumns === null ? null : JSON.stringify(outcome.foundColumns),
    ],
  );
  if (ended.length === 0) throw new LeaseLostError();
}

/** Lets a reviewed import be read again for its commit; attempts count anew. */
export async function markReportCommitting(
  tx: TenantTransaction,
  importId: string,
): Promise<'marked' | 'missing' | 'not_reviewable'> {
  const marked = await tx.query(
    `update report_import set status = 'committing', attempts = 0
      where organization_id = $1 and id = $2 and status = 'reviewable' returning id`,
    [tx.organizationId, importId],
  );
  if (marked.length > 0) return 'marked';
  return (await findReportImport(tx, importId)) === null ? 'missing' : 'not_reviewable';
}
