import type { PlainDate } from '../calendar/plain-date.ts';
import { parseMoneyToCents } from '../money/cents.ts';
import type { Es003ColumnName } from './es003-columns.ts';
import { normaliseHts } from './hts.ts';
import type { Es003Layout } from './recognise-es003.ts';
import { parseReportDate } from './report-dates.ts';
import { type RowIssue, type RowIssueCode, rowIssue } from './row-issue.ts';
import { cutText, withoutControls } from './shown-text.ts';

/** Longest text that is kept of a cell. */
const LONGEST_TEXT = 300;
const LONGEST_AMOUNT = 40;
/** A thousand million dollars, in cents: no line of a summary comes near, and sums of a million lines stay exact in the database. */
const MOST_CENTS = 100_000_000_000;
const LONGEST_COUNTER = 6;
const HTS_DIGITS = /^\d{4,10}$/;
const COUNTER = /^\d{1,6}(?:\.0{1,4})?$/;
const SPACE = 32;
const EQUALS = 61;

/** One row while it is read: its cells, and the issues found so far (null: none, the usual case, no allocation). */
export interface RowReading {
  readonly layout: Es003Layout;
  readonly cells: readonly string[];
  readonly row: number;
  issues: RowIssue[] | null;
  failed: boolean;
}

/** Notes an issue of a cell; an error makes the row unreadable. `addition` is a sentence about this very cell. */
export function note(
  reading: RowReading,
  name: Es003ColumnName,
  code: RowIssueCode,
  value: string,
  addition: string | null = null,
): void {
  const index = reading.layout.columnOf[name];
  const header = index === null ? null : (reading.layout.headers[index] ?? null);
  const issue = rowIssue(code, reading.row, header, value, addition);
  reading.issues ??= [];
  reading.issues.push(issue);
  if (issue.severity === 'error') reading.failed = true;
}

/** The trimmed text of a cell without the `="…"` wrapper; empty when the column or the cell is not there. */
export function cellText(reading: RowReading, name: Es003ColumnName): string {
  const index = reading.layout.columnOf[name];
  if (index === null) return '';
  const raw = reading.cells[index];
  if (raw === undefined || raw.length === 0) return '';
  const first = raw.charCodeAt(0);
  const last = raw.charCodeAt(raw.length - 1);
  if (first > SPACE && first < 128 && first !== EQUALS && last > SPACE && last < 128) return raw;
  const text = raw.trim();
  return text.length > 3 && text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).trim() : text;
}

/** Free text, at most 300 characters, without control characters; null when empty. */
export function readText(reading: RowReading, name: Es003ColumnName): string | null {
  const text = cellText(reading, name);
  if (text === '') return null;
  if (text.length > LONGEST_TEXT) {
    note(reading, name, 'text.cut', text);
    return withoutControls(cutText(text, LONGEST_TEXT));
  }
  return withoutControls(text);
}

/** A date, null when empty; a date that does not exist or cannot be read is an error, never a guess. */
export function readDate(reading: RowReading, name: Es003ColumnName): PlainDate | null {
  const text = cellText(reading, name);
  if (text === '') return null;
  const parsed = parseReportDate(text, reading.layout.serialEpoch);
  if (parsed.ok) {
    if (parsed.isSerial === true) note(reading, name, 'date.serial_number', text, `${text} is ${parsed.date}.`);
    return parsed.date;
  }
  note(reading, name, parsed.problem, text);
  return null;
}

/** A line or ordinal number (`001` and `1.0` are 1); null when empty or unreadable. */
export function readCounter(reading: RowReading, name: Es003ColumnName): number | null {
  const text = cellText(reading, name);
  if (text === '') return null;
  if (text.length <= LONGEST_COUNTER + 5 && COUNTER.test(text)) return Number.parseInt(text, 10);
  note(reading, name, 'number.unreadable', text);
  return null;
}

/** Codes of a fixed number of digits whose leading zeros spreadsheets take: `401` is port `0401`. */
export function padDigits(text: string, length: number): string {
  return text.length < length && /^\d+$/.test(text) ? text.padStart(length, '0') : text;
}

/**
 * The tariff number as 4 to 10 digits; empty after an error. Chapters 1 to 9 get back the zero that a spreadsheet took.
 */
export function readHts(reading: RowReading): string {
  const text = cellText(reading, 'hts');
  if (text === '') {
    note(reading, 'hts', 'hts.missing', '');
    return '';
  }
  const digits = HTS_DIGITS.test(text) ? text : normaliseHts(text.slice(0, LONGEST_TEXT));
  const isPadded = digits.length === 9;
  if (!HTS_DIGITS.test(digits) || digits.length === 5 || digits.length === 7) {
    note(reading, 'hts', 'hts.format', text);
    return '';
  }
  return isPadded ? `0${digits}` : digits;
}

/** Goods value in cents; unknown when empty or unreadable, because no date and no refund is computed from it. */
export function readGoodsValue(reading: RowReading): number | null {
  const text = cellText(reading, 'goodsValue');
  if (text === '') return null;
  const cents = text.length > LONGEST_AMOUNT ? null : parseMoneyToCents(text);
  if (cents !== null && Math.abs(cents) <= MOST_CENTS) return cents;
  note(reading, 'goodsValue', 'goods_value.unreadable', text);
  return null;
}

/** Duty in cents. Empty is an error on an IEEPA row and nothing on any other; a negative amount is kept with a warning. */
export function readDuty(reading: RowReading, isIeepa: boolean): number {
  const text = cellText(reading, 'duty');
  if (text === '') {
    if (isIeepa) note(reading, 'duty', 'money.missing', '');
    return 0;
  }
  const cents = text.length > LONGEST_AMOUNT ? null : parseMoneyToCents(text);
  if (cents === null) {
    note(reading, 'duty', 'money.unreadable', text);
    return 0;
  }
  if (Math.abs(cents) > MOST_CENTS) {
    note(reading, 'duty', 'money.too_large', text);
    return 0;
  }
  if (cents < 0) note(reading, 'duty', 'money.negative', text);
  return cents;
}
