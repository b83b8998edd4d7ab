import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { countOf, FRESH_DATA_DAYS } from '../checks/computed-checks.ts';
import { type BoardDeadline, dueOn, isProtest, pickNextDeadline } from './next-deadline.ts';

export const BOARD_NEAR_DAYS = 14;
const BOARD_PIN_DAYS = 7;

export interface ClientRankFacts {
  /** Breaks ties, so that two looks at the board show one order. */
  readonly clientKey: string;
  readonly ownerKey: string | null;
  /** Open deadlines only. */
  readonly deadlines: readonly BoardDeadline[];
  readonly dataAsOf: PlainDate | null;
  /** Entries whose liquidation needs data. */
  readonly needsDataCount: number;
  /** Days to work to of deadlines with an alert that nobody acknowledged. */
  readonly unacknowledgedDueOn: readonly PlainDate[];
}

export interface ClientRank {
  readonly clientKey: string;
  readonly pinned: boolean;
  /** 1 protest near, 2 CAPE file-by near, 3 data missing or stale, 4 the rest. */
  readonly group: 1 | 2 | 3 | 4;
  /** The date that put the client there, or its next one; null without any. */
  readonly date: PlainDate | null;
  /** IEEPA duty on that date, in cents. */
  readonly dollarsCents: number;
  readonly reasons: readonly string[];
}

interface Nearest {
  readonly date: PlainDate;
  readonly cents: number;
}

/** The first day to work to with money on it, within 14 days, and the money of all deadlines of that day. */
function nearestWithMoney(
  deadlines: readonly BoardDeadline[],
  today: PlainDate,
  isWanted: (deadline: BoardDeadline) => boolean,
): Nearest | null {
  let nearest: Nearest | null = null;
  for (const deadline of deadlines) {
    if (!isWanted(deadline) || deadline.ieepaDutyCents <= 0) continue;
    const due = dueOn(deadline, today);
    if (due === null || daysBetween(today, due) > BOARD_NEAR_DAYS) continue;
    if (nearest === null || due < nearest.date) nearest = { date: due, cents: deadline.ieepaDutyCents };
    else if (due === nearest.date) nearest = { date: due, cents: nearest.cents + deadline.ieepaDutyCents };
  }
  return nearest;
}

function pinReasons(facts: ClientRankFacts, today: PlainDate): string[] {
  const reasons: string[] = [];
  if (facts.ownerKey === null) reasons.push('no owner');
  const waiting = facts.unacknowledgedDueOn.filter((due) => daysBetween(today, due) <= BOARD_PIN_DAYS).length;
  if (waiting > 0) reasons.push(`${countOf(waiting, 'alert', 'alerts')} within 7 days not acknowledged`);
  return reasons;
}

function dataReasons(facts: ClientRankFacts, today: PlainDate): string[] {
  const reasons: string[] = [];
  if (facts.dataAsOf === null) reasons.push('no report loaded');
  else if (daysBetween(facts.dataAsOf, today) > FRESH_DATA_DAYS) reasons.push('report older than a week');
  if (facts.needsDataCount > 0) reasons.push(`${countOf(facts.needsDataCount, 'entry needs', 'entries need')} data`);
  return reasons;
}

function placeOf(facts: ClientRankFacts, today: PlainDate) {
  const protest = nearestWithMoney(facts.deadlines, today, isProtest);
  const data = dataReasons(facts, today);
  if (protest !== null)
    return { group: 1, nearest: protest, reasons: ['protest date within 14 days', ...data] } as const;
  const cape = nearestWithMoney(facts.deadlines, today, (deadline) => deadline.kind === 'cape_window');
  if (cape !== null) return { group: 2, nearest: cape, reasons: ['CAPE file-by within 14 days', ...data] } as const;
  const next = pickNextDeadline(facts.deadlines, today);
  const due = next === null ? null : dueOn(next, today);
  const cents = facts.deadlines
    .filter((deadline) => next !== null && isProtest(deadline) === isProtest(next) && dueOn(deadline, today) === due)
    .reduce((sum, deadline) => (deadline.kind === 'voluntary_reliquidation' ? sum : sum + deadline.ieepaDutyCents), 0);
  const nearest = due === null ? null : { date: due, cents };
  return { group: data.length > 0 ? 3 : 4, nearest, reasons: data } as const;
}

/** Where a client stands on the board on a day, and why, in words. Strips of money are never added across kinds. */
export function rankOf(facts: ClientRankFacts, today: PlainDate): ClientRank {
  const pins = pinReasons(facts, today);
  const { group, nearest, reasons } = placeOf(facts, today);
  return {
    clientKey: facts.clientKey,
    pinned: pins.length > 0,
    group,
    date: nearest?.date ?? null,
    dollarsCents: nearest?.cents ?? 0,
    reasons: [...pins, ...reasons],
  };
}

/** Board order: pinned, then group, then dollars on the date, then the earlier date, then the key. A total order. */
export function compareRank(a: ClientRank, b: ClientRank): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  if (a.group !== b.group) return a.group - b.group;
  if (a.dollarsCents !== b.dollarsCents) return b.dollarsCents - a.dollarsCents;
  const dateA = a.date ?? '9999-12-31';
  const dateB = b.date ?? '9999-12-31';
  if (dateA !== dateB) return dateA < dateB ? -1 : 1;
  return a.clientKey < b.clientKey ? -1 : a.clientKey > b.clientKey ? 1 : 0;
}
