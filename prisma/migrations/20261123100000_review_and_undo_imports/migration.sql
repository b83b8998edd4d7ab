-- An import says what it would change before it is committed and what it changed afterwards, and can be undone.

-- What an import found against what was known: exact counts here, the first of each kind in import_difference. change_mark is the
-- place of the commit among the changes of entries: later changes have higher numbers, and only those stand in the way of an undo.
alter table report_import
  add column difference_counts jsonb,
  add column change_mark bigint,
  add column undone_at timestamptz(3),
  add column undone_by uuid,
  add column undo_counts jsonb;

create table import_difference (
  organization_id uuid not null,
  import_id uuid not null,
  difference_no integer not null,
  kind text not null,
  entry_number text not null,
  -- Null while the client does not exist: a report that waits for review has made none.
  client_id uuid,
  client_name text not null,
  row_no integer,
  status_before text,
  status_after text,
  date_before date,
  date_after date,
  ieepa_cents_before bigint,
  ieepa_cents_after bigint,
  changed_facts text[] not null default '{}',
  constraint import_difference_pkey primary key (organization_id, import_id, difference_no),
  constraint import_difference_kind_check check (kind in ('earlier', 'later', 'gone', 'changed', 'new')),
  constraint import_difference_import_fkey foreign key (organization_id, import_id)
    references report_import (organization_id, id) on delete cascade
);
alter table import_difference enable row level security;
alter table import_difference force row level security;
-- A firm sees the differences of its own imports; a second reading says them anew.
create policy import_difference_of_firm on import_difference to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on import_difference to capeline_app;
alter table import_difference alter column organization_id set statistics 0;

-- Which entries a report repeated without a change ("seen", with the report's date that they had before) and which it lacked although
-- an older one had them ("absent"). Lists, because a row an entry would double the work of a re-export; undo reads them, nothing else.
create table import_entry_list (
  organization_id uuid not null,
  import_id uuid not null,
  list_no integer not null,
  kind text not null,
  as_of_before date,
  entry_numbers text[] not null,
  constraint import_entry_list_pkey primary key (organization_id, import_id, list_no),
  constraint import_entry_list_kind_check check (kind in ('seen', 'absent')),
  constraint import_entry_list_import_fkey foreign key (organization_id, import_id)
    references report_import (organization_id, id) on delete cascade
);
alter table import_entry_list enable row level security;
alter table import_entry_list force row level security;
-- A firm sees the lists of its own imports; they are history and never change.
create policy import_entry_list_of_firm on import_entry_list to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on import_entry_list to capeline_app;
alter table import_entry_list alter column organization_id set statistics 0;

-- gone_since: the date of the first newer report that lacked the entry. It keeps its clocks; the mark asks a person to look.
-- proposed_row: where the proposal stands in its report. kept_*: a proposal that a person refused, so that the next report that repeats it is no news.
alter table entry
  add column gone_since date,
  add column gone_import_id uuid,
  add column proposed_row integer,
  add column kept_status text,
  add column kept_on date;

alter table client_summary add column gone_count integer not null default 0;

-- The import that saw the protest: its undo puts the entry back on its clock.
alter table deadline_exit add column import_id uuid;

-- An alert whose deadline vanished by an undo stays in the log and says so.
alter table alert
  add column withdrawn_at timestamptz(3),
  add column withdrawn_by_import uuid;
grant update (withdrawn_at, withdrawn_by_import) on alert to capeline_app;
-- A tier is entered once, but anew when the deadline comes back after an undo: then the first alert is withdrawn.
drop index alert_organization_id_deadline_id_tier_key;
create unique index alert_organization_id_deadline_id_tier_key on alert (organization_id, deadline_id, tier) where withdrawn_at is null;
-- The next digest looks for what was withdrawn; few are.
create index alert_withdrawn_idx on alert (organization_id, withdrawn_at) where withdrawn_at is not null;

-- Who was told of a withdrawal in which message: once for ever.
create table withdrawal_mail (
  organization_id uuid not null,
  alert_id uuid not null,
  recipient text not null,
  mail_id uuid not null,
  constraint withdrawal_mail_pkey primary key (organization_id, alert_id, recipient),
  constraint withdrawal_mail_alert_fkey foreign key (organization_id, alert_id) references alert (organization_id, id) on delete cascade,
  constraint withdrawal_mail_mail_fkey foreign key (organization_id, mail_id) references mail_message (organization_id, id) on delete cascade
);
alter table withdrawal_mail enable row level security;
alter table withdrawal_mail force row level security;
-- A firm sees its own deliveries.
create policy withdrawal_mail_of_firm on withdrawal_mail to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on withdrawal_mail to capeline_app;
alter table withdrawal_mail alter column organization_id set statistics 0;
