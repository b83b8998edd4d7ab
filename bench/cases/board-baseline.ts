/**
 * The same answer by one prepared statement: facts of all clients, their order, and everything that the first 50 rows show, as
 * somebody would write it who wants nothing but speed: no sign-in, no tenancy, no HTTP, no law in process.
 */
export const BOARD_BASELINE = `
with near as materialized (
  select d.id, d.client_id, d.kind = 'cape_window' as is_cape, greatest(d.file_by, $2::date) as due, d.ieepa_duty_cents as cents
    from deadline d
   where d.organization_id = $1 and d.status = 'open' and d.file_by between $2::date - 75 and $2::date + 14
     and d.last_day >= $2::date and d.kind <> 'voluntary_reliquidation' and d.entry_count > 0
), daily as (
  select client_id, is_cape, due, sum(cents)::bigint as cents from near where cents > 0 group by client_id, is_cape, due
), dated as (
  select client_id, min(due) filter (where is_cape) as cape_due, (array_agg(cents order by due) filter (where is_cape))[1] as cape_cents,
         min(due) filter (where not is_cape) as protest_due, (array_agg(cents order by due) filter (where not is_cape))[1] as protest_cents
    from daily group by client_id
), waiting as (
  select n.client_id, count(*) filter (where n.due <= $2::date + 7) as within_7
    from near n
   where exists (select from alert a where a.organization_id = $1 and a.deadline_id = n.id and a.acknowledged_at is null)
   group by n.client_id
), ranked as (
  select c.id, c.name, c.version, c.owner_user_id, s as summary, least(t.cape_due, t.protest_due) as due, count(*) over () as total,
         (c.owner_user_id is null or coalesce(w.within_7, 0) > 0) as pinned,
         case when t.protest_due is not null then 1 when t.cape_due is not null then 2
              when s.data_as_of is null or s.data_as_of < $2::date - 7 or s.needs_data_count > 0 then 3 else 4 end as rank_group,
         coalesce(t.protest_cents, t.cape_cents, 0) as cents, coalesce(t.protest_due, t.cape_due) as rank_date
    from client c
    join client_summary s on s.organization_id = $1 and s.client_id = c.id
    left join dated t on t.client_id = c.id
    left join waiting w on w.client_id = c.id
   where c.organization_id = $1
   order by pinned desc, rank_group, cents desc, rank_date, c.id
   limit 50
)
select r.*, u.name as owner_name,
       (select json_agg(json_build_object('id', n.id, 'number', n.number, 'kind', n.kind, 'reportedName', n.reported_name) order by n.number)
          from importer_number n where n.organization_id = $1 and n.client_id = r.id) as numbers,
       (select json_agg(json_build_object('kind', k.kind, 'importerNumber', k.importer_number, 'status', k.status,
                 'verifiedOn', k.verified_on, 'expiresOn', k.expires_on, 'waitingOn', k.waiting_on, 'waitingSince', k.waiting_since))
          from check_record k where k.organization_id = $1 and k.client_id = r.id) as checks,
       (select json_agg(d) from deadline d
         where d.organization_id = $1 and d.client_id = r.id and d.status = 'open' and d.last_day >= $2::date
           and d.kind <> 'voluntary_reliquidation' and d.file_by <= r.due) as deadlines
  from ranked r
  left join app_user u on u.id = r.owner_user_id
 order by r.pinned desc, r.rank_group, r.cents desc, r.rank_date, r.id`;
