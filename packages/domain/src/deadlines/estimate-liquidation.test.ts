import { describe, expect, it } from '@jest/globals';
import { daysBetween, plainDate, weekdayOf } from '../calendar/plain-date.ts';
import { estimateLiquidation } from './estimate-liquidation.ts';

describe('estimateLiquidation', () => {
  it.each([
    ['2025-04-05', '2026-02-13'],
    ['2026-02-23', '2027-01-08'],
  ])('expects an entry of %s to liquidate on %s', (entryDate, expected) => {
    expect(estimateLiquidation(plainDate(entryDate))).toEqual({
      date: expected,
      basis: '314-day habit, next Friday, estimate only',
    });
  });

  it('always names a Friday 314 to 320 days after entry', () => {
    for (let day = 1; day <= 28; day += 1) {
      const entryDate = plainDate(`2026-02-${String(day).padStart(2, '0')}`);
      const { date } = estimateLiquidation(entryDate);
      expect(weekdayOf(date)).toBe(5);
      expect(daysBetween(entryDate, date)).toBeGreaterThanOrEqual(314);
      expect(daysBetween(entryDate, date)).toBeLessThanOrEqual(320);
    }
  });

  it('carries nothing that could pass for a deadline', () => {
    expect(Object.keys(estimateLiquidation(plainDate('2026-02-23')))).toEqual(['date', 'basis']);
  });
});
