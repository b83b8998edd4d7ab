-- A clock that would run if a past date without a status were a liquidation: one per client, kind and date. It warns and decides
-- nothing, so it stands apart from deadline and no query of real deadlines has to leave it out. When no entry gives the date any more
-- the row ends and stays; the same date seen again is a row of its own, told anew. ended_by_import: an undone import took it along.
create table provisional_deadline (
  organization_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  kind text not null,
  provisional_on date not null,
  last_day date not null,
  safe_day date not null,
  file_by date not null,
  status text not null,
  entry_count integer not null,
  ieepa_duty_cents bigint not null,
  rules_version text not null,
  ended_at timestamptz(3),
  ended_by_import uuid,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint provisional_deadline_pkey primary key (organization_id, id),
  constraint provisional_deadline_kind_check check (kind in ('cape_window', 'protest')),
  constraint provisional_deadline_status_check check (status in ('open', 'ended')),
  constraint provisional_deadline_ended_check check ((status = 'ended') = (ended_at is not null)),
  constraint provisional_deadline_order_check check (provisional_on <= last_day and safe_day <= last_day and file_by <= safe_day),
  constraint provisional_deadline_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete no action,
  constraint provisional_deadline_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table provisional_deadline enable row level security;
alter table provisional_deadline force row level security;
-- A firm sees its own provisional dates.
create policy provisional_deadline_of_firm on provisional_deadline to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update on provisional_deadline to capeline_app;
alter table provisional_deadline alter column organization_id set statistics 0;
-- One open row a client, kind and date: the computation upserts it by these.
create unique index provisional_deadline_open_key on provisional_deadline (organization_id, client_id, kind, provisional_on) where status = 'open';
-- The sweep walks the open ones in the order of file-by.
create index provisional_deadline_organization_id_status_file_by_idx on provisional_deadline (organization_id, status, file_by);
-- The next digest looks for what an undo took along; few are.
create index provisional_deadline_withdrawn_idx on provisional_deadline (organization_id, ended_by_import) where ended_by_import is not null;

-- A provisional date entered a tier. tier: days before the watched day; -1: lapsed. History: never changed.
create table provisional_alert (
  organization_id uuid not null,
  id uuid not null,
  deadline_id uuid not null,
  tier integer not null,
  found_on date not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint provisional_alert_pkey primary key (organization_id, id),
  constraint provisional_alert_tier_check check (tier between -1 and 366),
  constraint provisional_alert_deadline_fkey foreign key (organization_id, deadline_id)
    references provisional_deadline (organization_id, id) on delete cascade
);
alter table provisional_alert enable row level security;
alter table provisional_alert force row level security;
-- A firm sees its own provisional alerts.
create policy provisional_alert_of_firm on provisional_alert to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on provisional_alert to capeline_app;
alter table provisional_alert alter column organization_id set statistics 0;
-- A tier is entered once: a second sweep, or two at once, find nothing new.
create unique index provisional_alert_organization_id_deadline_id_tier_key on provisional_alert (organization_id, deadline_id, tier);
-- The log, newest first.
create index provisional_alert_organization_id_created_at_id_idx on provisional_alert (organization_id, created_at, id);

-- Which provisional alert, or its withdrawal, went to whom in which message: once for ever.
create table provisional_alert_mail (
  organization_id uuid not null,
  alert_id uuid not null,
  recipient text not null,
  about text not null,
  mail_id uuid not null,
  constraint provisional_alert_mail_pkey primary key (organization_id, alert_id, recipient, about),
  constraint provisional_alert_mail_about_check check (about in ('raised', 'withdrawn')),
  constraint provisional_alert_mail_alert_fkey foreign key (organization_id, alert_id)
    references provisional_alert (organization_id, id) on delete cascade,
  constraint provisional_alert_mail_mail_fkey foreign key (organization_id, mail_id)
    references mail_message (organization_id, id) on delete cascade
);
alter table provisional_alert_mail enable row level security;
alter table provisional_alert_mail force row level security;
-- A firm sees its own deliveries.
create policy provisional_alert_mail_of_firm on provisional_alert_mail to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on provisional_alert_mail to capeline_app;
alter table provisional_alert_mail alter column organization_id set statistics 0;
-- The delivery log shows what a message told.
create index provisional_alert_mail_organization_id_mail_id_idx on provisional_alert_mail (organization_id, mail_id);

-- Dates that reports brought before this version are told by the first sweep after it: the worker computes them at its next look,
-- because their days come from the rules of the program and not from SQL.
