import { type PlainDate, weekdayOf } from '../calendar/plain-date.ts';

export const LIQUIDATION_STATUSES = [
  'unknown',
  'unliquidated',
  'scheduled',
  'extended',
  'suspended',
  'liquidated',
  'reliquidated',
  'deemed',
] as const;

export type LiquidationStatus = (typeof LIQUIDATION_STATUSES)[number];

export type LiquidationWarning =
  | 'liquidation.status_not_understood'
  | 'liquidation.date_in_future'
  | 'liquidation.not_a_weekday'
  | 'liquidation.scheduled_date_passed';

export type LiquidationGap =
  | 'liquidation.date_missing'
  | 'liquidation.past_date_without_status'
  | 'liquidation.status_missing';

/** What one report says about one entry's liquidation, in our words. */
export interface ReportedLiquidation {
  readonly status: LiquidationStatus;
  /** Starts clocks. Set only for liquidated, reliquidated and deemed. */
  readonly liquidatedOn: PlainDate | null;
  /** Starts no clock. */
  readonly scheduledOn: PlainDate | null;
  /** A past date that nothing says was a liquidation: good for a provisional alarm, never for a deadline. */
  readonly provisionalOn: PlainDate | null;
  readonly warning: LiquidationWarning | null;
  readonly needsData: LiquidationGap | null;
}

export interface LiquidationCells {
  readonly statusText: string | null;
  readonly date: PlainDate | null;
  /** False when the report has no such column: then an empty cell says nothing. */
  readonly hasStatusColumn: boolean;
  readonly hasDateColumn: boolean;
}

/** Report texts without case, spaces and punctuation; a text that is not here is `unknown` with a warning. */
export const LIQUIDATION_STATUS_TEXTS: Readonly<Record<string, LiquidationStatus>> = {
  liquidated: 'liquidated',
  unliquidated: 'unliquidated',
  notliquidated: 'unliquidated',
  scheduled: 'scheduled',
  scheduledforliquidation: 'scheduled',
  scheduledtoliquidate: 'scheduled',
  liquidationscheduled: 'scheduled',
  extended: 'extended',
  liquidationextended: 'extended',
  suspended: 'suspended',
  liquidationsuspended: 'suspended',
  reliquidated: 'reliquidated',
  deemed: 'deemed',
  deemedliquidated: 'deemed',
  liquidateddeemed: 'deemed',
};

/** True for the three statuses whose date is a liquidation; beside any other a date is only a plan. */
export function startsClock(status: LiquidationStatus): boolean {
  return status === 'liquidated' || status === 'reliquidated' || status === 'deemed';
}

/** The status that a report text means; null for an empty text, `unknown` for one that we do not know. */
export function parseLiquidationStatus(text: string | null): LiquidationStatus | null {
  const key = (text ?? '')
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  if (key === '') return (text ?? '').trim() === '' ? null : 'unknown';
  // Object.hasOwn: a cell that reads "constructor" must not find anything.
  return Object.hasOwn(LIQUIDATION_STATUS_TEXTS, key) ? (LIQUIDATION_STATUS_TEXTS[key] ?? 'unknown') : 'unknown';
}

const NOTHING_REPORTED = {
  liquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  warning: null,
  needsData: null,
} as const;

function readClockStatus(status: LiquidationStatus, date: PlainDate | null, businessDate: PlainDate) {
  if (date === null) return { ...NOTHING_REPORTED, status, needsData: 'liquidation.date_missing' } as const;
  const warning =
    date > businessDate ? 'liquidation.date_in_future' : weekdayOf(date) > 5 ? 'liquidation.not_a_weekday' : null;
  return { ...NOTHING_REPORTED, status, liquidatedOn: date, warning } as const;
}

function readStatusless(date: PlainDate | null, statusWasText: boolean, businessDate: PlainDate) {
  const warning = statusWasText ? 'liquidation.status_not_understood' : null;
  const status = 'unknown';
  if (date === null) return { ...NOTHING_REPORTED, status, warning, needsData: 'liquidation.status_missing' } as const;
  if (date > businessDate) {
    return { ...NOTHING_REPORTED, status: statusWasText ? status : 'scheduled', scheduledOn: date, warning } as const;
  }
  const needsData = 'liquidation.past_date_without_status';
  return { ...NOTHING_REPORTED, status, provisionalOn: date, warning, needsData } as const;
}

/**
 * Reads status and date of one report row together. A date starts clocks only beside liquidated, reliquidated or
 * deemed, even when it lies after `businessDate` (then with a warning); beside anything else it is a schedule.
 * Returns null when the report has neither column: it says nothing and must clear nothing.
 */
export function readReportedLiquidation(cells: LiquidationCells, businessDate: PlainDate): ReportedLiquidation | null {
  if (!cells.hasStatusColumn && !cells.hasDateColumn) return null;
  const status = cells.hasStatusColumn ? parseLiquidationStatus(cells.statusText) : null;
  if (status === null || status === 'unknown') return readStatusless(cells.date, status === 'unknown', businessDate);
  if (startsClock(status)) return readClockStatus(status, cells.date, businessDate);
  const passed = cells.date !== null && cells.date < businessDate;
  return {
    ...NOTHING_REPORTED,
    status,
    scheduledOn: cells.date,
    warning: passed ? 'liquidation.scheduled_date_passed' : null,
  };
}
