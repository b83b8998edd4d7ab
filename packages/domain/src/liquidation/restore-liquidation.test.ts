import { describe, expect, it } from '@jest/globals';
import { plainDate } from '../calendar/plain-date.ts';
import { confirmProposal } from './confirm-proposal.ts';
import type { LiquidationFacts } from './merge-liquidation.ts';
import { restoreLiquidation } from './restore-liquidation.ts';

const [FIRST, SECOND, LATER] = [plainDate('2026-05-29'), plainDate('2026-08-14'), plainDate('2026-09-11')];
const facts = (status: LiquidationFacts['status'], more: Partial<LiquidationFacts> = {}): LiquidationFacts => ({
  status,
  liquidatedOn: null,
  reliquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  proposed: null,
  ...more,
});
const liquidated = (liquidatedOn: LiquidationFacts['liquidatedOn']) => facts('liquidated', { liquidatedOn });

describe('restoring what stood before an import', () => {
  it.each([
    ['a date that moves earlier again', liquidated(LATER), liquidated(FIRST)],
    [
      'a proposal that the import made',
      { ...liquidated(FIRST), proposed: later('liquidated', LATER) },
      liquidated(FIRST),
    ],
    [
      'a proposal that the import withdrew',
      liquidated(FIRST),
      { ...liquidated(FIRST), proposed: later('liquidated', LATER) },
    ],
    ['a schedule', facts('extended'), facts('unliquidated', { scheduledOn: LATER })],
    ['a second date that moves earlier again', twice(LATER), twice(SECOND)],
  ])('gives %s back at once', (_what, current, before) => {
    expect(restoreLiquidation(current, before)).toMatchObject({ facts: before, isHeld: false });
  });

  it.each([
    ['moved the date earlier', liquidated(FIRST), liquidated(LATER)],
    ['brought the first liquidation', liquidated(FIRST), facts('unliquidated', { scheduledOn: LATER })],
    ['brought the first date of any', liquidated(FIRST), facts('unknown')],
    ['gave a past date its status', liquidated(FIRST), facts('unknown', { provisionalOn: FIRST })],
    ['opened a second clock', twice(SECOND), liquidated(FIRST)],
    ['moved the second date earlier', twice(SECOND), twice(LATER)],
  ])(
    'lets the dates of an import rule on that %s, and confirming the proposal restores the facts',
    (_what, current, before) => {
      const restored = restoreLiquidation(current, before);
      expect(restored.isHeld).toBe(true);
      expect(restored.facts).toMatchObject({
        liquidatedOn: current.liquidatedOn,
        reliquidatedOn: current.reliquidatedOn,
      });
      expect(confirmProposal(restored.facts)?.facts).toEqual(before);
    },
  );

  it('says what is missing afterwards', () => {
    expect(restoreLiquidation(liquidated(null), facts('unknown', { provisionalOn: FIRST })).gap).toBe(
      'liquidation.past_date_without_status',
    );
  });
});

function later(
  status: LiquidationFacts['status'],
  date: LiquidationFacts['liquidatedOn'],
): LiquidationFacts['proposed'] {
  return { status, date, reason: 'later_date' };
}
function twice(reliquidatedOn: LiquidationFacts['reliquidatedOn']): LiquidationFacts {
  return facts('reliquidated', { liquidatedOn: FIRST, reliquidatedOn });
}
