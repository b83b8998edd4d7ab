import type { ClientFilter } from '@capeline/contracts';
import type { RankFactsRow } from '@capeline/db';
import {
  addDays,
  BOARD_NEAR_DAYS,
  type BoardDeadline,
  type ClientRank,
  daysBetween,
  FRESH_DATA_DAYS,
  type PlainDate,
  plainDate,
  type Readiness,
  rankOf,
} from '@capeline/domain';

/** A client's facts with its place on the board. */
export interface RankedClient {
  readonly facts: RankFactsRow;
  readonly rank: ClientRank;
  /** The next day to work to; null without any open deadline. */
  readonly due: string | null;
}

/** All deadlines of one class and day as one, which is all that ranking looks at. */
function dayOf(isCape: boolean, due: string, cents: number): BoardDeadline {
  const day = plainDate(due);
  const kind = isCape ? 'cape_window' : 'protest';
  return { kind, lastDay: day, safeDay: day, fileBy: day, entryCount: 1, ieepaDutyCents: cents };
}

function daysOf(facts: RankFactsRow): BoardDeadline[] {
  const days: BoardDeadline[] = [];
  if (facts.capeDue !== null) days.push(dayOf(true, facts.capeDue, facts.capeCents));
  if (facts.protestDue !== null) days.push(dayOf(false, facts.protestDue, facts.protestCents));
  if (facts.laterDue === null) return days;
  if (facts.laterCapeCents !== null) days.push(dayOf(true, facts.laterDue, facts.laterCapeCents));
  if (facts.laterProtestCents !== null) days.push(dayOf(false, facts.laterDue, facts.laterProtestCents));
  return days;
}

/** One date an alert that waits: ranking only asks whether it lies within seven days. */
function waitingDates(facts: RankFactsRow, today: PlainDate): PlainDate[] {
  if (facts.alertsWithin14 === 0) return [];
  const late = addDays(today, BOARD_NEAR_DAYS);
  return Array.from({ length: facts.alertsWithin14 }, (_, index) => (index < facts.alertsWithin7 ? today : late));
}

/** Places one client on the board. */
export function rankClient(facts: RankFactsRow, today: PlainDate): RankedClient {
  const days = daysOf(facts);
  const rank = rankOf(
    {
      clientKey: facts.clientId,
      ownerKey: facts.ownerUserId,
      deadlines: days,
      dataAsOf: facts.dataAsOf === null ? null : plainDate(facts.dataAsOf),
      needsDataCount: facts.needsDataCount,
      unacknowledgedDueOn: waitingDates(facts, today),
    },
    today,
  );
  let due: string | null = null;
  for (const day of days) if (due === null || day.fileBy < due) due = day.fileBy;
  return { facts, rank, due };
}

/** No report was ever loaded, or none since last Friday's liquidations can be in it. */
export function isStale(dataAsOf: string | null, today: PlainDate): boolean {
  return dataAsOf === null || daysBetween(plainDate(dataAsOf), today) > FRESH_DATA_DAYS;
}

function isNear(due: string | null, today: PlainDate): boolean {
  return due !== null && daysBetween(today, plainDate(due)) <= BOARD_NEAR_DAYS;
}

/** True when readiness stops what the chip names. Unknown is never yes. */
export function isStopped(readiness: Readiness, filter: 'stops_filing' | 'stops_payment'): boolean {
  return (filter === 'stops_filing' ? readiness.canFile : readiness.canBePaid) !== 'yes';
}

/** The chips that need nothing but rank facts; the other two need readiness. */
export type RankFilter = Exclude<ClientFilter, 'stops_filing' | 'stops_payment'>;

/** True when the client belongs under the chip. */
export function passesRankFilter(
  { facts }: RankedClient,
  filter: RankFilter,
  reader: { readonly today: PlainDate; readonly mine: ReadonlySet<string> },
): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'mine':
      return facts.ownerUserId !== null && reader.mine.has(facts.ownerUserId);
    case 'no_owner':
      return facts.ownerUserId === null;
    case 'protest_14':
      return isNear(facts.protestDue, reader.today);
    case 'cape_14':
      return isNear(facts.capeDue, reader.today);
    case 'stale':
      return isStale(facts.dataAsOf, reader.today);
    case 'chase_due':
      return facts.chaseOn !== null && facts.chaseOn <= reader.today;
  }
}
