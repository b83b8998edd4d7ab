-- A time in which nobody swept a firm: its owners are told once when it has lasted for two intervals, and once more when it is over.
create table sweep_outage (
  organization_id uuid not null,
  id uuid not null,
  -- The last sweep before it; for a firm that was never swept, when the firm was made.
  swept_at timestamptz(3) not null,
  told_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint sweep_outage_pkey primary key (organization_id, id),
  constraint sweep_outage_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table sweep_outage enable row level security;
alter table sweep_outage force row level security;
create policy sweep_outage_of_firm on sweep_outage to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (ended_at) on sweep_outage to capeline_app;
-- Whoever writes it first tells it: of several processes that notice an outage one wins.
create unique index sweep_outage_one_open_key on sweep_outage (organization_id) where ended_at is null;
-- Whoever watches must find the outages that may be over, whatever firm they are of.
create policy sweep_outage_watch on sweep_outage for select to capeline_system using (true);
grant select (organization_id, ended_at) on sweep_outage to capeline_system;
alter table sweep_outage alter column organization_id set statistics 0;
