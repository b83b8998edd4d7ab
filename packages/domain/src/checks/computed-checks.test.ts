import { describe, expect, it } from '@jest/globals';
import { plainDate } from '../calendar/plain-date.ts';
import { computeDeadlinesCalendared, computeReconciliationSplit } from './computed-checks.ts';

const TODAY = plainDate('2026-11-23');

describe('computeReconciliationSplit', () => {
  it('A44: is unknown while any flag or any type 09 is unknown, and says which', () => {
    const noFlag = computeReconciliationSplit({ flaggedCount: 2, flagUnknownCount: 1, type09UnknownCount: 2 });
    expect(noFlag).toMatchObject({ status: 'unknown' });
    expect(noFlag.reason).toContain('1 entry');
    expect(noFlag.nextAction).toContain('Reconciliation Indicator');
    const no09 = computeReconciliationSplit({ flaggedCount: 1_200, flagUnknownCount: 0, type09UnknownCount: 1_200 });
    expect(no09).toMatchObject({ status: 'unknown' });
    expect(no09.reason).toContain('1,200 flagged entries');
    expect(no09.nextAction).toContain('type 09');
  });

  it('A44: is ready when every flagged entry is split, and not applicable when none is flagged', () => {
    expect(computeReconciliationSplit({ flaggedCount: 3, flagUnknownCount: 0, type09UnknownCount: 0 })).toMatchObject({
      status: 'ready',
      nextAction: null,
    });
    expect(computeReconciliationSplit({ flaggedCount: 0, flagUnknownCount: 0, type09UnknownCount: 0 }).status).toBe(
      'not_applicable',
    );
  });
});

describe('computeDeadlinesCalendared', () => {
  const GOOD = {
    entryCount: 12,
    unknownStateCount: 0,
    dataAsOf: plainDate('2026-11-16'),
    datesWithoutOwnerCount: 0,
    channelWorks: true,
    unacknowledgedWithin14Count: 0,
  };
  const compute = (more: Partial<Parameters<typeof computeDeadlinesCalendared>[0]>) =>
    computeDeadlinesCalendared({ ...GOOD, ...more }, TODAY);

  it('A45: is ready with known states from a report of at most seven days, owners, a channel and acknowledgements', () => {
    expect(compute({})).toMatchObject({ status: 'ready', nextAction: null });
  });

  it.each([
    ['a report of eight days', { dataAsOf: plainDate('2026-11-15') }, 'expired', 'Load an ES-003'],
    ['no report', { dataAsOf: null }, 'unknown', 'Load an ES-003'],
    ['one unknown state', { unknownStateCount: 1 }, 'unknown', 'Liquidation Status'],
    ['one date without owner', { datesWithoutOwnerCount: 1 }, 'in_progress', 'Name an owner'],
    ['no channel that delivers', { channelWorks: false }, 'blocked', 'mail'],
    ['one alert not acknowledged', { unacknowledgedWithin14Count: 1 }, 'in_progress', 'Acknowledge'],
  ])('A45: is not ready with %s', (_why, more, status, action) => {
    const computed = compute(more);
    expect(computed.status).toBe(status);
    expect(computed.nextAction).toContain(action);
  });

  it('names every reason and starts with the worst', () => {
    const computed = compute({ channelWorks: false, unknownStateCount: 2, datesWithoutOwnerCount: 3 });
    expect(computed.status).toBe('blocked');
    expect(computed.reason).toContain('2 entries');
    expect(computed.reason).toContain('3 dates');
    expect(computed.nextAction).toContain('mail');
  });

  it('does not apply to a client without any entry, and to no other', () => {
    expect(compute({ entryCount: 0 }).status).toBe('not_applicable');
    expect(compute({ entryCount: 1 }).status).toBe('ready');
  });
});
