import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { nextPracticeDay, previousBusinessDay } from '../calendar/business-days.ts';
import { formatLong } from '../calendar/format-date.ts';
import { addDays, daysBetween, plainDate } from '../calendar/plain-date.ts';
import { findCapeRefusal } from './cape-entry-types.ts';
import { computeDeadlines } from './compute-deadlines.ts';

interface ProtestVector {
  liquidated: string;
  filed: string;
  days: number;
  timely: boolean;
  citation: string;
  kind: string;
  limit_days: number;
  start_event: string;
  last_day: string;
  last_day_weekday: string;
  within_limit_by_arithmetic: boolean;
}

interface DeadlineExample {
  liquidated: string;
  day80?: string;
  day90?: string;
  day180: string;
  safe_deadline: string;
  practice_roll: string | null;
}

interface ExpectedEntry {
  entryType: string;
  liquidationStatus: string | null;
  liquidationDate: string | null;
  deadlines: { kind: string; lastDay: string; safeDay: string; fileBy: string; practiceRollDay: string | null }[];
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as T;
}

const protestVectors = readJson<ProtestVector[]>('vectors/protest-vectors.json');
const examples = readJson<DeadlineExample[]>('vectors/deadline-examples.json');

describe('published rulings', () => {
  it.each(protestVectors.map((vector) => [vector.citation, vector] as const))('%s counts as we count', (_, vector) => {
    const start = plainDate(vector.liquidated);
    const filed = plainDate(vector.filed);
    expect(daysBetween(start, filed)).toBe(vector.days);
    const lastDay = addDays(start, vector.limit_days);
    expect(lastDay).toBe(vector.last_day);
    expect(formatLong(lastDay).slice(0, 3)).toBe(vector.last_day_weekday);
    expect(filed <= lastDay).toBe(vector.within_limit_by_arithmetic);
    if (vector.kind === 'weekend_roll_appeal') {
      // Late by the count, timely by practice: the case for which the roll is shown, and never relied on.
      expect(vector.timely).toBe(true);
      expect(nextPracticeDay(lastDay)).toBe(filed);
      expect(previousBusinessDay(lastDay) < lastDay).toBe(true);
    } else {
      expect(filed <= lastDay).toBe(vector.timely);
    }
  });

  it.each(protestVectors.filter(({ kind }) => kind === 'protest').map((vector) => [vector.citation, vector] as const))(
    '%s: the protest clock ends on the published day',
    (_, vector) => {
      const entryDate = plainDate(vector.limit_days === 90 ? '2004-08-02' : '2017-03-01');
      const protest = computeDeadlines({ liquidatedOn: plainDate(vector.liquidated), entryDate }).find(
        ({ kind }) => kind === 'protest',
      );
      expect(protest?.lastDay).toBe(vector.last_day);
    },
  );
});

describe('worked examples', () => {
  it.each(examples.map((example) => [example.liquidated, example] as const))('liquidated %s', (_, example) => {
    const deadlines = computeDeadlines({ liquidatedOn: plainDate(example.liquidated) });
    const [cape, reliquidation, protest] = deadlines;
    expect(protest).toMatchObject({
      lastDay: example.day180,
      safeDay: example.safe_deadline,
      fileBy: example.safe_deadline,
      practiceRollDay: example.practice_roll,
    });
    if (example.day80 !== undefined) expect(cape?.lastDay).toBe(example.day80);
    if (example.day90 !== undefined) expect(reliquidation?.lastDay).toBe(example.day90);
  });
});

describe.each(['es003-broker-layout', 'es003-default-layout'])('sample %s', (name) => {
  const { byEntry } = readJson<{ byEntry: Record<string, ExpectedEntry> }>(`samples/${name}.expected.json`);

  it('has exactly the clocks that its expected file lists, for every entry', () => {
    for (const [entryNumber, entry] of Object.entries(byEntry)) {
      const isLiquidated = entry.liquidationStatus === 'Liquidated' && entry.liquidationDate !== null;
      const computed = isLiquidated
        ? computeDeadlines({ liquidatedOn: plainDate(entry.liquidationDate ?? ''), entryType: entry.entryType })
        : [];
      const bare = computed.map(({ citation: _citation, arithmetic: _arithmetic, ...days }) => days);
      expect({ entryNumber, deadlines: bare }).toEqual({ entryNumber, deadlines: entry.deadlines });
    }
  });

  it('lacks a CAPE window only where CAPE refuses the type', () => {
    for (const entry of Object.values(byEntry)) {
      if (entry.deadlines.length === 0) continue;
      const hasWindow = entry.deadlines.some(({ kind }) => kind === 'cape_window');
      expect(hasWindow).toBe(findCapeRefusal(entry.entryType) === null);
    }
  });
});
