import {
  computeDeadlines,
  DEADLINE_RULES,
  DEFAULT_CAPE_FILE_BY_BUSINESS_DAYS,
  type Deadline,
  type PlainDate,
} from '@capeline/domain';

/** What starts a clock of an entry: `second` is the reliquidation of an entry whose first date rules on. */
export type ClockEvent = 'liquidation' | 'reliquidation' | 'second';

/** Everything about an entry that decides which clocks run and for how long. */
export interface ClockStart {
  readonly startOn: PlainDate;
  readonly event: ClockEvent;
  readonly entryType: string;
  /** Entered under a law that has ended since. */
  readonly isOldLaw: boolean;
}

/** The last entry date of the rules that have ended; their clocks are shorter. */
export const LAST_DAY_OF_OLD_LAW: PlainDate | null = DEADLINE_RULES.reduce<PlainDate | null>(
  (last, { effectiveOn, effectiveTo }) =>
    effectiveOn === 'entry_date' && effectiveTo !== null && (last === null || effectiveTo > last) ? effectiveTo : last,
  null,
);

/** The clocks of one start. A reliquidation beside a known first date opens only its own protest clock (19 U.S.C. 1514(d)). */
export function clocksOf(
  start: ClockStart,
  capeFileByBusinessDays: number = DEFAULT_CAPE_FILE_BY_BUSINESS_DAYS,
): Deadline[] {
  const deadlines = computeDeadlines({
    liquidatedOn: start.startOn,
    event: start.event === 'liquidation' ? 'liquidation' : 'reliquidation',
    entryType: start.entryType === '' ? null : start.entryType,
    entryDate: start.isOldLaw ? LAST_DAY_OF_OLD_LAW : null,
    capeFileByBusinessDays,
  });
  return start.event === 'second' ? deadlines.filter(({ kind }) => kind === 'protest_reliquidation') : deadlines;
}

/** The clocks that a person watches if a past date without a status were a liquidation; voluntary reliquidation limits CBP alone. */
export function provisionalClocksOf(start: Omit<ClockStart, 'event'>, capeFileByBusinessDays?: number): Deadline[] {
  return clocksOf({ ...start, event: 'liquidation' }, capeFileByBusinessDays).filter(
    ({ kind }) => kind !== 'voluntary_reliquidation',
  );
}

/** The starts of the entry `e`: rows (start_on, event, entry_type, is_old_law). `$2` is LAST_DAY_OF_OLD_LAW. */
export const STARTS_OF_ENTRY = `lateral (
  select e.liquidated_on as start_on,
    case when e.liquidation_status = 'reliquidated' and e.reliquidated_on is null then 'reliquidation' else 'liquidation' end as event,
    coalesce(e.entry_type, '') as entry_type, coalesce(e.entry_date <= $2::date, false) as is_old_law
   where e.liquidated_on is not null and e.liquidation_status in ('liquidated', 'reliquidated', 'deemed')
  union all
  select e.reliquidated_on, 'second', coalesce(e.entry_type, ''), coalesce(e.entry_date <= $2::date, false)
   where e.reliquidated_on is not null)`;

/** The provisional start of the entry `e`, as `STARTS_OF_ENTRY` without an event; `e` must have a `provisional_on`. */
export const PROVISIONAL_START_OF_ENTRY = `lateral (
  select e.provisional_on as start_on, coalesce(e.entry_type, '') as entry_type,
    coalesce(e.entry_date <= $2::date, false) as is_old_law)`;
