import {
  describeDistance,
  formatCents,
  formatDollars,
  formatLong,
  type PlainDate,
  parsePlainDate,
  plainDate,
} from '@capeline/domain';

/** "Wed 11 Nov 2026": nobody takes day for month. */
export function longDate(date: string): string {
  return formatLong(plainDate(date));
}

/** A date of the address in words; what somebody typed there and is no date stays as it is. */
export function typedDate(text: string): string {
  return parsePlainDate(text) === null ? text : longDate(text);
}

/** "17 Jul", with the year when it is not the year of `today`. For columns where the weekday says nothing. */
export function shortDate(date: string, today: string): string {
  const [, day, month, year] = longDate(date).split(' ');
  return date.slice(0, 4) === today.slice(0, 4) ? `${day} ${month}` : `${day} ${month} ${year}`;
}

/** "in 4 days", "today", "3 days ago". */
export function distance(date: string, today: string): string {
  return describeDistance(plainDate(date), plainDate(today));
}

/** "Wed 11 Nov 2026, in 4 days". */
export function dateWithDistance(date: string, today: string): string {
  return `${longDate(date)}, ${distance(date, today)}`;
}

/** Whole dollars, for overviews. */
export const dollars = (cents: number): string => formatDollars(cents);
const MILLION_CENTS = 100_000_000;

/** "$4.52M" from a million on, whole dollars below; for large figures in little room, with the full sum in a title. */
export function compactDollars(cents: number): string {
  if (Math.abs(cents) < MILLION_CENTS) return formatDollars(cents);
  const millions = cents / MILLION_CENTS;
  return `${millions < 0 ? '-' : ''}$${Math.abs(millions).toFixed(Math.abs(millions) < 100 ? 2 : 1)}M`;
}

/** Dollars and cents, for single entries. */
export const money = (cents: number): string => formatCents(cents);

export const count = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/gu, ',');

/** "1 entry", "112 entries". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "Mon 23 Nov 2026, 06:00" in the firm's time zone. */
export function instant(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${longDate(`${of('year')}-${of('month')}-${of('day')}`)}, ${of('hour')}:${of('minute')}`;
}

/** "4.2 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export type { PlainDate };
