import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isClosedDay } from '../calendar/business-days.ts';
import { addDays, fromEpochDay, plainDate, toEpochDay } from '../calendar/plain-date.ts';
import { computeDeadlines, type Deadline } from './compute-deadlines.ts';
import type { DeadlineKind } from './kinds.ts';
import { DEADLINE_RULES } from './rules.ts';

function find(deadlines: readonly Deadline[], kind: DeadlineKind): Deadline {
  const deadline = deadlines.find((candidate) => candidate.kind === kind);
  if (deadline === undefined) throw new Error(`no ${kind}`);
  return deadline;
}

const anyLiquidation = fc
  .integer({ min: toEpochDay(plainDate('1990-01-01')), max: toEpochDay(plainDate('2090-12-31')) })
  .map(fromEpochDay);
const anyMargin = fc.integer({ min: 0, max: 40 });

describe('computeDeadlines', () => {
  it('counts 80, 90 and 180 days and says how', () => {
    expect(computeDeadlines({ liquidatedOn: plainDate('2026-05-15') })).toEqual([
      {
        kind: 'cape_window',
        lastDay: '2026-08-03',
        safeDay: '2026-08-03',
        fileBy: '2026-07-27',
        practiceRollDay: null,
        citation: 'CBP CSMS 68315804 (CAPE: within 80 days of liquidation)',
        arithmetic: '2026-05-15 + 80 days',
      },
      {
        kind: 'voluntary_reliquidation',
        lastDay: '2026-08-13',
        safeDay: '2026-08-13',
        fileBy: '2026-08-13',
        practiceRollDay: null,
        citation: '19 U.S.C. 1501',
        arithmetic: '2026-05-15 + 90 days',
      },
      {
        kind: 'protest',
        lastDay: '2026-11-11',
        safeDay: '2026-11-10',
        fileBy: '2026-11-10',
        practiceRollDay: '2026-11-12',
        citation: '19 U.S.C. 1514(c)(3)',
        arithmetic: '2026-05-15 + 180 days',
      },
    ]);
  });

  it.each([
    ['2026-01-05', '2026-07-04', '2026-07-02', '2026-07-06'],
    ['2026-01-06', '2026-07-05', '2026-07-02', '2026-07-06'],
    ['2026-01-07', '2026-07-06', '2026-07-06', null],
    ['2026-01-02', '2026-07-01', '2026-07-01', null],
    ['2025-06-27', '2025-12-24', '2025-12-23', null],
  ])(
    'protest of a liquidation on %s: last day %s, safe day %s, practice roll %s',
    (liquidatedOn, lastDay, safeDay, roll) => {
      const protest = find(computeDeadlines({ liquidatedOn: plainDate(liquidatedOn) }), 'protest');
      expect(protest).toMatchObject({ lastDay, safeDay, fileBy: safeDay, practiceRollDay: roll });
    },
  );

  it.each(['08', '09', '47', '21', '22'])(
    'gives entry type %s no CAPE window and keeps the other clocks',
    (entryType) => {
      const kinds = computeDeadlines({ liquidatedOn: plainDate('2026-05-15'), entryType }).map(({ kind }) => kind);
      expect(kinds).toEqual(['voluntary_reliquidation', 'protest']);
    },
  );

  it.each(['01', '03', '06', '11', '23', '31', '38', '', 'zz', null, undefined])(
    'keeps the CAPE window of entry type %j, which no rule excludes',
    (entryType) => {
      expect(computeDeadlines({ liquidatedOn: plainDate('2026-05-15'), entryType: entryType ?? null })).toHaveLength(3);
    },
  );

  it("evaluates CAPE's rules as of the day asked for", () => {
    const kindsAsOf = (asOf: string, entryType: string) =>
      computeDeadlines({ liquidatedOn: plainDate('2026-05-15'), entryType, asOf: plainDate(asOf) }).map(
        ({ kind }) => kind,
      );
    expect(kindsAsOf('2026-07-06', '21')).toContain('cape_window');
    expect(kindsAsOf('2026-07-07', '21')).not.toContain('cape_window');
    expect(kindsAsOf('2026-04-20', '09')).not.toContain('cape_window');
    expect(kindsAsOf('2026-04-19', '01')).not.toContain('cape_window');
    expect(kindsAsOf('2026-04-19', '01')).toContain('protest');
  });

  it('gives an entry made before 18 Dec 2004 90 days to protest, whenever it was liquidated', () => {
    const lastDay = (entryDate: string) =>
      find(computeDeadlines({ liquidatedOn: plainDate('2008-03-28'), entryDate: plainDate(entryDate) }), 'protest')
        .lastDay;
    expect(lastDay('2004-08-02')).toBe('2008-06-26');
    expect(lastDay('2004-12-17')).toBe('2008-06-26');
    expect(lastDay('2004-12-18')).toBe('2008-09-24');
  });

  it('starts a second, limited protest clock at a reliquidation and no second 90 days for CBP', () => {
    const deadlines = computeDeadlines({ liquidatedOn: plainDate('2026-05-15'), event: 'reliquidation' });
    expect(deadlines.map(({ kind }) => kind)).toEqual(['cape_window', 'protest_reliquidation']);
    expect(find(deadlines, 'protest_reliquidation').lastDay).toBe('2026-11-11');
  });

  it('takes the margin of the firm, and refuses a margin that is no whole number of days from 0 to 40', () => {
    const liquidatedOn = plainDate('2026-05-15');
    const fileBy = (capeFileByBusinessDays: number) =>
      find(computeDeadlines({ liquidatedOn, capeFileByBusinessDays }), 'cape_window').fileBy;
    expect(fileBy(0)).toBe('2026-08-03');
    expect(fileBy(1)).toBe('2026-07-31');
    expect(fileBy(10)).toBe('2026-07-20');
    for (const wrong of [-1, 1.5, Number.NaN, 41]) expect(() => fileBy(wrong)).toThrow(RangeError);
  });

  it('never puts the safe day after the last day, the file-by after the safe day, or either on a closed day', () => {
    fc.assert(
      fc.property(anyLiquidation, anyMargin, (liquidatedOn, capeFileByBusinessDays) => {
        for (const deadline of computeDeadlines({ liquidatedOn, capeFileByBusinessDays })) {
          expect(deadline.safeDay <= deadline.lastDay).toBe(true);
          expect(deadline.fileBy <= deadline.safeDay).toBe(true);
          expect(isClosedDay(deadline.safeDay)).toBe(false);
          expect(isClosedDay(deadline.fileBy)).toBe(false);
          if (deadline.practiceRollDay !== null) {
            expect(deadline.practiceRollDay > deadline.lastDay).toBe(true);
            expect(deadline.safeDay < deadline.lastDay).toBe(true);
          }
        }
      }),
    );
  });

  it('never gives a later liquidation an earlier day of any sort', () => {
    fc.assert(
      fc.property(anyLiquidation, fc.integer({ min: 1, max: 40 }), (liquidatedOn, days) => {
        const earlier = computeDeadlines({ liquidatedOn });
        const later = computeDeadlines({ liquidatedOn: addDays(liquidatedOn, days) });
        for (const [index, deadline] of earlier.entries()) {
          const counterpart = later[index];
          expect(counterpart?.kind).toBe(deadline.kind);
          for (const day of ['lastDay', 'safeDay', 'fileBy'] as const) {
            expect((counterpart?.[day] ?? '') >= deadline[day]).toBe(true);
          }
        }
      }),
    );
  });

  it('answers alike whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(anyLiquidation, { minLength: 1, maxLength: 20 }), (dates) => {
        const forwards = dates.map((liquidatedOn) => computeDeadlines({ liquidatedOn }));
        const backwards = dates.toReversed().map((liquidatedOn) => computeDeadlines({ liquidatedOn }));
        expect(backwards.toReversed()).toEqual(forwards);
      }),
    );
  });

  it('lets an extra closure only pull days earlier', () => {
    fc.assert(
      fc.property(anyLiquidation, fc.integer({ min: 60, max: 185 }), (liquidatedOn, offset) => {
        const plain = computeDeadlines({ liquidatedOn });
        const closed = computeDeadlines({ liquidatedOn, extraClosures: new Set([addDays(liquidatedOn, offset)]) });
        for (const [index, deadline] of plain.entries()) {
          const other = closed[index];
          expect(other?.lastDay).toBe(deadline.lastDay);
          expect(other?.practiceRollDay).toBe(deadline.practiceRollDay);
          expect((other?.safeDay ?? '9') <= deadline.safeDay).toBe(true);
          expect((other?.fileBy ?? '9') <= deadline.fileBy).toBe(true);
        }
      }),
    );
  });

  it('keeps a citation, a source and the day of the last check with every rule', () => {
    for (const rule of DEADLINE_RULES) {
      expect(rule.citation).not.toBe('');
      expect(rule.source).not.toBe('');
      expect(rule.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});
