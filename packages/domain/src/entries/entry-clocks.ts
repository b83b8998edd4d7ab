import type { PlainDate } from '../calendar/plain-date.ts';
import { computeDeadlines, type Deadline } from '../deadlines/compute-deadlines.ts';
import type { DeadlineKind } from '../deadlines/kinds.ts';
import type { LiquidationFacts } from '../liquidation/merge-liquidation.ts';
import { startsClock } from '../liquidation/report-status.ts';

/** What of an entry decides which clocks run and until when. */
export interface ClockFacts {
  readonly entryType: string | null;
  readonly entryDate: PlainDate | null;
  readonly liquidation: LiquidationFacts;
}

/** A clock with the date that started it. */
export interface EntryClock extends Deadline {
  readonly liquidatedOn: PlainDate;
}

/** A clock that would end later than it does now, or (`to` null) not run any more. */
export interface LaterClock {
  readonly kind: DeadlineKind;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/**
 * The clocks of one entry, at most one a kind, by last day. A reliquidation beside a known first date opens its own protest clock
 * alone (19 U.S.C. 1514(d)). Throws RangeError for a margin that is not 0 to 40 business days.
 */
export function entryClocks(facts: ClockFacts, capeFileByBusinessDays?: number): EntryClock[] {
  const { status, liquidatedOn, reliquidatedOn } = facts.liquidation;
  if (!startsClock(status)) return [];
  const clocksFrom = (day: PlainDate, event: 'liquidation' | 'reliquidation'): EntryClock[] =>
    computeDeadlines({
      liquidatedOn: day,
      event,
      entryType: facts.entryType,
      entryDate: facts.entryDate,
      ...(capeFileByBusinessDays !== undefined && { capeFileByBusinessDays }),
    }).map((clock) => ({ ...clock, liquidatedOn: day }));
  const isSecondOnly = status === 'reliquidated' && reliquidatedOn === null;
  const first = liquidatedOn === null ? [] : clocksFrom(liquidatedOn, isSecondOnly ? 'reliquidation' : 'liquidation');
  const second = reliquidatedOn === null ? [] : clocksFrom(reliquidatedOn, 'reliquidation');
  const own = second.filter(({ kind }) => kind === 'protest_reliquidation');
  return [...first, ...own].sort((a, b) => (a.lastDay < b.lastDay ? -1 : Number(a.lastDay > b.lastDay)));
}

const isWatched = ({ kind }: EntryClock): boolean => kind !== 'voluntary_reliquidation';

/**
 * The clocks that would run if a past date without a status were a liquidation; none for an entry without such a date. They warn and
 * never decide: nothing may be filed, or left out, because of them. Throws RangeError for a margin that is not 0 to 40 business days.
 */
export function provisionalClocks(facts: ClockFacts, capeFileByBusinessDays?: number): EntryClock[] {
  const { provisionalOn } = facts.liquidation;
  if (provisionalOn === null) return [];
  const assumed: LiquidationFacts = { ...facts.liquidation, status: 'liquidated', liquidatedOn: provisionalOn };
  return entryClocks({ ...facts, liquidation: assumed }, capeFileByBusinessDays).filter(isWatched);
}

/** The clocks that a person watches; a past date without a status counts as if it were a liquidation. */
function watchedClocks(facts: ClockFacts): EntryClock[] {
  return facts.liquidation.provisionalOn === null ? entryClocks(facts).filter(isWatched) : provisionalClocks(facts);
}

/**
 * The clocks that a change of facts would move later or stop. Such a change is a person's to confirm, whichever fact it is: a date,
 * a status, an entry type that CAPE refuses, an entry date under the old law.
 */
export function laterClocks(before: ClockFacts, after: ClockFacts): LaterClock[] {
  const next = new Map(watchedClocks(after).map((clock) => [clock.kind, clock.lastDay]));
  return watchedClocks(before).flatMap(({ kind, lastDay }) => {
    const to = next.get(kind) ?? null;
    return to === null || to > lastDay ? [{ kind, from: lastDay, to }] : [];
  });
}
