import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import type { Deadline } from '../deadlines/compute-deadlines.ts';
import type { DeadlineKind } from '../deadlines/kinds.ts';

/** `lapsed`: the last day is over. A number: days before the watched day at which somebody is told. */
export type AlertTier = number | 'lapsed';

export interface AlertLadder {
  /** The date that the tiers count down to. */
  readonly watches: 'safeDay' | 'fileBy';
  /** Days before the watched date, widest first, ending at 0. */
  readonly tiers: readonly number[];
}

const PROTEST_LADDER: AlertLadder = { watches: 'safeDay', tiers: [60, 30, 14, 7, 3, 1, 0] };

/** Who is warned when. Voluntary reliquidation raises nothing: it limits CBP alone, and nobody can file under it. */
export const ALERT_LADDERS: Readonly<Record<DeadlineKind, AlertLadder | null>> = {
  protest: PROTEST_LADDER,
  protest_reliquidation: PROTEST_LADDER,
  cape_window: { watches: 'fileBy', tiers: [30, 14, 7, 3, 1, 0] },
  voluntary_reliquidation: null,
};

export type WatchedDeadline = Pick<Deadline, 'kind' | 'lastDay' | 'safeDay' | 'fileBy'>;

/**
 * The tightest tier that a deadline has reached on a day, or null when it has not entered the ladder. Between the watched
 * day and the last day it stays at tier 0, because the right still exists; after the last day it is `lapsed`.
 */
export function tierOn(deadline: WatchedDeadline, today: PlainDate): AlertTier | null {
  const ladder = ALERT_LADDERS[deadline.kind];
  if (ladder === null) return null;
  if (today > deadline.lastDay) return 'lapsed';
  const daysLeft = daysBetween(today, deadline[ladder.watches]);
  let tightest: number | null = null;
  for (const tier of ladder.tiers) {
    if (daysLeft <= tier) tightest = tier;
  }
  return tightest;
}

/** The first day on which a deadline that nobody was told of raises an alert; null when its kind never does. */
export function firstAlertDay(deadline: WatchedDeadline): PlainDate | null {
  const ladder = ALERT_LADDERS[deadline.kind];
  return ladder === null ? null : addDays(deadline[ladder.watches], -Math.max(...ladder.tiers));
}

function rankOf(tier: AlertTier): number {
  return tier === 'lapsed' ? -1 : tier;
}

/**
 * The tier to alert now, or null, beside those `alerted` before. On first sight only the tightest tier; afterwards only tighter
 * ones, even when the day jumps back; `lapsed` once. A lapse that was told while the last day is not over was told by a clock that
 * ran ahead: it silences nothing.
 */
export function alertDue(deadline: WatchedDeadline, today: PlainDate, alerted: readonly AlertTier[]): AlertTier | null {
  const tier = tierOn(deadline, today);
  if (tier === null) return null;
  const standing = tier === 'lapsed' ? alerted : alerted.filter((one) => one !== 'lapsed');
  return standing.every((one) => rankOf(tier) < rankOf(one)) ? tier : null;
}
