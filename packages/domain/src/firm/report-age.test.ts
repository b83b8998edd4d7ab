import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isClosedDay } from '../calendar/business-days.ts';
import { addDays, daysBetween, plainDate, weekdayOf } from '../calendar/plain-date.ts';
import { reportAgeOf } from './report-age.ts';

const age = (asOf: string | null, today: string) =>
  reportAgeOf(asOf === null ? null : plainDate(asOf), plainDate(today));

describe('the age of a filer code’s data', () => {
  it.each([
    // Friday 20 November 2026; Thanksgiving is Thursday the 26th.
    ['2026-11-19', '2026-11-20', 'fresh', '2026-11-13'],
    ['2026-11-19', '2026-11-22', 'fresh', '2026-11-13'],
    ['2026-11-19', '2026-11-23', 'friday_missing', '2026-11-20'],
    ['2026-11-20', '2026-11-23', 'fresh', '2026-11-20'],
    ['2026-11-20', '2026-11-27', 'fresh', '2026-11-20'],
    ['2026-11-20', '2026-11-28', 'stale', '2026-11-20'],
    ['2026-11-15', '2026-11-23', 'stale', '2026-11-20'],
    ['2026-11-24', '2026-11-23', 'fresh', '2026-11-20'],
    [null, '2026-11-23', 'none', '2026-11-20'],
  ])('report of %s on %s: %s, the Friday that counts is %s', (asOf, today, state, friday) => {
    expect(age(asOf, today)).toMatchObject({ state, friday });
  });

  it('waits over a holiday Monday until Tuesday', () => {
    // Monday 18 January 2027 is Martin Luther King Day.
    expect(age('2027-01-14', '2027-01-18')).toMatchObject({ state: 'fresh', friday: '2027-01-08' });
    expect(age('2027-01-14', '2027-01-19')).toMatchObject({
      state: 'friday_missing',
      friday: '2027-01-15',
      dueOn: '2027-01-19',
    });
  });

  it('always asks for the last Friday before the last working day, and for nothing that is not due', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 12 }), (offset, ago) => {
        const today = addDays(plainDate('2026-01-01'), offset);
        const { state, friday, dueOn, asOf } = reportAgeOf(addDays(today, -ago), today);
        expect(weekdayOf(friday)).toBe(5);
        expect(dueOn > friday && dueOn <= today).toBe(true);
        expect(daysBetween(friday, today)).toBeLessThan(11);
        for (let day = addDays(friday, 1); day < dueOn; day = addDays(day, 1)) expect(isClosedDay(day)).toBe(true);
        const isHeld = asOf !== null && asOf >= friday && ago <= 7;
        expect(state === 'fresh').toBe(isHeld);
      }),
    );
  });
});
