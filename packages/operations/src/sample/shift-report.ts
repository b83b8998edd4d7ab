import { addDays, daysBetween, epochDayOf, fromEpochDay, type PlainDate, plainDate } from '@capeline/domain';

/** The Monday of the week for which the sample reports were written, and the Friday on which they were "pulled". */
const WRITTEN_FOR = plainDate('2026-11-23');
const PULLED_ON = plainDate('2026-11-20');
const DAYS_IN_WEEK = 7;

/** Dates as the reports write them, as whole cells: `MM/DD/YYYY`. */
const US_DATE = /(?<=^|,|")(\d{2})\/(\d{2})\/(\d{4})(?=,|"|\r?$)/gmu;

/** How many days the sample's dates move so that they fit a business date: whole weeks, so that every weekday stays what it is. */
export function sampleShift(businessDate: PlainDate): number {
  return Math.floor(daysBetween(WRITTEN_FOR, businessDate) / DAYS_IN_WEEK) * DAYS_IN_WEEK;
}

/** The report date of the shifted sample: the Friday before the business date's week. */
export function sampleAsOf(businessDate: PlainDate): PlainDate {
  return addDays(PULLED_ON, sampleShift(businessDate));
}

/** Moves every date of a report by some days and leaves all other cells byte for byte. */
export function shiftReport(csv: string, days: number): string {
  if (days === 0) return csv;
  return csv.replace(US_DATE, (_cell, month: string, day: string, year: string) => {
    const moved = fromEpochDay(epochDayOf(Number(year), Number(month), Number(day)) + days);
    return `${moved.slice(5, 7)}/${moved.slice(8, 10)}/${moved.slice(0, 4)}`;
  });
}
