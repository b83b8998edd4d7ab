import { dueDay, isStillOpen } from '../deadlines/still-open.ts';
import type { TenantTransaction } from '../transactions.ts';

/** What decides a client's place on the board; dates are days to work to: file-by, or today once file-by has passed. */
export interface RankFactsRow {
  readonly clientId: string;
  readonly name: string;
  readonly ownerUserId: string | null;
  readonly dataAsOf: string | null;
  readonly needsDataCount: number;
  /** First CAPE day with IEEPA duty within the window, and the duty of all CAPE deadlines of that day. */
  readonly capeDue: string | null;
  readonly capeCents: number;
  readonly protestDue: string | null;
  readonly protestCents: number;
  /** The first day after the window, or without duty; looked for only when the window holds no duty. */
  readonly laterDue: string | null;
  /** Null when no deadline of that class falls on `laterDue`. */
  readonly laterCapeCents: number | null;
  readonly laterProtestCents: number | null;
  /** Open deadlines with an alert that nobody acknowledged, by how near the day to work to is. */
  readonly alertsWithin7: number;
  readonly alertsWithin14: number;
  /** The first day on which somebody is to be asked again, of the client or of one of its checks. */
  readonly chaseOn: string | null;
}

/** Which clients of the firm are wanted; null is all. */
export interface ClientSearch {
  /** Text within the name, without regard to case. */
  readonly text: string;
  /** Digits and letters within an importer number; null when the text holds too few to be one. */
  readonly number: string | null;
  /** Numbers of persons are searched only for those who may read them. */
  readonly withPersons: boolean;
}

const SEARCH = `
   and ($4::text is null
        or position(lower($4) in lower(c.name)) > 0
        or upper($4) = any (coalesce(s.filer_codes, '{}'))
        or ($5::text is not null and exists (
             select from importer_number n
              where n.organization_id = $1 and n.client_id = c.id and ($6 or n.kind <> 'ssn')
                and position($5 in replace(n.number, '-', '')) > 0)))`;

// One row a client. Reads the deadlines around today by the index on file-by, and only for a client that has no duty there
// goes on along its own deadlines: never the entries, and never the deadlines of half a year.
const LIST_RANK_FACTS = `
with near as materialized (
  select d.id, d.client_id, d.kind = 'cape_window' as is_cape, ${dueDay('$2')} as due, d.ieepa_duty_cents as cents
    from deadline d
   where ${isStillOpen('$1', '$2')} and d.file_by <= $2::date + $3::int
), daily as (
  select client_id, is_cape, due, sum(cents)::bigint as cents
    from near where cents > 0 group by client_id, is_cape, due
), dated as (
  select client_id,
         min(due) filter (where is_cape) as cape_due,
         (array_agg(cents order by due) filter (where is_cape))[1] as cape_cents,
         min(due) filter (where not is_cape) as protest_due,
         (array_agg(cents order by due) filter (where not is_cape))[1] as protest_cents
    from daily group by client_id
), waiting as (
  select n.client_id, count(*) filter (where n.due <= $2::date + 7)::int as within_7, count(*)::int as within_14
    from near n
   where exists (select from alert a
                  where a.organization_id = $1 and a.deadline_id = n.id and a.acknowledged_at is null and a.withdrawn_at is null)
   group by n.client_id
)
select c.id as "clientId", c.name, c.owner_user_id as "ownerUserId", s.data_as_of as "dataAsOf",
       coalesce(s.needs_data_count, 0) as "needsDataCount",
       t.cape_due as "capeDue", coalesce(t.cape_cents, 0) as "capeCents",
       t.protest_due as "protestDue", coalesce(t.protest_cents, 0) as "protestCents",
       l.due as "laterDue", l.cape_cents as "laterCapeCents", l.protest_cents as "laterProtestCents",
       coalesce(w.within_7, 0) as "alertsWithin7", coalesce(w.within_14, 0) as "alertsWithin14",
       least(c.chase_on, k.chase_on) as "chaseOn"
  from client c
  left join client_summary s on s.organization_id = $1 and s.client_id = c.id
  left join dated t on t.client_id = c.id
  left join waiting w on w.client_id = c.id
  left join (select client_id, min(chase_on) as chase_on from check_record
              where organization_id = $1 and chase_on is not null group by client_id) k on k.client_id = c.id
  left join lateral (
    select greatest(d.file_by, $2::date) as due,
           (sum(d.ieepa_duty_cents) filter (where d.kind = 'cape_window'))::bigint as cape_cents,
           (sum(d.ieepa_duty_cents) filter (where d.kind <> 'cape_window'))::bigint as protest_cents
      from deadline d
     where t.client_id is null
       and d.organization_id = $1 and d.client_id = c.id and d.status = 'open'
       and d.last_day >= $2::date and d.kind <> 'voluntary_reliquidation' and d.entry_count > 0
     group by d.ieepa_duty_cents > 0, greatest(d.file_by, $2::date)
     order by d.ieepa_duty_cents > 0 desc, greatest(d.file_by, $2::date)
     limit 1
  ) l on true
 where c.organization_id = $1 and c.merged_into is null`;

/**
 * What ranks each client of the firm, one row a client in no order. `today` is the firm's business date, `windowDays` how far
 * "near" reaches.
 */
export function listRankFacts(
  tx: TenantTransaction,
  input: { readonly today: string; readonly windowDays: number; readonly search: ClientSearch | null },
): Promise<RankFactsRow[]> {
  const { today, windowDays, search } = input;
  const params = [tx.organizationId, today, windowDays];
  if (search === null) return tx.query<RankFactsRow>(LIST_RANK_FACTS, params, { name: 'rank-facts' });
  return tx.query<RankFactsRow>(`${LIST_RANK_FACTS}${SEARCH}`, [
    ...params,
    search.text,
    search.number,
    search.withPersons,
  ]);
}

/** As `listRankFacts`, for one client. */
export async function findRankFacts(
  tx: TenantTransaction,
  input: { readonly clientId: string; readonly today: string; readonly windowDays: number },
): Promise<RankFactsRow | null> {
  const [row] = await tx.query<RankFactsRow>(`${LIST_RANK_FACTS} and c.id = $4::uuid`, [
    tx.organizationId,
    input.today,
    input.windowDays,
    input.clientId,
  ]);
  return row ?? null;
}
