import { describe, expect, it } from '@jest/globals';
import { isClosedDay, nextPracticeDay, previousBusinessDay, subtractBusinessDays } from './business-days.ts';
import { EXECUTIVE_ORDER_CLOSURES } from './closures.ts';
import { isFederalHoliday } from './holidays.ts';
import { plainDate } from './plain-date.ts';

describe('business days', () => {
  it('knows exactly twelve executive-order closures, none of them a holiday, all of them closed', () => {
    expect(EXECUTIVE_ORDER_CLOSURES.map(({ date }) => date)).toEqual([
      '2001-12-24',
      '2007-12-24',
      '2012-12-24',
      '2014-12-26',
      '2018-12-05',
      '2018-12-24',
      '2019-12-24',
      '2020-12-24',
      '2024-12-24',
      '2025-01-09',
      '2025-12-24',
      '2025-12-26',
    ]);
    for (const { date, source } of EXECUTIVE_ORDER_CLOSURES) {
      expect(isFederalHoliday(date)).toBe(false);
      expect(isClosedDay(date)).toBe(true);
      expect(source).not.toBe('');
    }
  });

  it('steps back over a holiday, a closure and a weekend in one go', () => {
    expect(previousBusinessDay(plainDate('2024-12-25'))).toBe('2024-12-23');
    expect(previousBusinessDay(plainDate('2026-07-05'))).toBe('2026-07-02');
    expect(previousBusinessDay(plainDate('2026-07-06'))).toBe('2026-07-06');
  });

  it("steps back over the firm's own closures", () => {
    const extra = new Set([plainDate('2026-07-02'), plainDate('2026-07-01')]);
    expect(previousBusinessDay(plainDate('2026-07-05'), extra)).toBe('2026-06-30');
    expect(isClosedDay(plainDate('2026-07-02'))).toBe(false);
  });

  it('counts business days back without counting the day itself', () => {
    expect(subtractBusinessDays(plainDate('2026-08-03'), 5)).toBe('2026-07-27');
    expect(subtractBusinessDays(plainDate('2026-01-05'), 5)).toBe('2025-12-23');
    expect(subtractBusinessDays(plainDate('2026-08-03'), 0)).toBe('2026-08-03');
  });

  it('does not let a closure stop the practice roll, but a holiday does', () => {
    expect(nextPracticeDay(plainDate('2025-12-25'))).toBe('2025-12-26');
    expect(nextPracticeDay(plainDate('2026-07-03'))).toBe('2026-07-06');
    expect(nextPracticeDay(plainDate('2026-11-11'))).toBe('2026-11-12');
  });
});
