import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type PlainDate, plainDate } from '../calendar/plain-date.ts';
import {
  type LiquidationCells,
  parseLiquidationStatus,
  readReportedLiquidation,
  startsClock,
} from './report-status.ts';

const TODAY = plainDate('2026-11-23');
const FRIDAY = plainDate('2026-11-20');
const SATURDAY = plainDate('2026-11-21');
const FUTURE = plainDate('2026-12-11');

const read = (statusText: string | null, date: PlainDate | null, more: Partial<LiquidationCells> = {}) =>
  readReportedLiquidation({ statusText, date, hasStatusColumn: true, hasDateColumn: true, ...more }, TODAY);

describe('parseLiquidationStatus', () => {
  it.each([
    ['Liquidated', 'liquidated'],
    ['  LIQUIDATED ', 'liquidated'],
    ['Unliquidated', 'unliquidated'],
    ['Extended', 'extended'],
    ['suspended', 'suspended'],
    ['Re-Liquidated', 'reliquidated'],
    ['Deemed Liquidated', 'deemed'],
    ['Scheduled for Liquidation', 'scheduled'],
    ['Cancelled', 'unknown'],
    ['12', 'unknown'],
    ['constructor', 'unknown'],
  ])('understands %j as %s', (text, status) => {
    expect(parseLiquidationStatus(text)).toBe(status);
  });

  it('takes an empty text as no status at all', () => {
    expect(parseLiquidationStatus('')).toBeNull();
    expect(parseLiquidationStatus('  ')).toBeNull();
    expect(parseLiquidationStatus(null)).toBeNull();
  });
});

describe('readReportedLiquidation', () => {
  it('starts a clock beside liquidated, reliquidated and deemed only', () => {
    for (const text of ['Liquidated', 'Reliquidated', 'Deemed liquidated']) {
      expect(read(text, FRIDAY)).toMatchObject({ liquidatedOn: FRIDAY, scheduledOn: null, warning: null });
    }
  });

  it.each(['Unliquidated', 'Extended', 'Suspended', 'Scheduled', 'Under review'])(
    'takes a future date beside %s as a schedule that starts no clock',
    (text) => {
      expect(read(text, FUTURE)).toMatchObject({ liquidatedOn: null, scheduledOn: FUTURE, provisionalOn: null });
    },
  );

  it('starts the clock of a liquidation dated after the business date on that day, with a warning', () => {
    expect(read('Liquidated', FUTURE)).toMatchObject({
      liquidatedOn: FUTURE,
      warning: 'liquidation.date_in_future',
      needsData: null,
    });
  });

  it('asks for the date of a liquidation without one', () => {
    expect(read('Liquidated', null)).toMatchObject({ liquidatedOn: null, needsData: 'liquidation.date_missing' });
  });

  it('asks for data when a past or present date has no status, and keeps the date for a provisional alarm', () => {
    for (const date of [FRIDAY, TODAY]) {
      expect(read(null, date, { hasStatusColumn: false })).toMatchObject({
        status: 'unknown',
        liquidatedOn: null,
        provisionalOn: date,
        needsData: 'liquidation.past_date_without_status',
      });
    }
  });

  it('takes a future date without a status column as a schedule', () => {
    expect(read(null, FUTURE, { hasStatusColumn: false })).toMatchObject({ status: 'scheduled', scheduledOn: FUTURE });
  });

  it('warns of a liquidation on a weekend, because CBP posts on working days', () => {
    expect(read('Liquidated', SATURDAY)).toMatchObject({
      liquidatedOn: SATURDAY,
      warning: 'liquidation.not_a_weekday',
    });
  });

  it('warns of a text that it does not know instead of guessing', () => {
    expect(read('Under review', null)).toMatchObject({
      status: 'unknown',
      warning: 'liquidation.status_not_understood',
      needsData: 'liquidation.status_missing',
    });
  });

  it('warns when a schedule has passed, because the entry may have liquidated since', () => {
    expect(read('Unliquidated', FRIDAY)).toMatchObject({
      scheduledOn: FRIDAY,
      liquidatedOn: null,
      warning: 'liquidation.scheduled_date_passed',
    });
  });

  it('says nothing when the report has neither column', () => {
    expect(read(null, null, { hasStatusColumn: false, hasDateColumn: false })).toBeNull();
  });

  it('never gives a clock date together with a status that starts no clock, whatever the cells hold', () => {
    const cells = fc.record({
      statusText: fc.option(fc.oneof(fc.string(), fc.constantFrom('Liquidated', 'Unliquidated', 'Extended'))),
      date: fc.option(fc.integer({ min: -400, max: 400 }).map((days) => addDays(TODAY, days))),
      hasStatusColumn: fc.boolean(),
      hasDateColumn: fc.boolean(),
    });
    fc.assert(
      fc.property(cells, (each) => {
        const reported = readReportedLiquidation(each, TODAY);
        if (reported === null) return;
        expect(reported.liquidatedOn !== null).toBe(startsClock(reported.status) && each.date !== null);
        if (reported.liquidatedOn !== null) expect(reported.scheduledOn).toBeNull();
      }),
    );
  });
});
