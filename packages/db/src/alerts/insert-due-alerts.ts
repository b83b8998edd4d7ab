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

// The same rule as the domain's alertDue, set-wise: a test holds the two together. file_by is never after the watched day, so
// the index on (organization_id, status, file_by) cuts off everything that is further away than the widest tier.
const INSERT_DUE_ALERTS = `
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
    from deadline d
   where d.organization_id = $1
     and d.status = 'open'
     and d.file_by <= $5::date + $6::int
     and d.kind = any ($7::text[])
     and d.entry_count > 0
)
insert into alert (organization_id, id, deadline_id, tier, found_on, created_at)
select $1, gen_random_uuid(), due.id, due.tier, $5::date, $8
  from due
 where due.tier is not null
   and not exists (select from alert a
                    where a.organization_id = $1 and a.deadline_id = due.id and a.tier <= due.tier and a.withdrawn_at is null)
on conflict (organization_id, deadline_id, tier) where withdrawn_at is null do nothing
returning tier`;

/**
 * Writes an alert for each open deadline that reached a tighter tier than any alerted before: on first sight only the
 * tightest, `lapsed` once. Alerts that an undo withdrew do not count: what comes back is alerted anew. Answers how many were
 * written, and how many of them lapsed.
 */
export async function insertDueAlerts(
  tx: TenantTransaction,
  input: {
    readonly today: string;
    readonly now: Date;
    readonly ladders: Readonly<Record<DeadlineKind, AlertLadder | null>>;
  },
): Promise<{ found: number; lapsed: number }> {
  const rows = rowsOf(input.ladders);
  const inserted = await tx.query<{ tier: number }>(INSERT_DUE_ALERTS, [
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
