/** Every rule where calendars bite. The dates were counted by hand; the comments say which days were stepped over. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tierOn } from '../alerts/tiers.ts';
import { isClosedDay } from '../calendar/business-days.ts';
import { addDays, fromEpochDay, type PlainDate, plainDate, toEpochDay } from '../calendar/plain-date.ts';
import { type ComputeDeadlinesInput, computeDeadlines, type Deadline } from './compute-deadlines.ts';
import type { DeadlineKind } from './kinds.ts';

function clock(kind: DeadlineKind, liquidatedOn: string, more: Partial<ComputeDeadlinesInput> = {}): Deadline {
  const found = computeDeadlines({ liquidatedOn: plainDate(liquidatedOn), ...more }).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

/** Liquidated, last day, safe day, practice roll, what happens. */
type ProtestCase = [string, string, string, string | null, string];

describe('a protest period of 180 days', () => {
  it.each<ProtestCase>([
    ['2024-02-29', '2024-08-27', '2024-08-27', null, 'starts on a leap day'],
    ['2023-09-02', '2024-02-29', '2024-02-29', null, 'ends on a leap day'],
    ['2023-12-22', '2024-06-19', '2024-06-18', '2024-06-20', 'runs over a leap day and ends on Juneteenth'],
    ['2099-09-02', '2100-03-01', '2100-03-01', null, 'runs through 2100, which has no leap day'],
    ['1999-09-02', '2000-02-29', '2000-02-29', null, 'ends on the leap day of 2000, which has one'],
    ['2026-07-05', '2027-01-01', '2026-12-31', '2027-01-04', 'ends on New Year, a Friday: three closed days ahead'],
    ['2027-07-04', '2027-12-31', '2027-12-30', '2028-01-03', 'ends on the Friday that observes a Saturday New Year'],
    ['2027-07-05', '2028-01-01', '2027-12-30', '2028-01-03', 'ends on that New Year: its Friday is closed as well'],
    ['2027-07-06', '2028-01-02', '2027-12-30', '2028-01-03', 'ends on the Sunday after it'],
    ['2027-07-07', '2028-01-03', '2028-01-03', null, 'ends on the first open day after it'],
    ['2022-07-06', '2023-01-02', '2022-12-30', '2023-01-03', 'ends on the Monday that observes a Sunday New Year'],
    ['2027-01-06', '2027-07-05', '2027-07-02', '2027-07-06', 'ends on the Monday that observes a Sunday 4 July'],
    ['2026-12-20', '2027-06-18', '2027-06-17', '2027-06-21', 'ends on the Friday that observes a Saturday Juneteenth'],
    ['2026-01-12', '2026-07-11', '2026-07-10', '2026-07-13', 'ends on a plain Saturday'],
    ['2026-01-13', '2026-07-12', '2026-07-10', '2026-07-13', 'ends on a plain Sunday'],
    ['2026-03-10', '2026-09-06', '2026-09-04', '2026-09-08', 'ends on the Sunday before Labor Day'],
    ['2026-03-11', '2026-09-07', '2026-09-04', '2026-09-08', 'ends on Labor Day'],
    ['2026-05-30', '2026-11-26', '2026-11-25', '2026-11-27', 'ends on Thanksgiving; the Friday after it is open'],
    ['2025-06-29', '2025-12-26', '2025-12-23', null, 'ends on a closure behind Christmas and another closure'],
    ['2025-06-30', '2025-12-27', '2025-12-23', '2025-12-29', 'ends on the Saturday behind these three days'],
    ['2025-07-01', '2025-12-28', '2025-12-23', '2025-12-29', 'ends on the Sunday: five closed days in a row'],
    ['2018-06-28', '2018-12-25', '2018-12-21', '2018-12-26', 'ends on Christmas behind a closure and a weekend'],
    ['2024-07-13', '2025-01-09', '2025-01-08', null, 'ends on a closure, which no practice rolls on'],
    ['2020-07-24', '2021-01-20', '2021-01-20', null, 'ends on Inauguration Day, which is none for everybody'],
  ])('from %s: last day %s, safe day %s, roll %s: %s', (liquidatedOn, lastDay, safeDay, practiceRollDay) => {
    const days = { lastDay, safeDay, fileBy: safeDay, practiceRollDay };
    expect(clock('protest', liquidatedOn)).toMatchObject(days);
    expect(clock('protest_reliquidation', liquidatedOn, { event: 'reliquidation' })).toMatchObject(days);
  });
});

describe('a CAPE window of 80 days', () => {
  it.each([
    // liquidated, last day, safe day, file-by (five business days before the safe day), what happens
    ['2024-02-29', '2024-05-19', '2024-05-17', '2024-05-10', 'starts on a leap day and ends on a Sunday'],
    ['2023-12-11', '2024-02-29', '2024-02-29', '2024-02-22', 'ends on a leap day'],
    ['2023-12-01', '2024-02-19', '2024-02-16', '2024-02-09', "ends on Washington's Birthday"],
    ['2026-10-13', '2027-01-01', '2026-12-31', '2026-12-23', 'ends on New Year; Christmas lies in the margin'],
    ['2026-10-16', '2027-01-04', '2027-01-04', '2026-12-24', 'ends after New Year; both holidays lie in the margin'],
    ['2027-10-15', '2028-01-03', '2028-01-03', '2027-12-23', 'ends after two holidays that Fridays observe'],
    ['2025-10-09', '2025-12-28', '2025-12-23', '2025-12-16', 'ends on a Sunday behind Christmas and two closures'],
    ['2026-05-15', '2026-08-03', '2026-08-03', '2026-07-27', 'ends on a plain Monday, as every Friday liquidation'],
    ['2026-09-03', '2026-11-22', '2026-11-20', '2026-11-13', 'ends on a Sunday; Veterans Day is before the margin'],
  ])('from %s: last day %s, safe day %s, file by %s: %s', (liquidatedOn, lastDay, safeDay, fileBy) => {
    const days = { lastDay, safeDay, fileBy, practiceRollDay: null };
    expect(clock('cape_window', liquidatedOn)).toMatchObject(days);
    expect(clock('cape_window', liquidatedOn, { event: 'reliquidation' })).toMatchObject(days);
  });

  it.each([
    [0, '2028-01-03'],
    [1, '2027-12-30'],
    [4, '2027-12-27'],
    [5, '2027-12-23'],
  ])('with a margin of %d business days before Mon 3 Jan 2028 is filed by %s', (capeFileByBusinessDays, fileBy) => {
    expect(clock('cape_window', '2027-10-15', { capeFileByBusinessDays }).fileBy).toBe(fileBy);
  });
});

describe('the other counts', () => {
  it.each([
    ['2023-12-01', '2024-02-29', '2024-02-29', 'ends on a leap day'],
    ['2024-02-29', '2024-05-29', '2024-05-29', 'starts on a leap day'],
    ['2099-12-01', '2100-03-01', '2100-03-01', 'runs through 2100, which has no leap day'],
    ['2026-10-03', '2027-01-01', '2026-12-31', 'ends on New Year'],
    ['2025-09-29', '2025-12-28', '2025-12-23', 'ends behind Christmas and two closures'],
  ])('voluntary reliquidation from %s: last day %s, safe day %s: %s', (liquidatedOn, lastDay, safeDay) => {
    const days = { lastDay, safeDay, fileBy: safeDay, practiceRollDay: null };
    expect(clock('voluntary_reliquidation', liquidatedOn)).toMatchObject(days);
  });

  it.each<ProtestCase>([
    ['2007-12-01', '2008-02-29', '2008-02-29', null, 'ends on a leap day'],
    ['2007-09-26', '2007-12-25', '2007-12-21', '2007-12-26', 'ends on Christmas behind a closure and a weekend'],
  ])(
    'a protest under the old law from %s: last day %s, safe day %s, roll %s: %s',
    (liquidatedOn, lastDay, safeDay, practiceRollDay) => {
      const days = { lastDay, safeDay, fileBy: safeDay, practiceRollDay };
      expect(clock('protest', liquidatedOn, { entryDate: plainDate('2004-12-17') })).toMatchObject(days);
    },
  );

  it('count the last day itself: on 22 Nov 2026 what was liquidated on 3 Sep and 26 May is still open, a day older is not', () => {
    const today = plainDate('2026-11-22');
    const tier = (kind: DeadlineKind, liquidatedOn: string) => tierOn(clock(kind, liquidatedOn), today);
    expect(tier('cape_window', '2026-09-03')).toBe(0);
    expect(tier('cape_window', '2026-09-02')).toBe('lapsed');
    expect(tier('protest', '2026-05-26')).toBe(0);
    expect(tier('protest', '2026-05-25')).toBe('lapsed');
  });

  it('count alert days over a leap day and over the turn of a year as over any other', () => {
    const overLeapDay = clock('protest', '2027-09-03');
    expect(overLeapDay.safeDay).toBe('2028-03-01');
    const overNewYear = clock('cape_window', '2026-10-16');
    const tiers = (watched: Deadline, days: string[]) => days.map((day) => tierOn(watched, plainDate(day)));
    expect(
      tiers(overLeapDay, ['2027-12-31', '2028-01-01', '2028-02-27', '2028-02-29', '2028-03-01', '2028-03-02']),
    ).toEqual([null, 60, 3, 1, 0, 'lapsed']);
    expect(tiers(overNewYear, ['2026-11-23', '2026-11-24', '2026-12-24', '2027-01-04', '2027-01-05'])).toEqual([
      null,
      30,
      0,
      0,
      'lapsed',
    ]);
  });
});

describe('against another calendar than our own', () => {
  const anyStart = fc.integer({ min: toEpochDay(plainDate('1990-01-01')), max: toEpochDay(plainDate('2110-12-31')) });
  const DAYS: Readonly<Record<string, number>> = { cape_window: 80, voluntary_reliquidation: 90, protest: 180 };

  it('every last day is the plain count of Temporal, and every day between safe and last day is closed', () => {
    fc.assert(
      fc.property(anyStart.map(fromEpochDay), (liquidatedOn) => {
        for (const { kind, lastDay, safeDay } of computeDeadlines({ liquidatedOn })) {
          expect(lastDay).toBe(
            Temporal.PlainDate.from(liquidatedOn)
              .add({ days: DAYS[kind] ?? 0 })
              .toString(),
          );
          for (let day: PlainDate = addDays(safeDay, 1); day <= lastDay; day = addDays(day, 1))
            expect({ day, closed: isClosedDay(day) }).toEqual({ day, closed: true });
          const { dayOfWeek } = Temporal.PlainDate.from(safeDay);
          expect(dayOfWeek).toBeLessThan(6);
        }
      }),
    );
  });

  it('asking twice, or in any order, changes nothing', () => {
    const starts = fc.array(anyStart.map(fromEpochDay), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(starts, fc.infiniteStream(fc.nat()), (dates, random) => {
        const once = new Map(dates.map((liquidatedOn) => [liquidatedOn, computeDeadlines({ liquidatedOn })]));
        const shuffled = dates
          .map((date) => ({ date, rank: random.next().value ?? 0 }))
          .sort((left, right) => left.rank - right.rank);
        for (const { date } of shuffled) expect(computeDeadlines({ liquidatedOn: date })).toEqual(once.get(date));
      }),
    );
  });
});
