import { describe, expect, it } from '@jest/globals';
import { dueWords, standingOf } from './due.tsx';

const TODAY = '2026-11-23';

describe('where a deadline stands', () => {
  it('never shows a right that still exists as a past date', () => {
    const clock = { fileBy: '2026-11-16', lastDay: '2026-11-23' };
    expect(standingOf(clock, TODAY)).toBe('late');
    expect(dueWords(clock, TODAY)).toEqual({ day: '2026-11-23', words: 'last day, today; file-by was 16 Nov' });
  });

  it('says of a right that is gone when it lapsed', () => {
    const clock = { fileBy: '2026-11-13', lastDay: '2026-11-20' };
    expect(standingOf(clock, TODAY)).toBe('lapsed');
    expect(dueWords(clock, TODAY)).toEqual({ day: '2026-11-20', words: 'lapsed 3 days ago' });
  });

  it('shows the day to work to while it is ahead, today included', () => {
    expect(dueWords({ fileBy: TODAY, lastDay: '2026-11-30' }, TODAY)).toEqual({ day: TODAY, words: 'today' });
  });
});
