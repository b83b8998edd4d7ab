import { describe, expect, it } from '@jest/globals';
import { fromPrismaDate, toPrismaDate } from './index.ts';

describe('dates at the boundary of Prisma', () => {
  it('come back as they went in, at leap days and year ends', () => {
    for (const date of ['2024-02-29', '2026-11-23', '2026-12-31', '2027-01-01', '0001-01-01'])
      expect(fromPrismaDate(toPrismaDate(date))).toBe(date);
  });

  it('are refused when they are no calendar dates', () => {
    for (const text of ['2026-02-30', '2025-02-29', '23/11/2026', '2026-11-23T00:00:00Z', ''])
      expect(() => toPrismaDate(text)).toThrow(RangeError);
  });
});
