import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, fromEpochDay, plainDate, toEpochDay } from '../calendar/plain-date.ts';
import { computeDeadlines } from '../deadlines/compute-deadlines.ts';
import { ALERT_LADDERS, type AlertTier, alertDue, firstAlertDay, tierOn, type WatchedDeadline } from './tiers.ts';

const protest: WatchedDeadline = {
  kind: 'protest',
  lastDay: plainDate('2026-11-11'),
  safeDay: plainDate('2026-11-10'),
  fileBy: plainDate('2026-11-10'),
};
const cape: WatchedDeadline = {
  kind: 'cape_window',
  lastDay: plainDate('2026-08-03'),
  safeDay: plainDate('2026-08-03'),
  fileBy: plainDate('2026-07-27'),
};

const anyWatched: fc.Arbitrary<WatchedDeadline> = fc
  .tuple(
    fc.integer({ min: toEpochDay(plainDate('2020-01-01')), max: toEpochDay(plainDate('2040-01-01')) }),
    fc.constantFrom('liquidation' as const, 'reliquidation' as const),
    fc.nat({ max: 2 }),
  )
  .map(([day, event, index]) => {
    const deadlines = computeDeadlines({ liquidatedOn: fromEpochDay(day), event });
    return deadlines[index % deadlines.length] ?? protest;
  });

function rank(tier: AlertTier | null): number {
  return tier === null ? Number.POSITIVE_INFINITY : tier === 'lapsed' ? -1 : tier;
}

describe('tierOn', () => {
  it.each([
    ['2026-09-10', null],
    ['2026-09-11', 60],
    ['2026-10-10', 60],
    ['2026-10-11', 30],
    ['2026-10-27', 14],
    ['2026-11-02', 14],
    ['2026-11-03', 7],
    ['2026-11-07', 3],
    ['2026-11-09', 1],
    ['2026-11-10', 0],
    ['2026-11-11', 0],
    ['2026-11-12', 'lapsed'],
    ['2030-01-01', 'lapsed'],
  ])('on %s a protest with safe day 2026-11-10 and last day 2026-11-11 stands at %j', (today, tier) => {
    expect(tierOn(protest, plainDate(today))).toBe(tier);
  });

  it.each([
    ['2026-06-26', null],
    ['2026-06-27', 30],
    ['2026-07-13', 14],
    ['2026-07-20', 7],
    ['2026-07-24', 3],
    ['2026-07-26', 1],
    ['2026-07-27', 0],
    ['2026-07-28', 0],
    ['2026-08-03', 0],
    ['2026-08-04', 'lapsed'],
  ])('on %s a CAPE window with file-by 2026-07-27 and last day 2026-08-03 stands at %j', (today, tier) => {
    expect(tierOn(cape, plainDate(today))).toBe(tier);
  });

  it("raises nothing for voluntary reliquidation, which is CBP's own limit", () => {
    const reliquidation = { ...protest, kind: 'voluntary_reliquidation' as const };
    for (const today of ['2026-09-11', '2026-11-10', '2026-12-31']) {
      expect(tierOn(reliquidation, plainDate(today))).toBeNull();
      expect(alertDue(reliquidation, plainDate(today), [])).toBeNull();
    }
  });

  it('only tightens as days pass', () => {
    fc.assert(
      fc.property(
        anyWatched,
        fc.integer({ min: -200, max: 60 }),
        fc.integer({ min: 0, max: 90 }),
        (watched, from, step) => {
          const today = addDays(watched.lastDay, from);
          expect(rank(tierOn(watched, addDays(today, step)))).toBeLessThanOrEqual(rank(tierOn(watched, today)));
        },
      ),
    );
  });

  it('keeps every ladder falling to 0', () => {
    for (const ladder of Object.values(ALERT_LADDERS)) {
      if (ladder === null) continue;
      expect(ladder.tiers).toEqual(ladder.tiers.toSorted((left, right) => right - left));
      expect(ladder.tiers.at(-1)).toBe(0);
    }
  });
});

describe('alertDue', () => {
  it('reports only the tightest tier on first sight', () => {
    expect(alertDue(protest, plainDate('2026-11-04'), [])).toBe(7);
    expect(alertDue(protest, plainDate('2027-01-01'), [])).toBe('lapsed');
  });

  it('never repeats a tier or goes back to a wider one, even when the day jumps back', () => {
    expect(alertDue(protest, plainDate('2026-11-04'), [7])).toBeNull();
    expect(alertDue(protest, plainDate('2026-10-15'), [7])).toBeNull();
    expect(alertDue(protest, plainDate('2026-11-07'), [7])).toBe(3);
  });

  it('reports a lapse once', () => {
    expect(alertDue(cape, plainDate('2026-08-04'), [0])).toBe('lapsed');
    expect(alertDue(cape, plainDate('2026-08-05'), ['lapsed'])).toBeNull();
  });

  it('is not silenced by a lapse that a clock told which ran ahead, and tells the lapse once', () => {
    expect(alertDue(cape, plainDate('2026-07-24'), [30, 7, 'lapsed'])).toBe(3);
    expect(alertDue(cape, plainDate('2026-08-03'), [30, 7, 'lapsed', 3])).toBe(0);
    expect(alertDue(cape, plainDate('2026-08-03'), [30, 7, 'lapsed', 3, 0])).toBeNull();
    expect(alertDue(cape, plainDate('2026-08-04'), [30, 7, 'lapsed', 3, 0])).toBeNull();
  });

  it('on any course of days alerts each tier at most once, ever tighter, and misses none when it looks daily', () => {
    fc.assert(
      fc.property(anyWatched, fc.array(fc.integer({ min: -3, max: 25 }), { maxLength: 40 }), (watched, steps) => {
        let today = addDays(watched.lastDay, -120);
        const alerted: AlertTier[] = [];
        for (const step of steps) {
          today = addDays(today, step);
          const due = alertDue(watched, today, alerted);
          if (due !== null) {
            const before = due === 'lapsed' ? alerted : alerted.filter((tier) => tier !== 'lapsed');
            for (const tier of before) expect(rank(due)).toBeLessThan(rank(tier));
            expect(due).toBe(tierOn(watched, today));
            alerted.push(due);
          }
        }
      }),
    );
    const seen: AlertTier[] = [];
    for (let today = plainDate('2026-08-01'); today < '2026-12-01'; today = addDays(today, 1)) {
      const due = alertDue(protest, today, seen);
      if (due !== null) seen.push(due);
    }
    expect(seen).toEqual([60, 30, 14, 7, 3, 1, 0, 'lapsed']);
  });
});

describe('firstAlertDay', () => {
  it('is the first day on which a deadline of any kind raises an alert, and no day for one that never does', () => {
    fc.assert(
      fc.property(anyWatched, fc.integer({ min: -400, max: -1 }), (watched, before) => {
        const first = firstAlertDay(watched);
        if (first === null) {
          expect(ALERT_LADDERS[watched.kind]).toBeNull();
          return;
        }
        expect(alertDue(watched, first, [])).not.toBeNull();
        expect(alertDue(watched, addDays(first, before), [])).toBeNull();
      }),
    );
  });
});
