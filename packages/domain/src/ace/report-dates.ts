import { addDays, type PlainDate, parsePlainDate, plainDate } from '../calendar/plain-date.ts';

export type ReportDateProblem = 'date.no_such_day' | 'date.two_digit_year' | 'date.unreadable' | 'date.out_of_range';

export type ReportDate =
  | { readonly ok: true; readonly date: PlainDate | null; readonly isSerial?: true }
  | { readonly ok: false; readonly problem: ReportDateProblem };

/** The present entry number format began in 1986; anything earlier in a report is a spreadsheet accident. */
const EARLIEST_YEAR = 1986;
const LATEST_YEAR = 2099;
const EMPTY: ReportDate = { ok: true, date: null };
const US_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/;
const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** A spreadsheet's day number: five digits are the years 1927 to 2173. */
const SERIAL = /^(\d{5})(?:\.0+)?$/;
const SERIAL_DAY_0 = { 1900: plainDate('1899-12-30'), 1904: plainDate('1904-01-01') } as const;
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

/** From which year a spreadsheet counts its days; workbooks of old Macintosh programs count from 1904. */
export type SerialEpoch = 1900 | 1904;

function readSerial(serial: number, epoch: SerialEpoch): ReportDate {
  const date = addDays(SERIAL_DAY_0[epoch], serial);
  const year = Number(date.slice(0, 4));
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return { ok: false, problem: 'date.out_of_range' };
  return { ok: true, date, isSerial: true };
}

/**
 * Reads a date cell of an ACE report: `MM/DD/YYYY`, `M/D/YYYY` or ISO, each also with a midnight tail, or a spreadsheet's
 * serial day number, which the caller must only offer from a column that holds dates; empty is null. Refuses days that do not exist, two-digit years and years outside 1986-2099; it never guesses day-first.
 */
export function parseReportDate(cell: string, epoch: SerialEpoch = 1900): ReportDate {
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
  const serial = SERIAL.exec(text);
  if (serial) return readSerial(Number(serial[1]), epoch);
  return { ok: false, problem: 'date.unreadable' };
}
