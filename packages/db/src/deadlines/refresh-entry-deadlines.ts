import { DEADLINE_KINDS, type Deadline, type DeadlineKind, type PlainDate } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { type ClockStart, clocksOf, LAST_DAY_OF_OLD_LAW, STARTS_OF_ENTRY } from './clock-rules.ts';

/** A deadline as one entry sees it. */
export interface JoinedEntryDeadline {
  readonly entryNumber: string;
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly liquidatedOn: PlainDate;
  readonly lastDay: PlainDate;
  readonly safeDay: PlainDate;
  readonly fileBy: PlainDate;
  readonly practiceRollDay: PlainDate | null;
  /** `done` for this entry when it left by its own row, whatever the others did. */
  readonly status: 'open' | 'done';
  /** Why it left: `protest 5132-26-176626`, `waived`. */
  readonly cause: string | null;
  readonly rulesVersion: string;
  readonly citation: string;
  readonly arithmetic: string;
}

type JoinedRow = Omit<JoinedEntryDeadline, 'citation' | 'arithmetic'> & ClockStart;

/**
 * The join of entries with their clients' deadlines by liquidation date, exits told; `$1` firm, `$2` LAST_DAY_OF_OLD_LAW,
 * `$3` entry numbers, `$4` every kind: with all three the index finds one row each, and "offset 0" keeps the planner from reading all
 * deadlines of the client first. A deadline of the client may be none of the entry's (CAPE refuses its type): `listEntryDeadlines` sorts that out.
 */
const ENTRY_DEADLINES = `
  select e.entry_number as "entryNumber", d.id, d.kind, d.liquidated_on as "liquidatedOn", d.last_day as "lastDay",
    d.safe_day as "safeDay", d.file_by as "fileBy", d.practice_roll_day as "practiceRollDay",
    case when x.cause is null then 'open' else 'done' end as status, coalesce(x.note, x.cause) as cause,
    d.rules_version as "rulesVersion", c.start_on as "startOn", c.event, c.entry_type as "entryType", c.is_old_law as "isOldLaw"
  from entry e
  cross join ${STARTS_OF_ENTRY} c
  cross join lateral (
    select * from deadline d
     where d.organization_id = $1 and d.client_id = e.client_id and d.kind = any($4::text[]) and d.liquidated_on = c.start_on
       and d.status <> 'superseded'
    offset 0) d
  left join deadline_exit x on x.organization_id = $1 and x.entry_number = e.entry_number and x.kind = d.kind
    and x.liquidated_on = d.liquidated_on
  where e.organization_id = $1 and e.entry_number = any($3::text[])
  order by e.entry_number, d.last_day, d.kind`;

/** Open and done deadlines of entries, in the order of their last days: never superseded ones, at most one a kind. */
export async function listEntryDeadlines(
  tx: TenantTransaction,
  entryNumbers: readonly string[],
): Promise<JoinedEntryDeadline[]> {
  if (entryNumbers.length === 0) return [];
  const rows = await tx.query<JoinedRow>(
    ENTRY_DEADLINES,
    [tx.organizationId, LAST_DAY_OF_OLD_LAW, entryNumbers, DEADLINE_KINDS],
    {
      name: 'entry_deadlines',
    },
  );
  // The deadlines of one start come one after another, and entries of one Friday share it.
  const known = new Map<string, readonly Deadline[]>();
  return rows.flatMap(({ startOn, event, entryType, isOldLaw, ...row }) => {
    const name = `${startOn} ${event} ${entryType} ${isOldLaw}`;
    const clocks = known.get(name) ?? clocksOf({ startOn, event, entryType, isOldLaw });
    known.set(name, clocks);
    const clock = clocks.find(({ kind }) => kind === row.kind);
    return clock === undefined ? [] : [{ ...row, citation: clock.citation, arithmetic: clock.arithmetic }];
  });
}
