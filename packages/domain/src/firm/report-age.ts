import { isRestDayOfEpochDay } from '../calendar/business-days.ts';
import { daysBetween, fromEpochDay, type PlainDate, toEpochDay, weekdayOfEpochDay } from '../calendar/plain-date.ts';
import { FRESH_DATA_DAYS } from '../checks/computed-checks.ts';

/** `none`: never loaded; `stale`: older than seven days; `friday_missing`: last Friday's liquidations are not in it; else `fresh`. */
export type ReportAgeState = 'none' | 'stale' | 'friday_missing' | 'fresh';

export interface ReportAge {
  readonly state: ReportAgeState;
  /** Date of the newest report. */
  readonly asOf: PlainDate | null;
  /** The last Friday whose liquidations should be loaded by now. */
  readonly friday: PlainDate;
  /** The first working day after it: on this day at the latest. */
  readonly dueOn: PlainDate;
}

const FRIDAY = 5;
const DAYS_IN_WEEK = 7;

/** The next day that is no Saturday, Sunday or federal holiday. Closures by order do not excuse: the portal is open. */
function nextWorkingEpochDay(epochDay: number): number {
  let day = epochDay + 1;
  while (isRestDayOfEpochDay(day)) day += 1;
  return day;
}

/**
 * Whether the newest report (`asOf`, null when there is none) holds the liquidations of the last Friday that is due today. CBP
 * posts liquidations on Fridays: a habit that only second-hand sources state, so this asks for data and excludes nothing. A
 * Friday is due on the first working day after it, so that a Monday holiday moves it to Tuesday.
 */
export function reportAgeOf(asOf: PlainDate | null, today: PlainDate): ReportAge {
  const now = toEpochDay(today);
  let friday = now - ((weekdayOfEpochDay(now) - FRIDAY + DAYS_IN_WEEK) % DAYS_IN_WEEK);
  while (nextWorkingEpochDay(friday) > now) friday -= DAYS_IN_WEEK;
  const due = { asOf, friday: fromEpochDay(friday), dueOn: fromEpochDay(nextWorkingEpochDay(friday)) };
  if (asOf === null) return { ...due, state: 'none' };
  if (daysBetween(asOf, today) > FRESH_DATA_DAYS) return { ...due, state: 'stale' };
  return { ...due, state: toEpochDay(asOf) < friday ? 'friday_missing' : 'fresh' };
}
