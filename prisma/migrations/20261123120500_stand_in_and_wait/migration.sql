-- When somebody is away, and who hears what he would: it begins and ends by its dates, nobody has to remember.
create table absence (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  from_on date not null,
  until_on date not null,
  delegate_user_id uuid,
  created_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  ended_at timestamptz(3),
  constraint absence_pkey primary key (organization_id, id),
  constraint absence_dates_check check (until_on >= from_on),
  constraint absence_delegate_check check (delegate_user_id <> user_id),
  constraint absence_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
-- One absence ahead of or around today a person; the operation replaces it under the lock of the members.
create unique index absence_planned_key on absence (organization_id, user_id) where ended_at is null;
alter table absence alter column organization_id set statistics 0;
alter table absence enable row level security;
alter table absence force row level security;
-- A firm sees its own absences.
create policy absence_of_firm on absence to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (ended_at, delegate_user_id) on absence to capeline_app;

-- Whom a client waits for, since when, and when to ask again: beside the checks, which know it of one matter each.
alter table client
  add column waiting_on text,
  add column waiting_who text,
  add column waiting_since date,
  add column chase_on date;
alter table client add constraint client_waiting_on_check check (waiting_on in ('client', 'cbp', 'us', 'other'));
alter table client add constraint client_waiting_check check ((waiting_on is null) = (waiting_since is null));
