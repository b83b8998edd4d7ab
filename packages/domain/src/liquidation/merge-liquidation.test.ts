import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type PlainDate, plainDate } from '../calendar/plain-date.ts';
import { MERGE_CASES } from './merge-cases.ts';
import { type LiquidationFacts, liquidationGap, mergeLiquidation } from './merge-liquidation.ts';
import { LIQUIDATION_STATUSES, type ReportedLiquidation, startsClock } from './report-status.ts';

const START = plainDate('2026-01-02');
const someDay: fc.Arbitrary<PlainDate> = fc.integer({ min: 0, max: 300 }).map((days) => addDays(START, days));
const someReport: fc.Arbitrary<ReportedLiquidation | null> = fc.option(
  fc.record({ status: fc.constantFrom(...LIQUIDATION_STATUSES), date: fc.option(someDay) }).map(({ status, date }) => ({
    status,
    liquidatedOn: startsClock(status) ? date : null,
    scheduledOn: startsClock(status) || status === 'unknown' ? null : date,
    provisionalOn: status === 'unknown' ? date : null,
    warning: null,
    needsData: null,
  })),
);
const someSteps = fc.array(fc.tuple(someReport, fc.boolean()), { maxLength: 12 });

describe('mergeLiquidation', () => {
  it.each(MERGE_CASES.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    expect(mergeLiquidation(row.known, row.reported, { reportIsOlder: row.reportIsOlder })).toEqual(row.expected);
  });

  it('has no two cases of one name, because the SQL test reports by name', () => {
    expect(new Set(MERGE_CASES.map((row) => row.name)).size).toBe(MERGE_CASES.length);
  });

  it('never moves a clock later or stops it, whatever reports come in whatever order', () => {
    fc.assert(
      fc.property(someSteps, (steps) => {
        let known: LiquidationFacts | null = null;
        for (const [reported, reportIsOlder] of steps) {
          const { next } = mergeLiquidation(known, reported, { reportIsOlder });
          for (const clock of ['liquidatedOn', 'reliquidatedOn'] as const) {
            const before = known?.[clock] ?? null;
            const after = next?.[clock] ?? null;
            if (before !== null) expect(after !== null && after <= before).toBe(true);
          }
          known = next;
        }
      }),
    );
  });

  it('rules by the earliest date that newer reports gave, so no order of newer reports can lose it', () => {
    fc.assert(
      fc.property(fc.array(someDay, { minLength: 1, maxLength: 8 }), (days) => {
        let known: LiquidationFacts | null = null;
        for (const liquidatedOn of days) {
          const reported: ReportedLiquidation = {
            status: 'liquidated',
            liquidatedOn,
            scheduledOn: null,
            provisionalOn: null,
            warning: null,
            needsData: null,
          };
          known = mergeLiquidation(known, reported, { reportIsOlder: false }).next;
        }
        expect(known?.liquidatedOn).toBe([...days].sort()[0]);
      }),
    );
  });

  it('changes nothing when the same report is merged twice', () => {
    fc.assert(
      fc.property(someSteps, someReport, (steps, reported) => {
        let known: LiquidationFacts | null = null;
        for (const [step, reportIsOlder] of steps) known = mergeLiquidation(known, step, { reportIsOlder }).next;
        const once = mergeLiquidation(known, reported, { reportIsOlder: false }).next;
        expect(mergeLiquidation(once, reported, { reportIsOlder: false })).toEqual({ next: once, changed: 'none' });
      }),
    );
  });
});

describe('liquidationGap', () => {
  const facts = (more: Partial<LiquidationFacts>): LiquidationFacts => ({
    status: 'unknown',
    liquidatedOn: null,
    reliquidatedOn: null,
    scheduledOn: null,
    provisionalOn: null,
    proposed: null,
    ...more,
  });

  it('asks for data whenever a clock cannot be computed with certainty', () => {
    expect(liquidationGap(null)).toBe('liquidation.status_missing');
    expect(liquidationGap(facts({}))).toBe('liquidation.status_missing');
    expect(liquidationGap(facts({ status: 'liquidated' }))).toBe('liquidation.date_missing');
    expect(liquidationGap(facts({ status: 'unliquidated', provisionalOn: START }))).toBe(
      'liquidation.past_date_without_status',
    );
    expect(liquidationGap(facts({ status: 'liquidated', liquidatedOn: START }))).toBeNull();
    expect(liquidationGap(facts({ status: 'extended' }))).toBeNull();
  });
});
