/** A calendar date written `YYYY-MM-DD`: no time of day, no time zone. Only the functions of this file make one. */
export type PlainDate = string & { readonly __brand: 'PlainDate' };

/** Days since 1970-01-01, which is day 0. Internal currency of all date arithmetic. */
export type EpochDay = number;

export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** 1 = Monday … 7 = Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_IN_ERA = 146_097;
const DAYS_FROM_ERA_START_TO_EPOCH = 719_468;
const ZERO = 48;
const HYPHEN = 45;

/** Promise: true for years that have a 29 February in the Gregorian calendar. */
function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Reads strictly `YYYY-MM-DD`, years 0001 to 9999, real days only; anything else, spaces included, is null. */
export function parsePlainDate(text: string): PlainDate | null {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return null;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return text as PlainDate;
}

/** As parsePlainDate, for text that the caller vouches for. Throws RangeError when it is no date. */
export function plainDate(text: string): PlainDate {
  const date = parsePlainDate(text);
  if (date === null) throw new RangeError(`not a calendar date (YYYY-MM-DD): ${text}`);
  return date;
}

/** Epoch day of a civil day by pure integer arithmetic (years counted from March, eras of 400 years). */
export function epochDayOf(year: number, month: number, day: number): EpochDay {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - DAYS_FROM_ERA_START_TO_EPOCH;
}

/** Integer quotient of small non-negative integers: an integer division for the compiler, which Math.floor is not. */
function quotient(dividend: number, divisor: number): number {
  return (dividend / divisor) | 0;
}

/** Inverse of epochDayOf. The hot spot of all date arithmetic. */
export function civilDayOf(epochDay: EpochDay): CivilDay {
  const shifted = epochDay + DAYS_FROM_ERA_START_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = (shifted - era * DAYS_IN_ERA) | 0;
  const leapFreeDay = dayOfEra - quotient(dayOfEra, 1460) + quotient(dayOfEra, 36_524) - quotient(dayOfEra, 146_096);
  const yearOfEra = quotient(leapFreeDay, 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + quotient(yearOfEra, 4) - quotient(yearOfEra, 100));
  const monthFromMarch = quotient(5 * dayOfYear + 2, 153);
  const day = dayOfYear - quotient(153 * monthFromMarch + 2, 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

/** Epoch day of a date. */
export function toEpochDay(date: PlainDate): EpochDay {
  return epochDayOf(digitsAt(date, 0, 4), digitsAt(date, 5, 7), digitsAt(date, 8, 10));
}

function writeCivilDay({ year, month, day }: CivilDay): PlainDate {
  if (year < 1 || year > 9999) throw new RangeError('the date lies outside the years 0001 to 9999');
  const paddedYear = year > 999 ? `${year}` : `${year}`.padStart(4, '0');
  return `${paddedYear}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as PlainDate;
}

/** Date of an epoch day. Throws RangeError outside the years 0001 to 9999. */
export function fromEpochDay(epochDay: EpochDay): PlainDate {
  return writeCivilDay(civilDayOf(epochDay));
}

/** Moves by calendar days; negative goes back. Throws RangeError outside the years 0001 to 9999. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** ISO weekday of an epoch day; 1970-01-01 was a Thursday. */
export function weekdayOfEpochDay(epochDay: EpochDay): Weekday {
  const fromMonday = (epochDay + 3) % 7;
  return ((fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1) as Weekday;
}

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: PlainDate): Weekday {
  return weekdayOfEpochDay(toEpochDay(date));
}
