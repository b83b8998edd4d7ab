import { randomUUID } from 'node:crypto';
import {
  claimReportImport,
  type Database,
  EntriesMovedError,
  enqueue,
  finishReportImport,
  type ImportDifferences,
  type ImportOutcome,
  LeaseLostError,
  listReportMappings,
  MANY_NEW_ROWS,
  openReportFile,
  type ReportCounts,
  type ReportImport,
  type ReportProblem,
  releaseImportLease,
  replaceDifferences,
  replaceReportIssues,
  type TenantPgTransaction,
  takeOverWork,
} from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { followEntriesOf } from '../account/follow-and-note.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { ImportLease } from './import-lease.ts';
import { IssueCollector } from './issue-collector.ts';
import { mergeReport } from './merge-report.ts';
import { LayoutRecogniser } from './recognise-report.ts';
import { tooManyAttempts } from './report-problems.ts';
import { stageReport } from './stage-report.ts';

export interface ReadReportOptions {
  /** The present instant, for leases and stamps; asked anew whenever it is needed. */
  readonly now: () => Date;
  /** The firm's calendar date, against which future liquidation dates are judged. */
  readonly businessDate: PlainDate;
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
  readonly signal?: AbortSignal;
  /** How long another worker waits before it takes over from one that fell silent. */
  readonly leaseMs?: number;
}

export interface ReadReportOutcome {
  /** `not_waiting`: already ended, unknown, or another worker holds it; nothing was done. */
  readonly status: ImportOutcome['status'] | 'not_waiting';
  readonly counts: ReportCounts | null;
  readonly problem: ReportProblem | null;
}

const LEASE_MS = 20_000;
const MOST_ATTEMPTS = 5;
const WAITING = ['received', 'reading', 'committing'];
const SYSTEM = { kind: 'system', id: null } as const;

const NO_COUNTS: ReportCounts = {
  rowsRead: 0,
  rowsAccepted: 0,
  rowsRejected: 0,
  clientsCreated: 0,
  entriesCreated: 0,
  entriesUpdated: 0,
  entriesUnchanged: 0,
};

/** How an import ended, and what it changes or would change; null when it could not be compared with what is known. */
interface ReadOutcome extends ImportOutcome {
  readonly differences: ImportDifferences | null;
}

/** Carries the result of a dry run out of the transaction that is rolled back by it. */
class RolledBack extends Error {
  readonly outcome: ReadOutcome;

  constructor(outcome: ReadOutcome) {
    super('A dry run ends by rolling back.');
    this.outcome = outcome;
  }
}

interface Reading {
  readonly database: Database;
  readonly organizationId: string;
  readonly report: ReportImport;
  readonly token: string;
  readonly options: ReadReportOptions;
  readonly issues: IssueCollector;
  /** Whether entries that stand by the same rows may be passed over; after they moved underneath, no more. */
  readonly passesOver: boolean;
}

const AUDITED_END = {
  committed: 'import.committed',
  failed: 'import.failed',
  needs_mapping: 'import.mapping_requested',
  reviewable: 'import.read',
} as const;

/** Writes the end of an import: issues, differences, status, and for what was not committed its trail. Last in its transaction. */
async function finish(tx: TenantPgTransaction, reading: Reading, outcome: ReadOutcome): Promise<void> {
  const { report, token } = reading;
  await replaceReportIssues(tx, report.id, reading.issues.list());
  await replaceDifferences(tx, report.id, outcome.differences);
  if (outcome.status === 'committed') {
    await enqueue(tx, 'sweep-organization', { organizationId: tx.organizationId });
  }
  await finishReportImport(tx, { importId: report.id, token }, outcome);
  await appendAudit(tx, {
    at: outcome.at,
    actor: SYSTEM,
    action: AUDITED_END[outcome.status],
    subject: { kind: 'import', id: report.id },
    details: {
      fileName: report.fileName,
      asOf: report.asOf,
      ...outcome.counts,
      problem: outcome.problem?.code ?? null,
    },
  });
}

async function readAndMerge(tx: TenantPgTransaction, reading: Reading, lease: ImportLease): Promise<ReadOutcome> {
  const { database, organizationId, report, token, options, issues } = reading;
  await takeOverWork(tx, { importId: report.id, token });
  const file = openReportFile(database, organizationId, report.id, report.sizeBytes);
  const staged = await stageReport(tx, file, {
    importId: report.id,
    fileName: report.fileName,
    businessDate: options.businessDate,
    asOf: report.asOf,
    layouts: new LayoutRecogniser(await listReportMappings(tx)),
    issues,
    passesOver: reading.passesOver,
    onBatch: (bytesRead) => {
      options.signal?.throwIfAborted();
      lease.progress(bytesRead);
      options.onProgress?.(bytesRead, report.sizeBytes);
    },
  });
  const { rowsRead, recognition, foundColumns } = staged;
  const found = { recognition, foundColumns, layout: staged.layout?.layout ?? null };
  if (staged.unreadable !== null) {
    const { status, problem } = staged.unreadable;
    const counts = { ...NO_COUNTS, rowsRead, rowsRejected: rowsRead };
    throw new RolledBack({ status, problem, counts, ...found, differences: null, at: options.now() });
  }
  const { layout, hasWrittenLines } = staged;
  const { businessDate } = options;
  const merging = { importId: report.id, asOf: report.asOf, businessDate, layout, hasWrittenLines };
  const merged = await mergeReport(tx, merging, issues);
  const counts = { ...merged.counts, rowsRead, rowsRejected: rowsRead - merged.counts.rowsAccepted };
  const commits = report.autoCommit || report.status === 'committing';
  const read = { counts, differences: merged.differences, problem: null, ...found, at: options.now() };
  if (!commits) throw new RolledBack({ status: 'reviewable', ...read });
  options.signal?.throwIfAborted();
  const writer = { actor: SYSTEM, today: businessDate, now: options.now() };
  await followEntriesOf(tx, merged.clientIds, writer);
  await lease.stop();
  const outcome = { status: 'committed', ...read } as const;
  await finish(tx, reading, outcome);
  return outcome;
}

/** Reads to the end, a second time and in full when an entry that the first time passed over has changed meanwhile. */
async function readClaimed(reading: Reading): Promise<ReadOutcome> {
  try {
    return await readOnce(reading);
  } catch (error) {
    if (!(error instanceof EntriesMovedError)) throw error;
    return readOnce({ ...reading, issues: new IssueCollector(), passesOver: false });
  }
}

async function readOnce(reading: Reading): Promise<ReadOutcome> {
  const { database, organizationId, report, token, options } = reading;
  const { now, leaseMs = LEASE_MS } = options;
  const lease = new ImportLease(database, { organizationId, importId: report.id, token, leaseMs, now });
  try {
    return await database.withTenantPg(organizationId, (tx) => readAndMerge(tx, reading, lease));
  } catch (error) {
    await lease.stop();
    // A successor ends this transaction from outside, which looks like a lost connection.
    if (!(error instanceof RolledBack)) throw (await lease.isLost()) ? new LeaseLostError() : error;
    await database.withTenantPg(organizationId, (tx) => finish(tx, reading, error.outcome));
    return error.outcome;
  } finally {
    await lease.stop();
  }
}

async function renewStatistics({ database, organizationId }: Reading, outcome: ImportOutcome): Promise<void> {
  if (outcome.status !== 'committed' || outcome.counts.rowsAccepted < MANY_NEW_ROWS) return;
  await database.renewPlannerStatistics(organizationId);
}

/**
 * Reads a waiting import to its end, and commits all of it in one transaction or nothing; without auto-commit it is counted,
 * rolled back and left `reviewable`. A lease keeps other workers away and its token fences a late commit. A fault of the
 * file ends as `failed` or `needs_mapping` with place and cure; any other error is thrown, leaves nothing behind and the
 * import waiting, five times at most. Safe to call twice for one import, also at once.
 */
export async function readReport(
  database: Database,
  target: { readonly organizationId: string; readonly importId: string },
  options: ReadReportOptions,
): Promise<ReadReportOutcome> {
  const { organizationId, importId } = target;
  const token = randomUUID();
  const now = options.now();
  const until = new Date(now.getTime() + (options.leaseMs ?? LEASE_MS));
  const report = await database.withTenantPg(organizationId, (tx) =>
    claimReportImport(tx, { importId, token, now, until, from: WAITING }),
  );
  if (report === null) return { status: 'not_waiting', counts: null, problem: null };
  const reading = { database, organizationId, report, token, options, issues: new IssueCollector(), passesOver: true };
  if (report.attempts > MOST_ATTEMPTS) {
    const nothing = { counts: NO_COUNTS, layout: null, recognition: null, foundColumns: null, differences: null };
    const outcome = { ...tooManyAttempts(MOST_ATTEMPTS), ...nothing, at: now };
    await database.withTenantPg(organizationId, (tx) => finish(tx, reading, outcome));
    return outcome;
  }
  try {
    const outcome = await readClaimed(reading);
    await renewStatistics(reading, outcome);
    return outcome;
  } catch (error) {
    // Best effort: a worker that is killed cannot do this, and its lease lapses by itself.
    if (!(error instanceof LeaseLostError)) {
      await database
        .withTenantPg(organizationId, (tx) => releaseImportLease(tx, importId, token))
        .catch(() => undefined);
    }
    throw error;
  }
}
