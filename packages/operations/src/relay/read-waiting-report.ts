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
  },
): Promise<ReadReportOutcome> {
  const timeZone = await findFirmTimeZone(database, target.organizationId);
  if (timeZone === null) return { status: 'not_waiting', counts: null, problem: null };
  const { now, signal } = input;
  return readReport(database, target, { now, signal, businessDate: plainDate(input.businessDate(timeZone)) });
}
