import type { PlainDate } from '../calendar/plain-date.ts';
import { confirmProposal } from '../liquidation/confirm-proposal.ts';
import { type LiquidationFacts, mergeLiquidation } from '../liquidation/merge-liquidation.ts';
import { type LiquidationStatus, startsClock } from '../liquidation/report-status.ts';

/** What a person says of an entry's liquidation. */
export interface StatedLiquidation {
  readonly status: Exclude<LiquidationStatus, 'unknown'>;
  /** The date of the liquidation; it counts beside liquidated, reliquidated and deemed. */
  readonly date: PlainDate | null;
  /** The date it is scheduled for; it counts beside the others. */
  readonly scheduledOn: PlainDate | null;
}

/** Nothing is known of an entry's liquidation yet. */
export const UNKNOWN_LIQUIDATION: LiquidationFacts = {
  status: 'unknown',
  liquidatedOn: null,
  reliquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  proposed: null,
};

/**
 * The facts once a person's word holds: what a report would change at once changes, what a report could only propose is as if
 * confirmed, and whatever was proposed before is settled. Whether the person may do that is for `laterClocks` to ask.
 */
export function stateLiquidation(known: LiquidationFacts, stated: StatedLiquidation): LiquidationFacts {
  const settled = { ...known, proposed: null };
  const isClock = startsClock(stated.status);
  const { next } = mergeLiquidation(
    settled,
    {
      status: stated.status,
      liquidatedOn: isClock ? stated.date : null,
      scheduledOn: isClock ? null : stated.scheduledOn,
      provisionalOn: null,
      warning: null,
      needsData: null,
    },
    { reportIsOlder: false },
  );
  if (next === null) return settled;
  const facts = confirmProposal(next)?.facts ?? next;
  return isClock ? facts : { ...facts, scheduledOn: stated.scheduledOn };
}
