import { fromEpochDay, type PlainDate, toEpochDay, weekdayOfEpochDay } from '../calendar/plain-date.ts';

const HABITUAL_CYCLE_DAYS = 314;
const FRIDAY = 5;

/** A guess at a future liquidation. It is no deadline and has none of a deadline's fields, so that it cannot start a clock. */
export interface LiquidationEstimate {
  readonly date: PlainDate;
  readonly basis: string;
}

/**
 * Estimates when CBP would liquidate an entry: 314 days after entry, moved to the next Friday. The cycle is a habit, not
 * law (19 U.S.C. 1504 gives a year), and the direction of rounding is not documented.
 */
export function estimateLiquidation(entryDate: PlainDate): LiquidationEstimate {
  const cycleEnd = toEpochDay(entryDate) + HABITUAL_CYCLE_DAYS;
  const daysToFriday = (FRIDAY - weekdayOfEpochDay(cycleEnd) + 7) % 7;
  return { date: fromEpochDay(cycleEnd + daysToFriday), basis: '314-day habit, next Friday, estimate only' };
}
