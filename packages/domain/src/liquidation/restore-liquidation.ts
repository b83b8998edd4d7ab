import type { PlainDate } from '../calendar/plain-date.ts';
import { type LiquidationFacts, type LiquidationProposal, liquidationGap } from './merge-liquidation.ts';
import { type LiquidationGap, startsClock } from './report-status.ts';

export interface RestoredLiquidation {
  readonly facts: LiquidationFacts;
  readonly gap: LiquidationGap | null;
  /** A clock would have moved later or stopped: the earlier date rules on, and what stood before is a proposal. */
  readonly isHeld: boolean;
}

const wouldMoveLater = (current: PlainDate | null, before: PlainDate | null): boolean =>
  current !== null && (before === null || before > current);

/** What a person would have to confirm so that the facts of before rule again. */
function proposalOf(before: LiquidationFacts, isFirstHeld: boolean): LiquidationProposal {
  if (!startsClock(before.status)) {
    const { status, provisionalOn } = before;
    return { status, date: provisionalOn, reason: provisionalOn === null ? 'no_longer_liquidated' : 'later_date' };
  }
  const date = isFirstHeld ? before.liquidatedOn : (before.reliquidatedOn ?? before.liquidatedOn);
  return { status: before.status, date, reason: date === null ? 'no_longer_liquidated' : 'later_date' };
}

/**
 * The facts after an import is undone: those of before, except that no clock moves later or stops without a person. Where one would,
 * its present date rules on and the date of before waits as a proposal; a second date that would go away is proposed by the first.
 */
export function restoreLiquidation(current: LiquidationFacts, before: LiquidationFacts): RestoredLiquidation {
  const isFirstHeld = wouldMoveLater(current.liquidatedOn, before.liquidatedOn);
  const isSecondHeld = wouldMoveLater(current.reliquidatedOn, before.reliquidatedOn);
  if (!isFirstHeld && !isSecondHeld) return { facts: before, gap: liquidationGap(before), isHeld: false };
  const facts: LiquidationFacts = {
    status: current.status,
    liquidatedOn: isFirstHeld ? current.liquidatedOn : before.liquidatedOn,
    reliquidatedOn: isSecondHeld ? current.reliquidatedOn : before.reliquidatedOn,
    scheduledOn: before.scheduledOn,
    provisionalOn: null,
    proposed: proposalOf(before, isFirstHeld),
  };
  return { facts, gap: liquidationGap(facts), isHeld: true };
}
