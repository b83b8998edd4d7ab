import { firstAlertDay, RULES_VERSION } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { findMargin, inScope } from './client-scope.ts';
import {
  type ClockStart,
  LAST_DAY_OF_OLD_LAW,
  PROVISIONAL_START_OF_ENTRY,
  provisionalClocksOf,
} from './clock-rules.ts';

type ProvisionalStart = Omit<ClockStart, 'event'>;

interface Standing {
  /** An entry has a past date without a status. */
  readonly hasDates: boolean;
  /** The firm has or had a provisional deadline. */
  readonly hasRows: boolean;
  readonly hasOpenRows: boolean;
}

// Walks of indexes that end at the first row: all that imports without such dates, and every sweep, pay.
async function findStanding(tx: TenantTransaction): Promise<Standing> {
  const [row] = await tx.query<Standing>(
    `select exists (select from entry where organization_id = $1 and provisional_on is not null) as "hasDates",
            exists (select from provisional_deadline where organization_id = $1) as "hasRows",
            exists (select from provisional_deadline where organization_id = $1 and status = 'open') as "hasOpenRows"`,
    [tx.organizationId],
  );
  return row ?? { hasDates: false, hasRows: false, hasOpenRows: false };
}

const LIST_STARTS = `
  select distinct c.start_on as "startOn", c.entry_type as "entryType", c.is_old_law as "isOldLaw"
    from entry e cross join ${PROVISIONAL_START_OF_ENTRY} c
   where e.organization_id = $1 and e.provisional_on is not null and ${inScope('e')}`;

// An entry of another filer has no CAPE clock of ours, whatever its date turns out to be.
const WRITE = `
  with rule as materialized (
    select * from unnest($4::date[], $5::text[], $6::boolean[], $7::text[], $8::date[], $9::date[], $10::date[],
      $12::date[]) as rule(start_on, entry_type, is_old_law, kind, last_day, safe_day, file_by, alarm_from)
  ), grouped as materialized (
    select e.client_id, c.start_on, c.entry_type, c.is_old_law, coalesce(f.is_another, false) as is_another, count(*) as entries,
      coalesce(sum(e.ieepa_duty_cents), 0)::bigint as cents
    from entry e
    cross join ${PROVISIONAL_START_OF_ENTRY} c
    left join filer_code f on f.organization_id = $1 and f.code = e.filer_code
    where e.organization_id = $1 and e.provisional_on is not null and ${inScope('e')}
    group by 1, 2, 3, 4, 5
  ), wanted as materialized (
    select g.client_id, r.kind, g.start_on, min(r.last_day) as last_day, min(r.safe_day) as safe_day, min(r.file_by) as file_by,
      min(r.alarm_from) as alarm_from, sum(g.entries)::int as entries, sum(g.cents)::bigint as cents
    from grouped g join rule r using (start_on, entry_type, is_old_law)
    where not (g.is_another and r.kind = 'cape_window')
    group by 1, 2, 3
  ), ended as (
    update provisional_deadline d
       set status = 'ended', entry_count = 0, ieepa_duty_cents = 0, ended_at = now(), updated_at = now()
     where d.organization_id = $1 and d.status = 'open' and ${inScope('d')}
       and not exists (select from wanted w
         where w.client_id = d.client_id and w.kind = d.kind and w.start_on = d.provisional_on)
    returning d.id
  ), written as (
    insert into provisional_deadline as known (organization_id, id, client_id, kind, provisional_on, last_day, safe_day, file_by,
      status, entry_count, ieepa_duty_cents, rules_version, alarm_from)
    select $1, gen_random_uuid(), w.client_id, w.kind, w.start_on, w.last_day, w.safe_day, w.file_by, 'open', w.entries, w.cents, $11, w.alarm_from
    from wanted w
    on conflict (organization_id, client_id, kind, provisional_on) where status = 'open' do update
      set last_day = excluded.last_day, safe_day = excluded.safe_day, file_by = excluded.file_by,
          entry_count = excluded.entry_count, ieepa_duty_cents = excluded.ieepa_duty_cents,
          rules_version = excluded.rules_version, updated_at = now()
      where (known.last_day, known.safe_day, known.file_by, known.entry_count, known.ieepa_duty_cents, known.rules_version)
        is distinct from (excluded.last_day, excluded.safe_day, excluded.file_by, excluded.entry_count, excluded.ieepa_duty_cents,
          excluded.rules_version)
  )
  select id from ended`;

/**
 * Brings the provisional deadlines of the clients in `wanted` (null: the whole firm) in line with their entries' past dates without a
 * status: one per client, kind and date, by the domain's one computation with the firm's margin in business days. Where no entry gives
 * the date any more the row ends; a date that comes back is a new row. A firm that never had one is looked at whole, since its dates may
 * be older than these rows. Answers with the ids of those that ended now.
 */
export async function refreshProvisionalDeadlines(
  tx: TenantTransaction,
  wanted: readonly string[] | null,
  margin: number,
): Promise<string[]> {
  const { hasDates, hasRows, hasOpenRows } = await findStanding(tx);
  if (!hasDates && !hasOpenRows) return [];
  const scope = hasRows ? wanted : null;
  const starts = await tx.query<ProvisionalStart>(LIST_STARTS, [tx.organizationId, LAST_DAY_OF_OLD_LAW, scope]);
  const rules = starts.flatMap((start) => provisionalClocksOf(start, margin).map((clock) => ({ start, clock })));
  const ended = await tx.query<{ id: string }>(WRITE, [
    tx.organizationId,
    LAST_DAY_OF_OLD_LAW,
    scope,
    rules.map(({ start }) => start.startOn),
    rules.map(({ start }) => start.entryType),
    rules.map(({ start }) => start.isOldLaw),
    rules.map(({ clock }) => clock.kind),
    rules.map(({ clock }) => clock.lastDay),
    rules.map(({ clock }) => clock.safeDay),
    rules.map(({ clock }) => clock.fileBy),
    RULES_VERSION,
    rules.map(({ clock }) => firstAlertDay(clock)),
  ]);
  return ended.map(({ id }) => id);
}

/** Whether the firm has past dates without a status and never had a provisional deadline, as after an upgrade from before they were. */
export async function lacksProvisionalDeadlines(tx: TenantTransaction): Promise<boolean> {
  const { hasDates, hasRows } = await findStanding(tx);
  return hasDates && !hasRows;
}

/** Brings the provisional deadlines of the whole firm in line. Take `lockEntryFacts` first. */
export async function refreshAllProvisionalDeadlines(tx: TenantTransaction): Promise<void> {
  await refreshProvisionalDeadlines(tx, null, await findMargin(tx));
}

/** Notes that the undo of an import took these provisional deadlines along, so that those who were told of them hear it. */
export async function withdrawProvisionalDeadlines(
  tx: TenantTransaction,
  undone: { readonly ids: readonly string[]; readonly importId: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `update provisional_deadline set ended_by_import = $3, ended_at = $4
      where organization_id = $1 and id = any($2::uuid[]) and status = 'ended'`,
    [tx.organizationId, undone.ids, undone.importId, undone.at],
  );
}
