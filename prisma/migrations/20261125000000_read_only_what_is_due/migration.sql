-- A sweep reads the deadlines of which an alert can be due, and passes over all others, however many there are.

-- No alert of the deadline can be due before alarm_from. -infinity: nobody knows, the next sweep looks. infinity: its lapse was told,
-- and nothing follows unless a clock steps back before the last day. Null: nobody is warned (a kind without a ladder, no entry left).
-- The sweep moves it forward; whatever could make an alert due earlier puts it back to -infinity by the triggers below, so that who
-- changes a deadline need not know of it. Reading too much costs time, reading too little is silence: in doubt it is too early.
alter table deadline add column alarm_from date default '-infinity';
alter table provisional_deadline add column alarm_from date default '-infinity';

create index deadline_alarm_idx on deadline (organization_id, alarm_from) where status = 'open';
create index provisional_deadline_alarm_idx on provisional_deadline (organization_id, alarm_from) where status = 'open';
-- Whose lapse was told although the last day is not over: a clock had run ahead. Empty on every ordinary day.
create index deadline_lapse_told_idx on deadline (organization_id, last_day) where status = 'open' and alarm_from = 'infinity';
create index provisional_deadline_lapse_told_idx on provisional_deadline (organization_id, last_day)
  where status = 'open' and alarm_from = 'infinity';

create function look_at_deadline_again() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.alarm_from := '-infinity';
  return new;
end
$$;
create trigger deadline_look_again before update on deadline for each row
  when ((old.kind, old.last_day, old.safe_day, old.file_by, old.status, old.entry_count > 0)
    is distinct from (new.kind, new.last_day, new.safe_day, new.file_by, new.status, new.entry_count > 0))
  execute function look_at_deadline_again();
create trigger provisional_deadline_look_again before update on provisional_deadline for each row
  when ((old.kind, old.last_day, old.safe_day, old.file_by, old.status, old.entry_count > 0)
    is distinct from (new.kind, new.last_day, new.safe_day, new.file_by, new.status, new.entry_count > 0))
  execute function look_at_deadline_again();

-- An alert that is withdrawn, or that somebody removed by hand, stands no more for its tier.
create function look_at_deadline_of_alert_again() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  update deadline set alarm_from = '-infinity' where organization_id = old.organization_id and id = old.deadline_id;
  return null;
end
$$;
create trigger alert_look_again after update on alert for each row
  when ((old.deadline_id, old.tier, old.withdrawn_at) is distinct from (new.deadline_id, new.tier, new.withdrawn_at))
  execute function look_at_deadline_of_alert_again();
create trigger alert_gone_look_again after delete on alert for each row execute function look_at_deadline_of_alert_again();

-- What the days above were computed by, and when they were last held against a reading of every open deadline.
create table alarm_state (
  organization_id uuid not null,
  -- The ladders; others make every day unknown.
  ladders text not null,
  checked_on date,
  constraint alarm_state_pkey primary key (organization_id),
  constraint alarm_state_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table alarm_state enable row level security;
alter table alarm_state force row level security;
-- A firm sees its own state.
create policy alarm_state_of_firm on alarm_state to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update on alarm_state to capeline_app;
alter table alarm_state alter column organization_id set statistics 0;
