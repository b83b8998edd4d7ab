import type { AlertLadder, DeadlineKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

/** Stored for `lapsed`. */
export const LAPSED_TIER = -1;

/** A row of the ladder table: kind, watched date, days before it. */
interface LadderRow {
  readonly kind: string;
  readonly watches: AlertLadder['watches'];
  readonly tier: number;
}

function rowsOf(ladders: Readonly<Record<DeadlineKind, AlertLadder | null>>): LadderRow[] {
  return Object.entries(ladders).flatMap(([kind, ladder]) =>
    ladder === null ? [] : ladder.tiers.map((tier) => ({ kind, watches: ladder.watches, tier })),
  );
}

/** Two pairs of tables have alerts of deadlines; `standing` says in SQL which alerts (alias a) count as raised. */
interface AlertTables {
  readonly deadlines: 'deadline' | 'provisional_deadline';
  readonly alerts: 'alert' | 'provisional_alert';
  readonly standing: string;
}

const REAL: AlertTables = { deadlines: 'deadline', alerts: 'alert', standing: 'withdrawn_at is null' };
const PROVISIONAL: AlertTables = { deadlines: 'provisional_deadline', alerts: 'provisional_alert', standing: 'true' };

// The same rule as the domain's alertDue, set-wise: a test holds the two together. A lapse that was told before the last day was told
// by a clock that ran ahead, and silences nothing. file_by is never after the watched day, so
// the index on (organization_id, status, file_by) cuts off everything that is further away than the widest tier.
const insertDue = ({ deadlines, alerts, standing }: AlertTables): string => `
with ladder as (
  select * from unnest($2::text[], $3::text[], $4::int[]) as l (kind, watches, tier)
), due as (
  select d.id,
         case
           when d.last_day < $5::date then ${LAPSED_TIER}
           else (select min(l.tier) from ladder l
                  where l.kind = d.kind
                    and l.tier >= greatest(0, (case l.watches when 'fileBy' then d.file_by else d.safe_day end) - $5::date))
         end as tier
    from ${deadlines} d
   where d.organization_id = $1
     and d.status = 'open'
     and d.file_by <= $5::date + $6::int
     and d.kind = any ($7::text[])
     and d.entry_count > 0
)
insert into ${alerts} (organization_id, id, deadline_id, tier, found_on, created_at)
select $1, gen_random_uuid(), due.id, due.tier, $5::date, $8
  from due
 where due.tier is not null
   and not exists (select from ${alerts} a
                    where a.organization_id = $1 and a.deadline_id = due.id and a.tier <= due.tier and ${standing}
                      and (a.tier > ${LAPSED_TIER} or due.tier = ${LAPSED_TIER}))
on conflict do nothing
returning tier`;

const INSERT_DUE_ALERTS = insertDue(REAL);
const INSERT_DUE_PROVISIONAL_ALERTS = insertDue(PROVISIONAL);

interface DueOn {
  readonly today: string;
  readonly now: Date;
  readonly ladders: Readonly<Record<DeadlineKind, AlertLadder | null>>;
}

async function runInsert(
  tx: TenantTransaction,
  statement: string,
  input: DueOn,
): Promise<{ found: number; lapsed: number }> {
  const rows = rowsOf(input.ladders);
  const inserted = await tx.query<{ tier: number }>(statement, [
    tx.organizationId,
    rows.map((row) => row.kind),
    rows.map((row) => row.watches),
    rows.map((row) => row.tier),
    input.today,
    Math.max(0, ...rows.map((row) => row.tier)),
    [...new Set(rows.map((row) => row.kind))],
    input.now,
  ]);
  return { found: inserted.length, lapsed: inserted.filter((row) => row.tier === LAPSED_TIER).length };
}

/**
 * Writes an alert for each open deadline that reached a tighter tier than any alerted before: on first sight only the
 * tightest, `lapsed` once. Alerts that an undo withdrew do not count: what comes back is alerted anew. Answers how many were
 * written, and how many of them lapsed.
 */
export function insertDueAlerts(tx: TenantTransaction, input: DueOn): Promise<{ found: number; lapsed: number }> {
  return runInsert(tx, INSERT_DUE_ALERTS, input);
}

/** The same, by the same ladder, for the dates that would apply if a past date without a status were a liquidation. */
export function insertDueProvisionalAlerts(
  tx: TenantTransaction,
  input: DueOn,
): Promise<{ found: number; lapsed: number }> {
  return runInsert(tx, INSERT_DUE_PROVISIONAL_ALERTS, input);
}
