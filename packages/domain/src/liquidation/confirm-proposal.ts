import { type LiquidationFacts, liquidationGap } from './merge-liquidation.ts';
import { type LiquidationGap, startsClock } from './report-status.ts';

export interface ConfirmedLiquidation {
  readonly facts: LiquidationFacts;
  readonly gap: LiquidationGap | null;
}

/**
 * The facts after a person accepted what a report proposed, or null when nothing is proposed. A later date becomes the one whose
 * clocks run; where a reliquidation's second date stands, a later reliquidation moves that one and the first clock stays. A proposal
 * without a date says that the entry is not liquidated any more: its clocks end; so does one whose status starts none, and the date that
 * it may have is a past date without a status. One that names the first date ends the second clock.
 */
export function confirmProposal(known: LiquidationFacts): ConfirmedLiquidation | null {
  const { proposed } = known;
  if (proposed === null) return null;
  const settled = { ...known, status: proposed.status, provisionalOn: null, proposed: null };
  const second = known.reliquidatedOn;
  const confirm = (facts: LiquidationFacts): ConfirmedLiquidation => ({ facts, gap: liquidationGap(facts) });
  if (!startsClock(proposed.status))
    return confirm({ ...settled, liquidatedOn: null, reliquidatedOn: null, provisionalOn: proposed.date });
  if (proposed.date === null) return confirm({ ...settled, liquidatedOn: null, reliquidatedOn: null });
  if (second === null) return confirm({ ...settled, liquidatedOn: proposed.date });
  if (proposed.status === 'reliquidated') return confirm({ ...settled, reliquidatedOn: proposed.date });
  // The first date itself, proposed: the reliquidation beside it is taken back.
  const keepsSecond = proposed.date < second && proposed.date !== known.liquidatedOn;
  return confirm({
    ...settled,
    status: keepsSecond ? known.status : proposed.status,
    liquidatedOn: proposed.date,
    reliquidatedOn: keepsSecond ? second : null,
  });
}
