import { describe, expect, it } from '@jest/globals';
import { federalHolidayName, federalHolidaysOf, isFederalHoliday } from './holidays.ts';
import { plainDate, weekdayOf } from './plain-date.ts';

function weekdaysOff(year: number): string[] {
  return federalHolidaysOf(year)
    .filter(({ date }) => weekdayOf(date) < 6)
    .map(({ date }) => date);
}

describe('federal holidays', () => {
  it('gives the published observed list of 2026', () => {
    expect(weekdaysOff(2026)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  it('gives the published observed list of 2027, with New Year 2028 observed on its last day', () => {
    expect(weekdaysOff(2027)).toEqual([
      '2027-01-01',
      '2027-01-18',
      '2027-02-15',
      '2027-05-31',
      '2027-06-18',
      '2027-07-05',
      '2027-09-06',
      '2027-10-11',
      '2027-11-11',
      '2027-11-25',
      '2027-12-24',
      '2027-12-31',
    ]);
  });

  it('counts both the statutory day and the observed day', () => {
    expect(federalHolidayName(plainDate('2026-07-04'))).toBe('Independence Day');
    expect(federalHolidayName(plainDate('2026-07-03'))).toBe('Independence Day (observed)');
    expect(federalHolidayName(plainDate('2022-06-19'))).toBe('Juneteenth National Independence Day');
    expect(federalHolidayName(plainDate('2022-06-20'))).toBe('Juneteenth National Independence Day (observed)');
  });

  it.each([
    ['2020-06-19', false],
    ['2021-06-18', true],
    ['1985-01-21', false],
    ['1986-01-20', true],
    ['1977-10-24', true],
    ['1977-11-11', false],
    ['1978-11-10', true],
    ['1970-05-30', true],
    ['1970-05-25', false],
    ['2027-05-24', false],
    ['2025-01-20', true],
    ['2021-01-20', false],
    ['2026-11-27', false],
  ])('knows since when a day is a holiday: %s is %s', (date, expected) => {
    expect(isFederalHoliday(plainDate(date))).toBe(expected);
  });

  it('has eleven statutory holidays in every year since 2021', () => {
    for (let year = 2021; year <= 2100; year += 1) {
      expect(federalHolidaysOf(year).filter(({ name }) => !name.endsWith('(observed)'))).toHaveLength(11);
    }
  });
});
