-- Our own firm's readiness: which account may submit, who can log in, who stands in; and how old each filer code's report is.

-- Days without use after which an ACE log-in is taken as locked; 45 is not confirmed by a current text, so a firm may set another.
alter table organization add column ace_inactivity_days integer not null default 45
  constraint organization_ace_inactivity_days_check check (ace_inactivity_days between 7 and 365);
grant update (ace_inactivity_days) on organization to capeline_app;
-- The business date for which the sample was made; null for every other firm.
alter table organization add column sample_for date;

-- What a person recorded about the firm itself; subject is a filer code, a duty, or '' for the whole firm.
create table firm_check (
  organization_id uuid not null,
  kind text not null,
  subject text not null default '',
  status text not null,
  account_type text,
  evidence_note text,
  verified_on date,
  expires_on date,
  owner_user_id uuid,
  backup_user_id uuid,
  next_action text,
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint firm_check_pkey primary key (organization_id, kind, subject),
  constraint firm_check_kind_check check (kind in ('cape_tab', 'protest_filer_account', 'backup_person')),
  constraint firm_check_status_check check (status in ('unknown', 'blocked', 'in_progress', 'ready', 'not_applicable')),
  constraint firm_check_account_type_check check (account_type in
    ('organizational_broker', 'importer', 'filer_importer', 'filer_other')),
  constraint firm_check_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table firm_check enable row level security;
alter table firm_check force row level security;
alter table firm_check alter column organization_id set statistics 0;
-- A firm sees its own checks.
create policy firm_check_of_firm on firm_check to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on firm_check to capeline_app;

-- A person with an ACE log-in of his own who uploads for the firm; no codes means all of them. Removed ones stay for the history.
create table firm_uploader (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  filer_codes text[] not null default '{}',
  last_login_on date,
  evidence_note text,
  removed_at timestamptz(3),
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint firm_uploader_pkey primary key (organization_id, id),
  constraint firm_uploader_name_check check (name <> ''),
  constraint firm_uploader_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table firm_uploader enable row level security;
alter table firm_uploader force row level security;
alter table firm_uploader alter column organization_id set statistics 0;
-- A firm sees its own people.
create policy firm_uploader_of_firm on firm_uploader to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update on firm_uploader to capeline_app;

-- Every earlier state of the firm's checks and uploaders, append-only; subject is that of the check, or the uploader's id.
create table firm_check_history (
  organization_id uuid not null,
  id bigserial not null,
  kind text not null,
  subject text not null,
  before jsonb,
  after jsonb not null,
  changed_by uuid,
  changed_at timestamptz(3) not null default current_timestamp,
  constraint firm_check_history_pkey primary key (organization_id, id),
  constraint firm_check_history_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table firm_check_history enable row level security;
alter table firm_check_history force row level security;
alter table firm_check_history alter column organization_id set statistics 0;
-- A firm reads its own history.
create policy firm_check_history_of_firm on firm_check_history to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on firm_check_history to capeline_app;
grant usage on sequence firm_check_history_id_seq to capeline_app;

-- Which filer codes a committed report told of: so that "Friday's report is missing" is asked per code, and an undone report is
-- forgotten with its status.
create table report_filer_code (
  organization_id uuid not null,
  filer_code text not null,
  import_id uuid not null,
  constraint report_filer_code_pkey primary key (organization_id, filer_code, import_id),
  constraint report_filer_code_import_fkey foreign key (organization_id, import_id)
    references report_import (organization_id, id) on delete cascade
);
alter table report_filer_code enable row level security;
alter table report_filer_code force row level security;
alter table report_filer_code alter column organization_id set statistics 0;
-- A firm sees its own reports.
create policy report_filer_code_of_firm on report_filer_code to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on report_filer_code to capeline_app;
-- The end of a report looks for its codes.
create index report_filer_code_organization_id_import_id_idx on report_filer_code (organization_id, import_id);

-- Reports that were committed before: an entry's date is that of the newest report that told of it. Row-level security binds the
-- owner of the tables too and is lifted for the look.
alter table entry no force row level security;
alter table report_import no force row level security;
alter table report_filer_code no force row level security;
insert into report_filer_code (organization_id, filer_code, import_id)
select distinct newest.organization_id, newest.filer_code, i.id
  from (select organization_id, filer_code, max(as_of) as as_of from entry group by organization_id, filer_code) newest
  join report_import i on i.organization_id = newest.organization_id and i.as_of = newest.as_of and i.status = 'committed';
alter table entry force row level security;
alter table report_import force row level security;
alter table report_filer_code force row level security;
