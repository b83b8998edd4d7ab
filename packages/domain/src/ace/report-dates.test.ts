import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import { parseReportDate } from './report-dates.ts';

describe('parseReportDate', () => {
  it.each([
    ['02/06/2026', '2026-02-06'],
    ['2/6/2026', '2026-02-06'],
    ['12/31/2025', '2025-12-31'],
    [' 02/29/2028 ', '2028-02-29'],
    ['2026-02-06', '2026-02-06'],
    ['2026-02-06T00:00:00', '2026-02-06'],
    ['2026-02-06T00:00:00.000Z', '2026-02-06'],
    ['2026-02-06 00:00:00', '2026-02-06'],
    ['02/06/2026 12:00:00 AM', '2026-02-06'],
  ])('reads %j as %s', (cell, date) => {
    expect(parseReportDate(cell)).toEqual({ ok: true, date });
  });

  it.each([
    ['46059', 1900, '2026-02-06'],
    ['46059.0', 1900, '2026-02-06'],
    ['44597', 1904, '2026-02-06'],
    ['31413', 1900, '1986-01-01'],
    ['73050', 1900, '2099-12-31'],
  ] as const)('reads the day number %j of a calendar from %d as %s, and says that it was one', (cell, epoch, date) => {
    expect(parseReportDate(cell, epoch)).toEqual({ ok: true, date, isSerial: true });
  });

  it('takes an empty cell as no date, never as a day', () => {
    expect(parseReportDate('')).toEqual({ ok: true, date: null });
    expect(parseReportDate('   ')).toEqual({ ok: true, date: null });
  });

  it.each([
    ['02/30/2026', 'date.no_such_day'],
    ['02/29/2026', 'date.no_such_day'],
    ['13/02/2026', 'date.no_such_day'],
    ['00/10/2026', 'date.no_such_day'],
    ['2026-04-31', 'date.no_such_day'],
    ['02/06/26', 'date.two_digit_year'],
    ['03/20/1900', 'date.out_of_range'],
    ['02/06/2126', 'date.out_of_range'],
    ['31412', 'date.out_of_range'],
    ['73051', 'date.out_of_range'],
    ['4605', 'date.unreadable'],
    ['460590', 'date.unreadable'],
    ['46059.5', 'date.unreadable'],
    ['-46059', 'date.unreadable'],
    ['6 Feb 2026', 'date.unreadable'],
    ['02-06-2026', 'date.unreadable'],
    ['2026-02-06T13:45:00', 'date.unreadable'],
    ['#REF!', 'date.unreadable'],
    ['9'.repeat(100_000), 'date.unreadable'],
  ])('refuses %.20j instead of guessing', (cell, problem) => {
    expect(parseReportDate(cell)).toEqual({ ok: false, problem });
  });

  it('reads every day from 1986 to 2099 the same in both ways of writing', () => {
    const start = plainDate('1986-01-01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 41_000 }), (days) => {
        const date = addDays(start, days);
        const [year, month, day] = date.split('-');
        expect(parseReportDate(date)).toEqual({ ok: true, date });
        expect(parseReportDate(`${month}/${day}/${year}`)).toEqual({ ok: true, date });
        expect(parseReportDate(`${Number(month)}/${Number(day)}/${year}`)).toEqual({ ok: true, date });
      }),
    );
  });

  it('never throws, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (cell) => {
        expect(typeof parseReportDate(cell).ok).toBe('boolean');
      }),
    );
  });
});
