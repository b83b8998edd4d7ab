import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, computeDeadlines, daysBetween, dueOn, type PlainDate, plainDate } from '@capeline/domain';
import { describe, expect, it } from '@jest/globals';
import { placeLiquidations } from './place-liquidations.ts';
import { isSampleAged, sampleAsOf, sampleShift, WRITTEN_FOR } from './sample-week.ts';
import { shiftDates, shiftReport } from './shift-report.ts';

const FIRST = plainDate('2026-10-01');
const DAYS = 480;

function readSample(name: 'broker-layout' | 'default-layout' | 'follow-up-first' | 'follow-up-second'): string {
  return readFileSync(join(import.meta.dirname, `../../../domain/samples/es003-${name}.csv`), 'utf8');
}

/** The liquidation dates of the broker's layout, beside their status. */
function liquidationsOf(csv: string): PlainDate[] {
  const found = csv.matchAll(/,(\d{2})\/(\d{2})\/(\d{4}),Liquidated,/gu);
  return [...found].map(([, month, day, year]) => plainDate(`${year}-${month}-${day}`));
}

const WRITTEN = [...new Set(liquidationsOf(readSample('broker-layout')))];

/** How many dates stand in each strip of the board within 7, 14 and 30 days, how many are open at all, and how many are over. */
function shapeOf(dates: Iterable<PlainDate>, today: PlainDate): string[] {
  const counts = new Map<string, number>();
  const add = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const liquidatedOn of new Set(dates)) {
    for (const deadline of computeDeadlines({ liquidatedOn })) {
      if (deadline.kind === 'voluntary_reliquidation') continue;
      const due = dueOn(deadline, today);
      add(`${deadline.kind} ${due === null ? 'over' : 'open'}`);
      for (const days of [7, 14, 30])
        if (due !== null && daysBetween(today, due) <= days) add(`${deadline.kind} within ${days}`);
    }
  }
  return [...counts].map(([what, count]) => `${what}: ${count}`).sort();
}

describe('the dates of the sample', () => {
  it('fill the strips of the board alike on every one of 480 business dates, weekends and holidays too', () => {
    const wanted = shapeOf(WRITTEN, WRITTEN_FOR);
    expect(WRITTEN.length).toBeGreaterThan(30);
    expect(wanted).toEqual(expect.arrayContaining(['cape_window within 14: 2', 'protest within 7: 1']));
    for (let offset = 0; offset < DAYS; offset += 1) {
      const today = addDays(FIRST, offset);
      const placed = placeLiquidations(WRITTEN, today);
      expect([today, shapeOf(placed.values(), today)]).toEqual([today, wanted]);
      expect([...placed.values()].every((date) => date <= sampleAsOf(today))).toBe(true);
    }
  });

  it('are those that were written in the week for which they were', () => {
    for (const layout of ['broker-layout', 'default-layout', 'follow-up-first', 'follow-up-second'] as const)
      expect(shiftReport(readSample(layout), WRITTEN_FOR)).toBe(readSample(layout));
  });

  it('move later between the two reports of one importer on every date, so that a proposal always waits', () => {
    for (let offset = 0; offset < DAYS; offset += 1) {
      const today = addDays(FIRST, offset);
      const [first = '', second = ''] = (['follow-up-first', 'follow-up-second'] as const).map(
        (name) => liquidationsOf(shiftReport(readSample(name), today))[0],
      );
      expect([today, first < second, second <= sampleAsOf(today)]).toEqual([today, true, true]);
      expect([today, first <= addDays(sampleAsOf(today), -7)]).toEqual([today, true]);
    }
  });

  it('come with a report of the last Friday, which is never older than a week', () => {
    for (let offset = 0; offset < DAYS; offset += 1) {
      const today = addDays(FIRST, offset);
      const age = daysBetween(sampleAsOf(today), today);
      expect(age).toBeGreaterThanOrEqual(1);
      expect(age).toBeLessThanOrEqual(7);
    }
    expect(['2026-11-20', '2026-11-21', '2026-11-27', '2026-11-28'].map((day) => sampleShift(plainDate(day)))).toEqual([
      -7, 0, 0, 7,
    ]);
    expect(isSampleAged(plainDate('2026-11-21'), plainDate('2026-11-27'))).toBe(false);
    expect(isSampleAged(plainDate('2026-11-21'), plainDate('2026-11-28'))).toBe(true);
  });

  it('move, and nothing else does', () => {
    const csv = 'A,12/31/2026,"01/02/2026",01/02/20267,"$1,234.56"\r\n02/22/2028,x\r\n';
    expect(shiftDates(csv, 7)).toBe('A,01/07/2027,"01/09/2026",01/02/20267,"$1,234.56"\r\n02/29/2028,x\r\n');
    expect(shiftDates(csv, 0)).toBe(csv);
    const blank = (text: string) => text.replaceAll(/\d{2}\/\d{2}\/\d{4}/gu, 'date');
    for (const layout of ['broker-layout', 'default-layout', 'follow-up-first', 'follow-up-second'] as const)
      expect(blank(shiftReport(readSample(layout), plainDate('2027-12-26')))).toBe(blank(readSample(layout)));
  });

  it('keep every entry whole: all dates of a row move together', () => {
    const [, written = ''] = readSample('broker-layout').split('\n');
    const [, moved = ''] = shiftReport(readSample('broker-layout'), plainDate('2027-07-01')).split('\n');
    const datesOf = (line: string) =>
      [...line.matchAll(/(\d{2})\/(\d{2})\/(\d{4})/gu)].map(([, month, day, year]) =>
        plainDate(`${year}-${month}-${day}`),
      );
    const shifts = datesOf(written).map((date, index) => daysBetween(date, datesOf(moved)[index] ?? date));
    expect(shifts.length).toBeGreaterThan(3);
    expect(new Set(shifts).size).toBe(1);
    expect(shifts[0]).not.toBe(0);
  });
});
