import { addDays, daysBetween, type PlainDate, plainDate } from '@capeline/domain';

/** The Monday for which the sample reports were written, and the Friday on which they were "pulled". */
export const WRITTEN_FOR = plainDate('2026-11-23');
const PULLED_ON = plainDate('2026-11-20');
const DAYS_IN_WEEK = 7;

/** Whole weeks, in days, by which the sample moves to fit a business date. A week begins the day after its Friday report. */
export function sampleShift(businessDate: PlainDate): number {
  return Math.floor((daysBetween(PULLED_ON, businessDate) - 1) / DAYS_IN_WEEK) * DAYS_IN_WEEK;
}

/** The report date of the shifted sample: the last Friday before the business date, so that it is never older than a week. */
export function sampleAsOf(businessDate: PlainDate): PlainDate {
  return addDays(PULLED_ON, sampleShift(businessDate));
}

/** Whether a sample made for one business date has aged on another: its Friday is not the last one any more. */
export function isSampleAged(madeFor: PlainDate, businessDate: PlainDate): boolean {
  return sampleShift(madeFor) !== sampleShift(businessDate);
}
