import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import { CHECK_KINDS, CHECK_STATUSES, type CheckKind, type CheckStatus } from '../checks/check-kinds.ts';
import { DEADLINE_KINDS } from '../deadlines/kinds.ts';
import { computeReadiness } from '../readiness/compute-readiness.ts';
import { ifMissed } from './if-missed.ts';
import { type BoardDeadline, dueOn, pickNextDeadline } from './next-deadline.ts';
import { type NextStepFacts, nextStep } from './next-step.ts';
import { type ClientRankFacts, compareRank, rankOf } from './rank-client.ts';

const TODAY = plainDate('2026-11-23');
const inDays = (days: number) => addDays(TODAY, days);

const deadline = (kind: BoardDeadline['kind'], days: number, ieepaDutyCents = 100_00, more = {}): BoardDeadline => ({
  kind,
  fileBy: inDays(days),
  safeDay: inDays(days),
  lastDay: inDays(days),
  entryCount: 1,
  ieepaDutyCents,
  ...more,
});

const anyDeadline = fc
  .record({
    kind: fc.constantFrom(...DEADLINE_KINDS),
    days: fc.integer({ min: -30, max: 60 }),
    slack: fc.nat(8),
    cents: fc.constantFrom(0, 100, 50_000, 9_999_999),
  })
  .map(({ kind, days, slack, cents }) => deadline(kind, days, cents, { lastDay: inDays(days + slack) }));

describe('pickNextDeadline', () => {
  it('takes the earliest day to work to among rights that still exist', () => {
    const protest = deadline('protest', 9);
    const cape = deadline('cape_window', 4);
    expect(pickNextDeadline([protest, cape, deadline('protest', -1)], TODAY)).toBe(cape);
    expect(pickNextDeadline([], TODAY)).toBeNull();
    expect(pickNextDeadline([deadline('protest', -1)], TODAY)).toBeNull();
  });

  it('counts CAPE to its last day: past file-by it is due today', () => {
    const late = deadline('cape_window', -3, 100, { lastDay: inDays(4) });
    expect(dueOn(late, TODAY)).toBe(TODAY);
    expect(pickNextDeadline([deadline('protest', 1), late], TODAY)).toBe(late);
    expect(dueOn(late, inDays(4))).toBe(inDays(4));
    expect(dueOn(late, inDays(5))).toBeNull();
  });

  it('shows a date without IEEPA duty only after every date with money, but never hides it', () => {
    const zero = deadline('protest', 1, 0);
    const money = deadline('cape_window', 40);
    expect(pickNextDeadline([zero, money], TODAY)).toBe(money);
    expect(pickNextDeadline([zero], TODAY)).toBe(zero);
  });

  it('names nobody’s date: voluntary reliquidation limits CBP alone', () => {
    expect(pickNextDeadline([deadline('voluntary_reliquidation', 2)], TODAY)).toBeNull();
  });

  it('does not depend on the order of the deadlines', () => {
    fc.assert(
      fc.property(fc.array(anyDeadline), (deadlines) => {
        expect(pickNextDeadline(deadlines.toReversed(), TODAY)).toEqual(pickNextDeadline(deadlines, TODAY));
      }),
    );
  });
});

const CALM: ClientRankFacts = {
  clientKey: 'a',
  ownerKey: 'mary',
  deadlines: [],
  dataAsOf: TODAY,
  needsDataCount: 0,
  unacknowledgedDueOn: [],
};
const rank = (more: Partial<ClientRankFacts>) => rankOf({ ...CALM, ...more }, TODAY);

describe('rankOf', () => {
  it('groups by the right that closes: protest within 14 days, then CAPE file-by, then data, then the rest', () => {
    expect(rank({ deadlines: [deadline('protest', 14), deadline('cape_window', 1)] }).group).toBe(1);
    expect(rank({ deadlines: [deadline('protest_reliquidation', 3)] }).group).toBe(1);
    expect(rank({ deadlines: [deadline('protest', 15), deadline('cape_window', 14)] }).group).toBe(2);
    expect(rank({ deadlines: [deadline('cape_window', 15)] }).group).toBe(4);
    expect(rank({ dataAsOf: inDays(-8) })).toMatchObject({ group: 3, reasons: ['report older than a week'] });
    expect(rank({ dataAsOf: inDays(-7) }).group).toBe(4);
    expect(rank({ dataAsOf: null }).group).toBe(3);
    expect(rank({ needsDataCount: 2 })).toMatchObject({ group: 3, reasons: ['2 entries need data'] });
  });

  it('keeps a CAPE date between file-by and last day in its group', () => {
    const late = deadline('cape_window', -3, 100, { lastDay: inDays(4) });
    expect(rank({ deadlines: [late] })).toMatchObject({ group: 2, date: TODAY });
  });

  it('weighs by the money on that one date', () => {
    const deadlines = [deadline('protest', 5, 100), deadline('protest', 5, 20), deadline('protest', 6, 9_000)];
    expect(rank({ deadlines })).toMatchObject({ date: inDays(5), dollarsCents: 120 });
  });

  it('ranks dates without IEEPA duty with the rest', () => {
    expect(rank({ deadlines: [deadline('protest', 2, 0)] })).toMatchObject({ group: 4, date: inDays(2) });
  });

  it('pins a client without owner and one with an unacknowledged alert within 7 days', () => {
    expect(rank({ ownerKey: null })).toMatchObject({ pinned: true, reasons: ['no owner'] });
    expect(rank({ unacknowledgedDueOn: [inDays(7)] }).pinned).toBe(true);
    expect(rank({ unacknowledgedDueOn: [inDays(-1)] }).pinned).toBe(true);
    expect(rank({ unacknowledgedDueOn: [inDays(8)] }).pinned).toBe(false);
  });
});

describe('compareRank', () => {
  it('puts pinned first, then the group, then dollars, then the earlier date', () => {
    const clients = [
      rank({ clientKey: 'rest' }),
      rank({ clientKey: 'stale', dataAsOf: null }),
      rank({ clientKey: 'cape', deadlines: [deadline('cape_window', 3, 900_000)] }),
      rank({ clientKey: 'protest small', deadlines: [deadline('protest', 2, 100)] }),
      rank({ clientKey: 'protest big', deadlines: [deadline('protest', 9, 5_000)] }),
      rank({ clientKey: 'pinned', ownerKey: null }),
    ];
    expect(clients.sort(compareRank).map(({ clientKey }) => clientKey)).toEqual([
      'pinned',
      'protest big',
      'protest small',
      'cape',
      'stale',
      'rest',
    ]);
  });

  it('is a total order, so that two looks at the board agree', () => {
    const anyClient = fc
      .record({
        clientKey: fc.constantFrom('a', 'b', 'c'),
        ownerKey: fc.constantFrom('mary', null),
        deadlines: fc.array(anyDeadline, { maxLength: 4 }),
        needsDataCount: fc.nat(1),
      })
      .map((more) => rank(more));
    fc.assert(
      fc.property(anyClient, anyClient, anyClient, (a, b, c) => {
        expect(Math.sign(compareRank(a, b)) + Math.sign(compareRank(b, a))).toBe(0);
        if (compareRank(a, b) <= 0 && compareRank(b, c) <= 0) expect(compareRank(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('ifMissed', () => {
  const protest = deadline('protest', 0, 1, { safeDay: plainDate('2026-12-02'), lastDay: plainDate('2026-12-02') });

  it('names the protest by its safe day while it is open', () => {
    expect(ifMissed({ kind: 'cape_window' }, [deadline('cape_window', 1), protest], TODAY)).toEqual({
      route: 'protest',
      until: '2026-12-02',
      text: 'protest until Wed 2 Dec 2026',
    });
  });

  it('leaves only counsel after a protest or when the protest is over', () => {
    expect(ifMissed({ kind: 'protest' }, [protest], TODAY).text).toBe('counsel only');
    expect(ifMissed({ kind: 'cape_window' }, [deadline('protest', -1)], TODAY).text).toBe('counsel only');
  });

  it('promises no protest that it does not know', () => {
    expect(ifMissed({ kind: 'cape_window' }, [], TODAY)).toMatchObject({ route: 'unknown', until: null });
  });
});

describe('nextStep', () => {
  function factsOf(
    statuses: Partial<Record<CheckKind, CheckStatus>>,
    more: Partial<NextStepFacts> = {},
  ): NextStepFacts {
    const all = Object.fromEntries(CHECK_KINDS.map((kind) => [kind, statuses[kind] ?? 'ready']));
    const byKind = all as Record<CheckKind, CheckStatus>;
    const results = CHECK_KINDS.map((kind) => ({ kind, importerNumber: 'n', status: byKind[kind] }));
    return {
      readiness: computeReadiness({ importerNumbers: ['n'], results }),
      statuses: byKind,
      nextDeadline: deadline('cape_window', 20),
      dataAsOf: TODAY,
      ownerKey: 'mary',
      needsDataCount: 0,
      ...more,
    };
  }
  const textOf = (facts: NextStepFacts) => nextStep(facts, TODAY).text;

  it('says the first thing that stops, in plain words, and who has to move', () => {
    expect(nextStep(factsOf({}, { ownerKey: null }), TODAY)).toEqual({ text: 'Name an owner', waitingOn: 'us' });
    expect(textOf(factsOf({}, { dataAsOf: null }))).toBe('Load the first ES-003 report');
    expect(textOf(factsOf({}, { dataAsOf: inDays(-8) }))).toBe('Load Friday’s report');
    expect(textOf(factsOf({ broker_authority: 'unknown' }))).toBe('Record who authorised us: power of attorney');
    expect(nextStep(factsOf({ broker_authority: 'in_progress' }), TODAY).waitingOn).toBe('client');
    expect(textOf(factsOf({}))).toBe('Build the CAPE declaration');
    expect(textOf(factsOf({}, { nextDeadline: deadline('cape_window', -2, 1, { lastDay: inDays(3) }) }))).toBe(
      'Build the CAPE declaration and file today',
    );
    expect(textOf(factsOf({ ach_refund: 'blocked' }, { nextDeadline: null }))).toBe(
      'Enter ACH refund bank data in ACE',
    );
    expect(nextStep(factsOf({}, { nextDeadline: null }), TODAY)).toEqual({ text: 'Nothing due', waitingOn: null });
  });

  it('A47: lets nothing about access stand before a protest that is near', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHECK_KINDS), fc.constantFrom(...CHECK_STATUSES), (kind, status) => {
        const facts = factsOf({ [kind]: status }, { nextDeadline: deadline('protest', 10), dataAsOf: null });
        expect(textOf(facts)).toBe('File a protest, or record the decision not to');
      }),
    );
  });

  it('builds a near CAPE file before it asks for data of other entries', () => {
    const more = { needsDataCount: 3, dataAsOf: inDays(-9) };
    expect(textOf(factsOf({}, { ...more, nextDeadline: deadline('cape_window', 5) }))).toBe(
      'Build the CAPE declaration',
    );
    expect(textOf(factsOf({}, { ...more, nextDeadline: deadline('cape_window', 15) }))).toBe('Load Friday’s report');
  });

  it('always says something', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CHECK_STATUSES), { minLength: 11, maxLength: 11 }), (each) => {
        const statuses = Object.fromEntries(CHECK_KINDS.map((kind, index) => [kind, each[index] ?? 'unknown']));
        expect(textOf(factsOf(statuses)).length).toBeGreaterThan(5);
      }),
    );
  });
});
