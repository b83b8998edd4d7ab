import { describe, expect, it } from '@jest/globals';
import { plainDate } from '../calendar/plain-date.ts';
import type { LiquidationFacts } from '../liquidation/merge-liquidation.ts';
import { type ClockFacts, entryClocks, laterClocks, provisionalClocks } from './entry-clocks.ts';
import { type StatedLiquidation, stateLiquidation, UNKNOWN_LIQUIDATION } from './state-liquidation.ts';

const facts = (liquidation: Partial<LiquidationFacts>, rest: Partial<ClockFacts> = {}): ClockFacts => ({
  entryType: '01',
  entryDate: null,
  liquidation: { ...UNKNOWN_LIQUIDATION, ...liquidation },
  ...rest,
});
const OCT_16 = plainDate('2026-10-16');
const OCT_23 = plainDate('2026-10-23');
const liquidatedOn = (date: typeof OCT_16) => ({ status: 'liquidated' as const, liquidatedOn: date });
const kinds = (one: ClockFacts) => entryClocks(one).map(({ kind }) => kind);

describe('the clocks of one entry', () => {
  it('are none before a liquidation, whatever is scheduled or supposed', () => {
    expect(kinds(facts({ status: 'scheduled', scheduledOn: OCT_16 }))).toEqual([]);
    expect(kinds(facts({ provisionalOn: OCT_16 }))).toEqual([]);
    expect(kinds(facts({ status: 'liquidated' }))).toEqual([]);
  });

  it('are three from a liquidation, one more from a reliquidation beside it, two from a reliquidation alone', () => {
    const three = ['cape_window', 'voluntary_reliquidation', 'protest'];
    expect(kinds(facts(liquidatedOn(OCT_16)))).toEqual(three);
    const both = facts({ status: 'reliquidated', liquidatedOn: OCT_16, reliquidatedOn: OCT_23 });
    expect(kinds(both)).toEqual([...three, 'protest_reliquidation']);
    expect(kinds(facts({ status: 'reliquidated', liquidatedOn: OCT_16 }))).toEqual([
      'cape_window',
      'protest_reliquidation',
    ]);
  });

  it('leave out CAPE for a type that it refuses', () => {
    expect(kinds(facts(liquidatedOn(OCT_16), { entryType: '08' }))).not.toContain('cape_window');
  });
});

describe('a past date without a status', () => {
  it('warns with the dates of a liquidation that day, by the margin of the firm', () => {
    const real = entryClocks(facts(liquidatedOn(OCT_16)), 3).filter(({ kind }) => kind !== 'voluntary_reliquidation');
    expect(provisionalClocks(facts({ provisionalOn: OCT_16 }), 3)).toEqual(real);
    expect(provisionalClocks(facts({ provisionalOn: OCT_16 }, { entryType: '08' })).map(({ kind }) => kind)).toEqual([
      'protest',
    ]);
  });

  it('is the only thing that does: a known status has clocks or none', () => {
    expect(provisionalClocks(facts(liquidatedOn(OCT_16)))).toEqual([]);
    expect(provisionalClocks(facts({ status: 'scheduled', scheduledOn: OCT_16 }))).toEqual([]);
  });
});

describe('a change that moves a clock later', () => {
  const before = facts(liquidatedOn(OCT_16));
  it('is a later date, an end, a refused type and a date of entry under the new law', () => {
    expect(laterClocks(before, facts(liquidatedOn(OCT_23))).map(({ kind }) => kind)).toEqual([
      'cape_window',
      'protest',
    ]);
    expect(laterClocks(before, facts({ status: 'suspended' })).map(({ to }) => to)).toEqual([null, null]);
    expect(laterClocks(before, facts(liquidatedOn(OCT_16), { entryType: '08' }))).toMatchObject([
      { kind: 'cape_window', to: null },
    ]);
    const oldLaw = facts(liquidatedOn(OCT_16), { entryDate: plainDate('2004-12-17') });
    expect(laterClocks(oldLaw, before)).toMatchObject([{ kind: 'protest' }]);
  });

  it('is the end of the alarm that a past date without a status raises', () => {
    const provisional = facts({ provisionalOn: OCT_16 });
    expect(laterClocks(provisional, facts({ status: 'unliquidated' }))).toHaveLength(2);
    expect(laterClocks(provisional, facts(liquidatedOn(OCT_23)))).toHaveLength(2);
    expect(laterClocks(provisional, before)).toEqual([]);
  });

  it('is no earlier date, no second clock and no first one', () => {
    expect(laterClocks(facts(liquidatedOn(OCT_23)), before)).toEqual([]);
    expect(
      laterClocks(before, facts({ status: 'reliquidated', liquidatedOn: OCT_16, reliquidatedOn: OCT_23 })),
    ).toEqual([]);
    expect(laterClocks(facts({ status: 'unliquidated' }), before)).toEqual([]);
  });
});

describe('a liquidation on a person’s word', () => {
  const state = (known: Partial<LiquidationFacts>, stated: Partial<StatedLiquidation>) =>
    stateLiquidation(
      { ...UNKNOWN_LIQUIDATION, ...known },
      { status: 'liquidated', date: null, scheduledOn: null, ...stated },
    );

  it('takes a later date and an end as confirmed, and settles what was proposed', () => {
    expect(state(liquidatedOn(OCT_16), { date: OCT_23 })).toMatchObject({ liquidatedOn: OCT_23, proposed: null });
    expect(state(liquidatedOn(OCT_16), { status: 'scheduled', scheduledOn: OCT_23 })).toEqual({
      ...UNKNOWN_LIQUIDATION,
      status: 'scheduled',
      scheduledOn: OCT_23,
    });
    const proposed = { status: 'liquidated', date: OCT_23, reason: 'later_date' } as const;
    expect(state({ ...liquidatedOn(OCT_16), proposed }, { date: OCT_16 })).toMatchObject({
      liquidatedOn: OCT_16,
      proposed: null,
    });
  });

  it('opens a second clock by a reliquidation and keeps the first', () => {
    expect(state(liquidatedOn(OCT_16), { status: 'reliquidated', date: OCT_23 })).toMatchObject({
      status: 'reliquidated',
      liquidatedOn: OCT_16,
      reliquidatedOn: OCT_23,
    });
  });
});
