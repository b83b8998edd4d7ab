import type { Database } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { type ReadReportOutcome, readReport } from '../imports/read-report.ts';
import { findFirmTimeZone } from './watch.ts';

/** Reads a waiting import on the firm's own business date; a firm that does not exist has none (`not_waiting`). */
export async function readWaitingReport(
  database: Database,
  target: { readonly organizationId: string; readonly importId: string },
  input: {
    readonly now: () => Date;
    /** Today in a time zone, `YYYY-MM-DD`; the fixed date in a rehearsal. */
    readonly businessDate: (timeZone: string) => string;
    readonly signal: AbortSignal;
    /** How long another worker waits before it takes over from one that fell silent. */
    readonly leaseMs: number;
  },
): Promise<ReadReportOutcome> {
  const timeZone = await findFirmTimeZone(database, target.organizationId);
  if (timeZone === null) return { status: 'not_waiting', counts: null, problem: null };
  const { now, signal, leaseMs } = input;
  const businessDate = plainDate(input.businessDate(timeZone));
  return readReport(database, target, { now, signal, leaseMs, businessDate });
}
