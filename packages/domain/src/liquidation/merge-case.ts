import { type PlainDate, plainDate } from '../calendar/plain-date.ts';
import type { LiquidationChange, LiquidationFacts } from './merge-liquidation.ts';
import type { LiquidationStatus, ReportedLiquidation } from './report-status.ts';

/** One row of the table that the pure function and the SQL of the import both follow. */
export interface MergeCase {
  readonly name: string;
  readonly known: LiquidationFacts | null;
  readonly reported: ReportedLiquidation | null;
  readonly reportIsOlder: boolean;
  readonly expected: { readonly next: LiquidationFacts | null; readonly changed: LiquidationChange };
}

const day = plainDate;
export const FIRST = day('2026-06-05');
export const EARLIER = day('2026-05-29');
export const LATER = day('2026-06-26');
export const LATEST = day('2026-07-10');
export const PLANNED = day('2026-12-11');
export const REPLANNED = day('2027-01-08');

/** What is known of an entry; everything that is not given is unknown. */
export const facts = (status: LiquidationStatus, more: Partial<LiquidationFacts> = {}): LiquidationFacts => ({
  status,
  liquidatedOn: null,
  reliquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  proposed: null,
  ...more,
});

/** What a report says of it. */
export const report = (status: LiquidationStatus, more: Partial<ReportedLiquidation> = {}): ReportedLiquidation => ({
  status,
  liquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  warning: null,
  needsData: null,
  ...more,
});

export const liquidated = (liquidatedOn: PlainDate | null) => facts('liquidated', { liquidatedOn });
export const saysLiquidated = (liquidatedOn: PlainDate | null) => report('liquidated', { liquidatedOn });
export const later = (date: PlainDate) => ({ status: 'liquidated', date, reason: 'later_date' }) as const;
export const gone = (status: LiquidationStatus) => ({ status, date: null, reason: 'no_longer_liquidated' }) as const;

/** One rule of the merge as a case. */
export const row = (
  name: string,
  known: LiquidationFacts | null,
  reported: ReportedLiquidation | null,
  changed: LiquidationChange,
  next: LiquidationFacts | null,
): MergeCase => ({ name, known, reported, reportIsOlder: false, expected: { next, changed } });

/** The same where the report is older than what is known. */
export const older = (...args: Parameters<typeof row>): MergeCase => ({ ...row(...args), reportIsOlder: true });

export const twice = facts('reliquidated', { liquidatedOn: FIRST, reliquidatedOn: LATER });
export const waiting = facts('liquidated', { liquidatedOn: FIRST, proposed: later(LATER) });
export const planned = facts('unliquidated', { scheduledOn: PLANNED });
