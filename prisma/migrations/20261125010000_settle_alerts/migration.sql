-- A morning's digest looks for alerts that somebody has still to hear of among those that are not settled, and passes over all others.

-- Nobody who hears of it lacks it: told, or silent for a reason that stands in its own row or its deadline's. When one of those reasons
-- changes, the triggers below unsettle it; when the people change, alarm_state.hearers does not fit any more and all are read.
alter table alert add column is_settled boolean not null default false;
grant update (is_settled) on alert to capeline_app;
create index alert_unsettled_idx on alert (organization_id, deadline_id) where not is_settled and withdrawn_at is null;

create function unsettle_alert() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.is_settled := false;
  return new;
end
$$;
create trigger alert_unsettle before update on alert for each row
  when (old.is_settled and (old.tier, old.acknowledged_at, old.withdrawn_at) is distinct from (new.tier, new.acknowledged_at, new.withdrawn_at))
  execute function unsettle_alert();

create function unsettle_alerts_of_deadline() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  -- Also those that are not settled: a sweep that settles them at this moment is waited for.
  update alert set is_settled = false where organization_id = new.organization_id and deadline_id = new.id and withdrawn_at is null;
  return null;
end
$$;
create trigger deadline_unsettle after update on deadline for each row
  when ((old.last_day, old.safe_day, old.file_by, old.status, old.entry_count > 0, old.client_id)
    is distinct from (new.last_day, new.safe_day, new.file_by, new.status, new.entry_count > 0, new.client_id))
  execute function unsettle_alerts_of_deadline();

-- Who heard of what, and on which day, when alerts were settled last.
alter table alarm_state add column hearers text, add column settled_on date;
