import { describe, expect, it } from '@jest/globals';
import { ROW_ISSUES } from '../ace/row-issue.ts';
import { describeDataNeed } from './needs-data.ts';

const ENTRY_CODES = [
  'liquidation.date_missing',
  'liquidation.status_missing',
  'liquidation.past_date_without_status',
  'entry.rows_disagree',
  'entry.row_unreadable',
];

describe('what an entry lacks', () => {
  it.each([...ENTRY_CODES, ...Object.keys(ROW_ISSUES), 'a.code_of_tomorrow', 'constructor'])(
    'is told in words for %s, never as the code',
    (code) => {
      const { short, what, cure } = describeDataNeed(code);
      for (const text of [short, what, cure]) {
        expect(text).not.toBe('');
        expect(text).not.toContain(code);
        expect(text).not.toMatch(/[a-z]_[a-z]/u);
      }
    },
  );

  it('names the fault of the cell, so that somebody can find it', () => {
    expect(describeDataNeed('date.no_such_day').what).toContain('There is no such day in the calendar');
  });
});
