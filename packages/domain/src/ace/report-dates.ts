import { type PlainDate, parsePlainDate } from '../calendar/plain-date.ts';

export type ReportDateProblem = 'date.no_such_day' | 'date.two_digit_year' | 'date.unreadable' | 'date.out_of_range';

export type ReportDate =
  | { readonly ok: true; readonly date: PlainDate | null }
  | { readonly ok: false; readonly problem: ReportDateProblem };

/** The present entry number format began in 1986; anything earlier in a report is a spreadsheet accident. */
const EARLIEST_YEAR = 1986;
const LATEST_YEAR = 2099;
const EMPTY: ReportDate = { ok: true, date: null };
const US_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/;
const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const MIDNIGHT_TAIL = /(?:T| )(?:0{1,2}:00(?::00(?:\.0{1,9})?)?(?:Z|\+00:00| AM)?|12:00(?::00)? AM)$/;
const LONGEST = 40;

function pad2(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function toDate(year: number, month: number, day: number): ReportDate {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return { ok: false, problem: 'date.out_of_range' };
  const date = parsePlainDate(`${year}-${pad2(month)}-${pad2(day)}`);
  return date === null ? { ok: false, problem: 'date.no_such_day' } : { ok: true, date };
}

/**
 * Reads a date cell of an ACE report: `MM/DD/YYYY`, `M/D/YYYY` or ISO, each also with a midnight tail; empty is null.
 * Refuses days that do not exist, two-digit years and years outside 1986-2099; it never guesses day-first.
 */
export function parseReportDate(cell: string): ReportDate {
  let text = cell.trim();
  if (text === '') return EMPTY;
  if (text.length > LONGEST) return { ok: false, problem: 'date.unreadable' };
  if (text.length > 10) text = text.replace(MIDNIGHT_TAIL, '');
  const us = US_DATE.exec(text);
  if (us) {
    if (us[3]?.length === 2) return { ok: false, problem: 'date.two_digit_year' };
    return toDate(Number(us[3]), Number(us[1]), Number(us[2]));
  }
  const iso = ISO_DATE.exec(text);
  if (iso) return toDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  return { ok: false, problem: 'date.unreadable' };
}
