import { firstAlertDay, RULES_VERSION } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { noteAnotherFilers } from './another-filer-exits.ts';
import { findMargin, inScope } from './client-scope.ts';
import { type ClockStart, clocksOf, LAST_DAY_OF_OLD_LAW, STARTS_OF_ENTRY } from './clock-rules.ts';
import { refreshProvisionalDeadlines } from './refresh-provisional-deadlines.ts';

/** Clients to look at; `all` is the whole firm. */
export type ClientScope = readonly string[] | 'all';

/** What stands no longer after a refresh: ids of the deadlines that were superseded and of the provisional ones that ended now. */
export interface RefreshedDeadlines {
  readonly superseded: readonly string[];
  readonly provisionalEnded: readonly string[];
}

async function listStarts(tx: TenantTransaction, scope: readonly string[] | null): Promise<ClockStart[]> {
  return tx.query<ClockStart>(
    `select distinct c.start_on as "startOn", c.event, c.entry_type as "entryType", c.is_old_law as "isOldLaw"
       from entry e cross join ${STARTS_OF_ENTRY} c where e.organization_id = $1 and ${inScope('e')}`,
    [tx.organizationId, LAST_DAY_OF_OLD_LAW, scope],
  );
}

const WRITE = `
  with rule as materialized (
    select * from unnest($4::date[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::date[], $10::date[], $11::date[], $12::date[],
      $14::date[]) as rule(start_on, event, entry_type, is_old_law, kind, last_day, safe_day, file_by, practice_roll_day, alarm_from)
  ), grouped as materialized (
    select e.client_id, c.start_on, c.event, c.entry_type, c.is_old_law, count(*) as entries,
      coalesce(sum(e.ieepa_duty_cents), 0)::bigint as cents
    from entry e cross join ${STARTS_OF_ENTRY} c where e.organization_id = $1 and ${inScope('e')}
    group by 1, 2, 3, 4, 5
  ), wanted as materialized (
    select g.client_id, r.kind, g.start_on, min(r.last_day) as last_day, min(r.safe_day) as safe_day, min(r.file_by) as file_by,
      min(r.practice_roll_day) as practice_roll_day, min(r.alarm_from) as alarm_from, sum(g.entries)::int as entries, sum(g.cents)::bigint as cents
    from grouped g join rule r using (start_on, event, entry_type, is_old_law) group by 1, 2, 3
  ), gone as materialized (
    select e.client_id, x.kind, c.start_on, count(*)::int as entries, coalesce(sum(e.ieepa_duty_cents), 0)::bigint as cents
    from deadline_exit x
    join entry e on e.organization_id = $1 and e.entry_number = x.entry_number and ${inScope('e')}
    cross join ${STARTS_OF_ENTRY} c
    join rule r on (r.start_on, r.event, r.entry_type, r.is_old_law) = (c.start_on, c.event, c.entry_type, c.is_old_law)
    where x.organization_id = $1 and c.start_on = x.liquidated_on and r.kind = x.kind
    group by 1, 2, 3
  ), superseded as (
    update deadline d set status = 'superseded', entry_count = 0, ieepa_duty_cents = 0, updated_at = now()
     where d.organization_id = $1 and d.status <> 'superseded' and ${inScope('d')}
       and not exists (select from wanted w
         where w.client_id = d.client_id and w.kind = d.kind and w.start_on = d.liquidated_on)
    returning d.id
  ), written as (
    insert into deadline as known (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, practice_roll_day,
      status, entry_count, ieepa_duty_cents, rules_version, alarm_from)
    select $1, gen_random_uuid(), w.client_id, w.kind, w.start_on, w.last_day, w.safe_day, w.file_by, w.practice_roll_day,
      case when w.entries > coalesce(g.entries, 0) then 'open' else 'done' end, w.entries - coalesce(g.entries, 0),
      w.cents - coalesce(g.cents, 0), $13, w.alarm_from
    from wanted w left join gone g on (g.client_id, g.kind, g.start_on) = (w.client_id, w.kind, w.start_on)
    on conflict (organization_id, client_id, kind, liquidated_on) do update
      set last_day = excluded.last_day, safe_day = excluded.safe_day, file_by = excluded.file_by,
          practice_roll_day = excluded.practice_roll_day, status = excluded.status, entry_count = excluded.entry_count,
          ieepa_duty_cents = excluded.ieepa_duty_cents, rules_version = excluded.rules_version, superseded_by = null,
          updated_at = now()
      where (known.last_day, known.safe_day, known.file_by, known.practice_roll_day, known.status, known.entry_count,
          known.ieepa_duty_cents, known.rules_version)
        is distinct from (excluded.last_day, excluded.safe_day, excluded.file_by, excluded.practice_roll_day, excluded.status,
          excluded.entry_count, excluded.ieepa_duty_cents, excluded.rules_version)
  )
  select id from superseded`;

/**
 * Names the deadline to which the entries of a superseded one moved, found through their history. It starts from the few that
 * were superseded now: the planner knows nothing of a firm that is missing from its statistics, takes each of its tables for
 * one row, and once spent a minute on a firm of 15,000 deadlines of which none was superseded.
 */
const NAME_SUCCESSORS = `
  with moved as materialized (
    select distinct on (old.id) old.id, successor.id as successor
    from deadline old
    join entry e on e.organization_id = $1 and e.client_id = old.client_id and e.liquidated_on is not null
    join entry_change c on c.organization_id = $1 and c.entry_number = e.entry_number
      and c.before ->> 'client_id' = old.client_id::text
      and old.liquidated_on::text in (c.before ->> 'liquidated_on', c.before ->> 'reliquidated_on')
    join deadline successor on successor.organization_id = $1 and successor.client_id = e.client_id
      and successor.kind = old.kind and successor.liquidated_on in (e.liquidated_on, e.reliquidated_on)
      and successor.status <> 'superseded'
    where old.organization_id = $1 and old.id = any($2::uuid[])
    order by old.id, successor.liquidated_on
  )
  update deadline d set superseded_by = moved.successor from moved
   where d.organization_id = $1 and d.id = moved.id and d.id = any($2::uuid[])`;

/**
 * Brings the deadlines of the clients in line with their entries: one per client, kind and liquidation date, ids stable,
 * dates by the domain's one computation. Entries with an exit leave the count; a group that all left is done, one whose
 * entries have gone to another date is superseded by it. The provisional deadlines of past dates without a status follow, apart.
 * Run it in the transaction that changed the entries, after them.
 */
export async function refreshDeadlines(tx: TenantTransaction, clients: ClientScope): Promise<RefreshedDeadlines> {
  if (clients !== 'all' && clients.length === 0) return { superseded: [], provisionalEnded: [] };
  const scope = clients === 'all' ? null : clients;
  await noteAnotherFilers(tx, scope);
  const margin = await findMargin(tx);
  const starts = await listStarts(tx, scope);
  const rules = starts.flatMap((start) => clocksOf(start, margin).map((clock) => ({ start, clock })));
  const superseded = await tx.query<{ id: string }>(WRITE, [
    tx.organizationId,
    LAST_DAY_OF_OLD_LAW,
    scope,
    rules.map(({ start }) => start.startOn),
    rules.map(({ start }) => start.event),
    rules.map(({ start }) => start.entryType),
    rules.map(({ start }) => start.isOldLaw),
    rules.map(({ clock }) => clock.kind),
    rules.map(({ clock }) => clock.lastDay),
    rules.map(({ clock }) => clock.safeDay),
    rules.map(({ clock }) => clock.fileBy),
    rules.map(({ clock }) => clock.practiceRollDay),
    RULES_VERSION,
    rules.map(({ clock }) => firstAlertDay(clock)),
  ]);
  const ids = superseded.map(({ id }) => id);
  if (ids.length > 0) await tx.query(NAME_SUCCESSORS, [tx.organizationId, ids]);
  return { superseded: ids, provisionalEnded: await refreshProvisionalDeadlines(tx, scope, margin) };
}
