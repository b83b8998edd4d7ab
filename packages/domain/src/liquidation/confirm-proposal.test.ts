import { describe, expect, it } from '@jest/globals';
import { plainDate } from '../calendar/plain-date.ts';
import { confirmProposal } from './confirm-proposal.ts';
import type { LiquidationFacts, LiquidationProposal } from './merge-liquidation.ts';

const [FIRST, SECOND, LATER] = [plainDate('2026-05-29'), plainDate('2026-08-14'), plainDate('2026-09-11')];
const later = (status: LiquidationProposal['status'], date = LATER): LiquidationProposal => ({
  status,
  date,
  reason: 'later_date',
});
const facts = (changes: Partial<LiquidationFacts>): LiquidationFacts => ({
  status: 'liquidated',
  liquidatedOn: FIRST,
  reliquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  proposed: null,
  ...changes,
});

describe('confirming a proposed liquidation', () => {
  it('changes nothing where nothing is proposed', () => {
    expect(confirmProposal(facts({}))).toBeNull();
  });

  it('lets the later date rule and clears the proposal', () => {
    expect(confirmProposal(facts({ proposed: later('liquidated') }))).toEqual({
      facts: facts({ liquidatedOn: LATER }),
      gap: null,
    });
  });

  it('moves the second date of a reliquidated entry and leaves the first clock alone', () => {
    const known = facts({ status: 'reliquidated', reliquidatedOn: SECOND, proposed: later('reliquidated') });
    expect(confirmProposal(known)?.facts).toEqual(facts({ status: 'reliquidated', reliquidatedOn: LATER }));
  });

  it.each([
    ['before', plainDate('2026-07-10'), 'reliquidated', SECOND],
    ['after', LATER, 'liquidated', null],
  ] as const)('keeps a second date only where the confirmed first one lies %s it', (_where, date, status, second) => {
    const known = facts({ status: 'reliquidated', reliquidatedOn: SECOND, proposed: later('liquidated', date) });
    expect(confirmProposal(known)?.facts).toEqual(facts({ status, liquidatedOn: date, reliquidatedOn: second }));
  });

  it('ends the clocks when the entry is confirmed not to be liquidated any more', () => {
    const proposed = { status: 'extended', date: null, reason: 'no_longer_liquidated' } as const;
    expect(confirmProposal(facts({ proposed }))).toEqual({
      facts: facts({ status: 'extended', liquidatedOn: null }),
      gap: null,
    });
  });
});
