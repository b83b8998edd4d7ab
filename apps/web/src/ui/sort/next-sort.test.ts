import { describe, expect, it } from '@jest/globals';
import { directionOf, nextSort } from './next-sort.ts';

describe('a press on the head of a column', () => {
  it('sorts by its useful end, then by the other, then as the list does by itself', () => {
    const money = { first: 'descending' } as const;
    const first = nextSort(null, 'duty', money);
    const second = nextSort(first, 'duty', money);
    expect([first, second, nextSort(second, 'duty', money)]).toEqual(['-duty', 'duty', null]);
  });

  it('turns a column around that the list is in order of, and back', () => {
    const number = { first: 'ascending', own: 'ascending' } as const;
    expect(directionOf(null, 'number', 'ascending')).toBe('ascending');
    expect(nextSort(null, 'number', number)).toBe('-number');
    expect(nextSort('-number', 'number', number)).toBeNull();
  });

  it('leaves another column for its own', () => {
    expect(nextSort('-duty', 'name', { first: 'ascending' })).toBe('name');
    expect(directionOf('-duty', 'name', 'ascending')).toBeUndefined();
  });
});
