import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeDistance, formatLong } from './format-date.ts';
import { addDays, daysBetween, fromEpochDay, parsePlainDate, plainDate, toEpochDay, weekdayOf } from './plain-date.ts';

const FIRST_DAY = toEpochDay(plainDate('0001-01-01'));
const LAST_DAY = toEpochDay(plainDate('9999-12-31'));
const anyEpochDay = fc.integer({ min: FIRST_DAY, max: LAST_DAY });

describe('plain dates', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2026-11-11'])('reads the real day %s', (text) => {
    expect(parsePlainDate(text)).toBe(text);
  });

  it.each([
    '',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026/01/01',
    '01/02/2026',
    ' 2026-01-01',
    '2026-01-01 ',
    '2026-01-01T00:00:00Z',
    '20260101',
    '2026-01-1x',
    '-026-01-01',
    '٢٠٢٦-٠١-٠١',
  ])('refuses %j', (text) => {
    expect(parsePlainDate(text)).toBeNull();
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  it('starts epoch days at 1970-01-01 and knows days before it', () => {
    expect(toEpochDay(plainDate('1970-01-01'))).toBe(0);
    expect(toEpochDay(plainDate('1969-12-31'))).toBe(-1);
    expect(toEpochDay(plainDate('2000-03-01'))).toBe(11_017);
  });

  it('goes from epoch day to date and back without loss, in step with the proleptic Gregorian calendar', () => {
    fc.assert(
      fc.property(anyEpochDay, (epochDay) => {
        const date = fromEpochDay(epochDay);
        expect(parsePlainDate(date)).toBe(date);
        expect(toEpochDay(date)).toBe(epochDay);
        expect(Date.parse(`${date}T00:00:00Z`)).toBe(epochDay * 86_400_000);
      }),
    );
  });

  it('adds days so that text order is date order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: FIRST_DAY, max: LAST_DAY - 4000 }),
        fc.integer({ min: 1, max: 4000 }),
        (day, count) => {
          const date = fromEpochDay(day);
          const later = addDays(date, count);
          expect(later > date).toBe(true);
          expect(daysBetween(date, later)).toBe(count);
          expect(addDays(later, -count)).toBe(date);
        },
      ),
    );
  });

  it('refuses to leave the years 0001 to 9999', () => {
    expect(() => addDays(plainDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(plainDate('0001-01-01'), -1)).toThrow(RangeError);
  });

  it('counts weekdays from Monday = 1 to Sunday = 7', () => {
    expect(weekdayOf(plainDate('2026-11-09'))).toBe(1);
    expect(weekdayOf(plainDate('2026-11-15'))).toBe(7);
    expect(weekdayOf(plainDate('1913-01-05'))).toBe(7);
  });

  it('writes dates that nobody mistakes', () => {
    expect(formatLong(plainDate('2026-11-11'))).toBe('Wed 11 Nov 2026');
    expect(formatLong(plainDate('1948-12-04'))).toBe('Sat 4 Dec 1948');
  });

  it.each([
    ['2026-11-11', 'in 4 days'],
    ['2026-11-08', 'tomorrow'],
    ['2026-11-07', 'today'],
    ['2026-11-06', 'yesterday'],
    ['2026-11-04', '3 days ago'],
  ])('describes %s from 2026-11-07 as %s', (date, expected) => {
    expect(describeDistance(plainDate(date), plainDate('2026-11-07'))).toBe(expected);
  });
});
