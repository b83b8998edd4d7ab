-- Everything that Capeline stores, in one page; prisma/schema.prisma says the same for the client, without what its language lacks.
--
-- Tenancy. The tenant is the brokerage. Each of its tables starts its key with organization_id, and row-level security is
-- enabled and forced: without "app.organization_id" set inside the transaction there are no rows, for the owner neither.
-- After a transaction the setting is an empty string and not null, hence nullif. A policy without "with check" checks new
-- rows by its "using" condition, so nothing can be written for another firm.
--
-- Three roles, made beforehand: capeline_owner runs this file and nothing else, capeline_app serves firms, capeline_system
-- does what happens before a firm is known (sign-in, relay, watchdog) and sees only the columns that this needs.
--
-- Foreign keys are composite, so that a row cannot point into another firm. Most lead to organization and end with it: only
-- the sample firm can be removed (see its policy). Rows of history have no other way out.

grant usage on schema public to capeline_app, capeline_system;

do $$
begin
  -- COPY cannot write under row-level security, so imports are staged in temporary tables.
  execute format('grant temporary on database %I to capeline_app', current_database());
  -- Services compare the migrations with those they know before they serve. The table is the migration engine's own.
  if to_regclass('public._prisma_migrations') is not null then
    grant select on public._prisma_migrations to capeline_app, capeline_system;
  end if;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------- the firm

-- The tenant: a brokerage with the settings that its dates and mails depend on.
create table organization (
  id uuid not null,
  name text not null,
  time_zone text not null default 'America/New_York',
  digest_time text not null default '06:00',
  cape_file_by_business_days integer not null default 5,
  is_sample boolean not null default false,
  created_at timestamptz(3) not null default current_timestamp,
  constraint organization_pkey primary key (id),
  constraint organization_name_check check (name <> ''),
  constraint organization_digest_time_check check (digest_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint organization_cape_file_by_check check (cape_file_by_business_days between 0 and 60)
);
alter table organization enable row level security;
alter table organization force row level security;
-- A firm reads and changes itself, and a new firm is written in a transaction that already carries its id.
create policy organization_read on organization for select to capeline_app
  using (id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy organization_make on organization for insert to capeline_app
  with check (id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy organization_change on organization for update to capeline_app
  using (id = nullif(current_setting('app.organization_id', true), '')::uuid);
-- Deleting a firm deletes its history, audit included, so only the marked sample can go, and no grant lets the mark be changed.
create policy organization_remove_sample on organization for delete to capeline_app
  using (id = nullif(current_setting('app.organization_id', true), '')::uuid and is_sample);
-- Sign-in, sweeps and the relay must know which firms there are.
create policy organization_of_system on organization for select to capeline_system using (true);
grant select, insert, delete, update (name, time_zone, digest_time, cape_file_by_business_days) on organization to capeline_app;
grant select on organization to capeline_system;

-- A person, who may belong to several firms: therefore no tenant column. E-mail addresses are kept in lower case.
create table app_user (
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text,
  created_at timestamptz(3) not null default current_timestamp,
  constraint app_user_pkey primary key (id),
  constraint app_user_email_check check (email = lower(email) and email like '%_@_%')
);
-- One person is one address; sign-in looks it up.
create unique index app_user_email_key on app_user (email);

-- Who belongs to which firm, and as what.
create table membership (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  role text not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint membership_pkey primary key (organization_id, id),
  constraint membership_role_check check (role in ('owner', 'manager', 'specialist', 'auditor')),
  constraint membership_organization_fkey foreign key (organization_id) references organization (id) on delete cascade,
  constraint membership_user_fkey foreign key (user_id) references app_user (id) on delete cascade
);
-- A person has one role in a firm.
create unique index membership_organization_id_user_id_key on membership (organization_id, user_id);
-- Sign-in asks for the firms of a person, before any firm is known.
create index membership_user_id_idx on membership (user_id);
alter table membership enable row level security;
alter table membership force row level security;
-- A firm manages its own members.
create policy membership_of_firm on membership to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
-- Sign-in reads the memberships of the person who signs in.
create policy membership_of_system on membership for select to capeline_system using (true);
grant select, insert, delete, update (role) on membership to capeline_app;
grant select on membership to capeline_system;

alter table app_user enable row level security;
alter table app_user force row level security;
-- A firm may add a person (who is not visible to it until the membership is written, so no RETURNING here).
create policy app_user_add on app_user for insert to capeline_app with check (true);
-- A firm sees its members and nobody else: the inner query is itself under the policy of membership.
create policy app_user_read_members on app_user for select to capeline_app
  using (exists (select from membership m where m.user_id = app_user.id));
-- A firm may correct the name of a member; for update the row must also be visible.
create policy app_user_change_members on app_user for update to capeline_app
  using (exists (select from membership m where m.user_id = app_user.id));
-- Sign-in finds a person by address and stores a password.
create policy app_user_find on app_user for select to capeline_system using (true);
create policy app_user_set_password on app_user for update to capeline_system using (true);
grant insert, update (name) on app_user to capeline_app;
-- The hash of a password is nobody's business but sign-in's.
grant select (id, email, name, created_at) on app_user to capeline_app;
grant select, update (password_hash, name) on app_user to capeline_system;

-- Sessions, of which only the SHA-256 of the cookie is stored; read before a firm is known, so the application role has no access.
create table session (
  token_hash bytea not null,
  user_id uuid not null,
  organization_id uuid not null,
  created_at timestamptz(3) not null default current_timestamp,
  last_seen_at timestamptz(3) not null default current_timestamp,
  expires_at timestamptz(3) not null,
  constraint session_pkey primary key (token_hash),
  constraint session_user_fkey foreign key (user_id) references app_user (id) on delete cascade,
  constraint session_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
-- A new password ends all sessions of the person.
create index session_user_id_idx on session (user_id);
grant select, insert, update, delete on session to capeline_system;

-- One-time links to a first sign-in, stored and guarded like sessions.
create table sign_in_link (
  token_hash bytea not null,
  user_id uuid not null,
  organization_id uuid not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint sign_in_link_pkey primary key (token_hash),
  constraint sign_in_link_user_fkey foreign key (user_id) references app_user (id) on delete cascade,
  constraint sign_in_link_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
grant select, insert, update, delete on sign_in_link to capeline_system;

-- Keys of integrations: the SHA-256, what they may do, when they were used or revoked; a revoked key stays as a record.
create table api_key (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  key_hash bytea not null,
  scopes text[] not null default '{}',
  created_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint api_key_pkey primary key (organization_id, id),
  constraint api_key_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table api_key enable row level security;
alter table api_key force row level security;
-- A firm manages its own keys.
create policy api_key_of_firm on api_key to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (name, scopes, revoked_at) on api_key to capeline_app;
-- Authentication finds the key before it knows the firm.
create unique index api_key_key_hash_key on api_key (key_hash);
-- Authentication reads a key by its hash and notes its use.
create policy api_key_find on api_key for select to capeline_system using (true);
create policy api_key_touch on api_key for update to capeline_system using (true);
grant select, update (last_used_at) on api_key to capeline_system;

-- The filer codes under which the firm files entries; a code seen in a report waits for confirmation.
create table filer_code (
  organization_id uuid not null,
  code text not null,
  confirmed boolean not null default false,
  created_at timestamptz(3) not null default current_timestamp,
  constraint filer_code_pkey primary key (organization_id, code),
  constraint filer_code_code_check check (code ~ '^[A-Z0-9]{3}$'),
  constraint filer_code_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table filer_code enable row level security;
alter table filer_code force row level security;
-- A firm manages its own codes.
create policy filer_code_of_firm on filer_code to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on filer_code to capeline_app;

-- ------------------------------------------------------------------------------------------------------- clients and entries

-- An importer whom the firm looks after.
create table client (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  owner_user_id uuid,
  version integer not null default 1,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint client_pkey primary key (organization_id, id),
  constraint client_name_check check (name <> ''),
  constraint client_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table client enable row level security;
alter table client force row level security;
-- A firm sees its own clients.
create policy client_of_firm on client to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on client to capeline_app;

-- What the board shows of a client, counted anew set-wise for the clients that a change touched: the board never counts entries.
create table client_summary (
  organization_id uuid not null,
  client_id uuid not null,
  entry_count integer not null default 0,
  ieepa_entry_count integer not null default 0,
  ieepa_duty_cents bigint not null default 0,
  unknown_state_count integer not null default 0,
  needs_data_count integer not null default 0,
  flagged_count integer not null default 0,
  flag_unknown_count integer not null default 0,
  type09_unknown_count integer not null default 0,
  proposal_count integer not null default 0,
  filer_codes text[] not null default '{}',
  data_as_of date,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint client_summary_pkey primary key (organization_id, client_id),
  constraint client_summary_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete cascade
);
alter table client_summary enable row level security;
alter table client_summary force row level security;
-- A firm sees the sums of its own clients.
create policy client_summary_of_firm on client_summary to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on client_summary to capeline_app;

-- The importer of record numbers, each belonging to one client.
create table importer_number (
  organization_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  client_id uuid not null,
  reported_name text,
  created_at timestamptz(3) not null default current_timestamp,
  constraint importer_number_pkey primary key (organization_id, id),
  constraint importer_number_kind_check check (kind in ('ein', 'ssn', 'cbp_assigned')),
  constraint importer_number_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete no action,
  constraint importer_number_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table importer_number enable row level security;
alter table importer_number force row level security;
-- A firm sees its own importer numbers; some are social security numbers.
create policy importer_number_of_firm on importer_number to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on importer_number to capeline_app;
-- A number is one client's, and an import looks it up.
create unique index importer_number_organization_id_number_key on importer_number (organization_id, number);
-- The client page lists the numbers of a client.
create index importer_number_organization_id_client_id_idx on importer_number (organization_id, client_id);

-- One uploaded report and how far it has come; the lease and its token keep a worker that lost it from committing late.
create table report_import (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  file_name text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  as_of date not null,
  status text not null,
  auto_commit boolean not null,
  progress_done bigint not null default 0,
  progress_total bigint not null default 0,
  rows_read integer not null default 0,
  rows_accepted integer not null default 0,
  rows_rejected integer not null default 0,
  clients_created integer not null default 0,
  entries_created integer not null default 0,
  entries_updated integer not null default 0,
  entries_unchanged integer not null default 0,
  problem jsonb,
  layout text,
  created_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  committed_at timestamptz(3),
  lease_token uuid,
  lease_until timestamptz(3),
  attempts integer not null default 0,
  constraint report_import_pkey primary key (organization_id, id),
  constraint report_import_status_check check (status in
    ('received', 'reading', 'needs_mapping', 'reviewable', 'committing', 'committed', 'undone', 'failed')),
  constraint report_import_sha256_check check (octet_length(sha256) = 32),
  constraint report_import_size_check check (size_bytes >= 0),
  constraint report_import_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table report_import enable row level security;
alter table report_import force row level security;
-- A firm sees its own imports; they are kept for ever, undone and failed ones too.
create policy report_import_of_firm on report_import to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update on report_import to capeline_app;
-- The list of imports, newest first.
create index report_import_organization_id_created_at_idx on report_import (organization_id, created_at);
-- The same bytes are one living import, also when they arrive twice at once.
create unique index report_import_living_sha256_key on report_import (organization_id, sha256) where status not in ('undone', 'failed');
-- The watchdog looks for imports that nobody works on; few are unfinished at a time.
create index report_import_unfinished_idx on report_import (organization_id, created_at)
  where status in ('received', 'reading', 'committing');
-- The watchdog has no firm of its own: it needs to see what waits and whose it is, nothing of the content.
create policy report_import_watch on report_import for select to capeline_system using (true);
grant select (organization_id, id, status, auto_commit, attempts, lease_until, created_at) on report_import to capeline_system;

-- The bytes of a report as they came, in pieces of 1 MiB, so that api and worker share no disk; never changed.
create table report_import_piece (
  organization_id uuid not null,
  import_id uuid not null,
  piece_no integer not null,
  bytes bytea not null,
  constraint report_import_piece_pkey primary key (organization_id, import_id, piece_no),
  constraint report_import_piece_import_fkey foreign key (organization_id, import_id)
    references report_import (organization_id, id) on delete cascade
);
alter table report_import_piece enable row level security;
alter table report_import_piece force row level security;
-- A firm reads its own files.
create policy report_import_piece_of_firm on report_import_piece to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on report_import_piece to capeline_app;
-- Reports hardly compress in pieces that are read in order; storing them as they are halves the work of an upload.
alter table report_import_piece alter column bytes set storage external;

-- What an import could not read, by row, with its cure.
create table report_import_issue (
  organization_id uuid not null,
  import_id uuid not null,
  issue_no integer not null,
  row_no integer,
  column_name text,
  code text not null,
  severity text not null,
  message text not null,
  cure text,
  value text,
  entry_number text,
  constraint report_import_issue_pkey primary key (organization_id, import_id, issue_no),
  constraint report_import_issue_severity_check check (severity in ('error', 'warning')),
  constraint report_import_issue_import_fkey foreign key (organization_id, import_id)
    references report_import (organization_id, id) on delete cascade
);
alter table report_import_issue enable row level security;
alter table report_import_issue force row level security;
-- A firm sees the issues of its own imports; reading a report again after a crash writes them anew.
create policy report_import_issue_of_firm on report_import_issue to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on report_import_issue to capeline_app;

-- An entry as it is known now; what a newer report replaced lies in entry_change, whole.
-- No foreign key to client or importer_number: an import inserts 100,000 entries at once and two checks a row cost up to 0.8 times a
-- plain COPY of them. Both values come from a join with importer_number inside the statement that writes the entry, under this firm's
-- policy, and nothing deletes a client or a number but the removal of the whole sample firm, which removes its entries before.
create table entry (
  organization_id uuid not null,
  entry_number text not null,
  filer_code text not null,
  client_id uuid not null,
  importer_number text not null,
  entry_type text,
  entry_date date,
  entry_summary_date date,
  port_code text,
  control_status text,
  liquidation_status text not null default 'unknown',
  liquidated_on date,
  scheduled_on date,
  reliquidated_on date,
  provisional_on date,
  proposed_status text,
  proposed_on date,
  proposed_import_id uuid,
  reconciliation_flagged boolean,
  type09_on_file boolean,
  protest_number text,
  protest_status text,
  ieepa_duty_cents bigint,
  line_count integer not null default 0,
  lines_hash bytea,
  needs_data text,
  as_of date not null,
  first_import_id uuid not null,
  last_import_id uuid not null,
  constraint entry_pkey primary key (organization_id, entry_number),
  constraint entry_number_check check (char_length(entry_number) = 11),
  constraint entry_liquidation_status_check check (liquidation_status in
    ('unknown', 'unliquidated', 'scheduled', 'extended', 'suspended', 'liquidated', 'reliquidated', 'deemed')),
  constraint entry_proposed_status_check check (proposed_status in
    ('unknown', 'unliquidated', 'scheduled', 'extended', 'suspended', 'liquidated', 'reliquidated', 'deemed'))
);
alter table entry enable row level security;
alter table entry force row level security;
-- A firm sees its own entries.
create policy entry_of_firm on entry to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on entry to capeline_app;
-- Deadlines, sums and the client page gather the entries of a client by liquidation date.
create index entry_organization_id_client_id_liquidated_on_idx on entry (organization_id, client_id, liquidated_on);

-- Snapshot of a report's rows: inserted, never changed, and removed only with the import that is undone.
-- No foreign key to entry or report_import: one import inserts 250,000 rows, the check of each would cost more than the row, and
-- rows are only written by the statement that writes their entries.
create table entry_line (
  organization_id uuid not null,
  entry_number text not null,
  import_id uuid not null,
  row_no integer not null,
  line_number text,
  ordinal integer,
  hts text not null,
  country_of_origin text,
  goods_value_cents bigint,
  duty_cents bigint not null,
  is_ieepa boolean not null,
  constraint entry_line_pkey primary key (organization_id, entry_number, import_id, row_no)
);
alter table entry_line enable row level security;
alter table entry_line force row level security;
-- A firm sees the lines of its own entries.
create policy entry_line_of_firm on entry_line to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on entry_line to capeline_app;

-- The entry as it stood before an import or a person changed it: history and undo, append-only.
-- Bound to the firm and not to the entry, because history outlives an entry whose import is undone.
create table entry_change (
  organization_id uuid not null,
  entry_number text not null,
  id bigserial not null,
  import_id uuid,
  cause text not null,
  before jsonb not null,
  changed_at timestamptz(3) not null default current_timestamp,
  constraint entry_change_pkey primary key (organization_id, entry_number, id),
  constraint entry_change_cause_check check (cause <> ''),
  constraint entry_change_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table entry_change enable row level security;
alter table entry_change force row level security;
-- A firm reads its own history.
create policy entry_change_of_firm on entry_change to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on entry_change to capeline_app;
grant usage on sequence entry_change_id_seq to capeline_app;
-- Undo and the diff of an import gather what it replaced.
create index entry_change_organization_id_import_id_idx on entry_change (organization_id, import_id);

-- -------------------------------------------------------------------------------------------------------- deadlines and checks

-- One deadline per client, kind and liquidation date; entries join it by those three. Superseded, never deleted.
create table deadline (
  organization_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  kind text not null,
  liquidated_on date not null,
  last_day date not null,
  safe_day date not null,
  file_by date not null,
  practice_roll_day date,
  status text not null,
  entry_count integer not null,
  ieepa_duty_cents bigint not null,
  rules_version text not null,
  superseded_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint deadline_pkey primary key (organization_id, id),
  constraint deadline_kind_check check (kind in ('cape_window', 'voluntary_reliquidation', 'protest', 'protest_reliquidation')),
  constraint deadline_status_check check (status in ('open', 'done', 'superseded')),
  constraint deadline_order_check check (liquidated_on <= last_day and safe_day <= last_day and file_by <= safe_day),
  constraint deadline_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete no action,
  constraint deadline_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table deadline enable row level security;
alter table deadline force row level security;
-- A firm sees its own deadlines.
create policy deadline_of_firm on deadline to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update on deadline to capeline_app;
-- Entries find their deadline, and the computation upserts it, by these three.
create unique index deadline_organization_id_client_id_kind_liquidated_on_key on deadline (organization_id, client_id, kind, liquidated_on);
-- The agenda and the sweep walk the open deadlines in the order of file-by, page by page.
create index deadline_organization_id_status_file_by_id_idx on deadline (organization_id, status, file_by, id);

-- An entry that left a deadline, with its cause; the clock of the others goes on.
create table deadline_exit (
  organization_id uuid not null,
  entry_number text not null,
  kind text not null,
  liquidated_on date not null,
  cause text not null,
  note text,
  created_at timestamptz(3) not null default current_timestamp,
  constraint deadline_exit_pkey primary key (organization_id, entry_number, kind, liquidated_on),
  constraint deadline_exit_kind_check check (kind in ('cape_window', 'voluntary_reliquidation', 'protest', 'protest_reliquidation')),
  constraint deadline_exit_cause_check check (cause in ('filed', 'protested', 'waived', 'moved', 'counsel_took_over')),
  constraint deadline_exit_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table deadline_exit enable row level security;
alter table deadline_exit force row level security;
-- A firm sees its own exits.
create policy deadline_exit_of_firm on deadline_exit to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on deadline_exit to capeline_app;

-- What a person recorded about one check of a client; importer_number is '' where the check is about the whole client.
create table check_record (
  organization_id uuid not null,
  client_id uuid not null,
  kind text not null,
  importer_number text not null default '',
  status text not null,
  evidence_note text,
  verified_on date,
  expires_on date,
  owner_user_id uuid,
  next_action text,
  waiting_on text,
  waiting_since date,
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint check_record_pkey primary key (organization_id, client_id, kind, importer_number),
  constraint check_record_kind_check check (kind in
    ('tao_login', 'tao_email_control', 'ior_numbers_listed', 'broker_authority', 'ach_refund', 'cape_and_reports_visible',
    'reconciliation_split', 'deadlines_calendared', 'importer_contact_email', 'importer_number_active', 'notify_party_4811')),
  constraint check_record_status_check check (status in ('unknown', 'blocked', 'in_progress', 'ready', 'expired', 'not_applicable')),
  constraint check_record_waiting_on_check check (waiting_on in ('us', 'client', 'cbp')),
  constraint check_record_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete cascade
);
alter table check_record enable row level security;
alter table check_record force row level security;
-- A firm sees the checks of its own clients.
create policy check_record_of_firm on check_record to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on check_record to capeline_app;

-- Every earlier state of a check, append-only; bound to the firm, because it outlives a merged client.
create table check_history (
  organization_id uuid not null,
  id bigserial not null,
  client_id uuid not null,
  kind text not null,
  importer_number text not null,
  before jsonb,
  after jsonb not null,
  changed_by uuid,
  changed_at timestamptz(3) not null default current_timestamp,
  constraint check_history_pkey primary key (organization_id, id),
  constraint check_history_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table check_history enable row level security;
alter table check_history force row level security;
-- A firm reads its own history.
create policy check_history_of_firm on check_history to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on check_history to capeline_app;
grant usage on sequence check_history_id_seq to capeline_app;
-- The history of one check.
create index check_history_organization_id_client_id_kind_importer_numbe_idx
  on check_history (organization_id, client_id, kind, importer_number);

-- ------------------------------------------------------------------------------------------------------------- alerts and mail

-- A deadline entered a tier (days before the watched day, -1: it lapsed); acknowledged at most once, never deleted.
create table alert (
  organization_id uuid not null,
  id uuid not null,
  deadline_id uuid not null,
  tier integer not null,
  found_on date not null,
  created_at timestamptz(3) not null default current_timestamp,
  acknowledged_at timestamptz(3),
  acknowledged_by uuid,
  acknowledged_note text,
  constraint alert_pkey primary key (organization_id, id),
  constraint alert_tier_check check (tier between -1 and 366),
  constraint alert_deadline_fkey foreign key (organization_id, deadline_id)
    references deadline (organization_id, id) on delete cascade
);
alter table alert enable row level security;
alter table alert force row level security;
-- A firm sees its own alerts.
create policy alert_of_firm on alert to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (acknowledged_at, acknowledged_by, acknowledged_note) on alert to capeline_app;
-- A tier is entered once: a second sweep, or two at once, find nothing new.
create unique index alert_organization_id_deadline_id_tier_key on alert (organization_id, deadline_id, tier);
-- The log of alerts, newest first.
create index alert_organization_id_created_at_id_idx on alert (organization_id, created_at, id);

-- The delivery record: one row a message, kept as it was sent, with what the mail server said.
create table mail_message (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  recipient text not null,
  business_date date not null,
  message_id text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  status text not null,
  attempts integer not null default 0,
  smtp_response text,
  last_error text,
  created_at timestamptz(3) not null default current_timestamp,
  accepted_at timestamptz(3),
  next_attempt_at timestamptz(3) not null default current_timestamp,
  lease_token uuid,
  lease_until timestamptz(3),
  constraint mail_message_pkey primary key (organization_id, id),
  constraint mail_message_status_check check (status in ('queued', 'sending', 'accepted', 'failed', 'not_configured', 'refused')),
  constraint mail_message_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table mail_message enable row level security;
alter table mail_message force row level security;
-- A firm sees its own mail; what was rendered cannot be changed.
create policy mail_message_of_firm on mail_message to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (status, attempts, smtp_response, last_error, accepted_at, next_attempt_at, lease_token, lease_until) on mail_message to capeline_app;
-- One digest a recipient and morning, however often the sweep runs.
create unique index mail_message_organization_id_kind_recipient_business_date_key
  on mail_message (organization_id, kind, recipient, business_date);
-- Message-IDs are unique in the world; a crash between accept and commit repeats the same one.
create unique index mail_message_message_id_key on mail_message (message_id);
-- The watchdog looks for mail that waits; few wait at a time.
create index mail_message_waiting_idx on mail_message (organization_id, next_attempt_at) where status in ('queued', 'sending');
-- The watchdog has no firm of its own: it sees what waits and whose it is, neither recipient nor text.
create policy mail_message_watch on mail_message for select to capeline_system using (true);
grant select (organization_id, id, status, next_attempt_at, lease_until) on mail_message to capeline_system;

-- Which alert went to whom in which message: once for ever.
create table alert_mail (
  organization_id uuid not null,
  alert_id uuid not null,
  recipient text not null,
  mail_id uuid not null,
  constraint alert_mail_pkey primary key (organization_id, alert_id, recipient),
  constraint alert_mail_alert_fkey foreign key (organization_id, alert_id) references alert (organization_id, id) on delete cascade,
  constraint alert_mail_mail_fkey foreign key (organization_id, mail_id) references mail_message (organization_id, id) on delete cascade
);
alter table alert_mail enable row level security;
alter table alert_mail force row level security;
-- A firm sees its own deliveries.
create policy alert_mail_of_firm on alert_mail to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on alert_mail to capeline_app;
-- The delivery log shows the alerts of a message.
create index alert_mail_organization_id_mail_id_idx on alert_mail (organization_id, mail_id);

-- ------------------------------------------------------------------------------------------------- audit, outbox and repetition

-- Who did what when: append-only, hash-chained per firm; payload is the exact text that was hashed.
create table audit_event (
  organization_id uuid not null,
  seq bigint not null,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  payload text not null,
  prev_hash bytea not null,
  hash bytea not null,
  constraint audit_event_pkey primary key (organization_id, seq),
  constraint audit_event_actor_kind_check check (actor_kind in ('user', 'api_key', 'system', 'cli')),
  constraint audit_event_seq_check check (seq > 0),
  constraint audit_event_hash_check check (octet_length(prev_hash) = 32 and octet_length(hash) = 32),
  constraint audit_event_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table audit_event enable row level security;
alter table audit_event force row level security;
-- A firm reads its own trail and adds to it; nobody is granted more.
create policy audit_event_of_firm on audit_event to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on audit_event to capeline_app;
-- The timeline of one client, entry or import.
create index audit_event_organization_id_subject_kind_subject_id_idx on audit_event (organization_id, subject_kind, subject_id);

-- The last link of the chain: its row lock puts the events of a firm in one order, and a cut tail is found against it.
create table audit_head (
  organization_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  constraint audit_head_pkey primary key (organization_id),
  constraint audit_head_hash_check check (octet_length(hash) = 32),
  constraint audit_head_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table audit_head enable row level security;
alter table audit_head force row level security;
-- A firm moves its own head.
create policy audit_head_of_firm on audit_head to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (seq, hash) on audit_head to capeline_app;

-- What the queue must be told, written with the change itself and taken by the relay after the commit.
create table outbox (
  organization_id uuid not null,
  id bigserial not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint outbox_pkey primary key (organization_id, id),
  constraint outbox_topic_check check (topic <> ''),
  constraint outbox_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table outbox enable row level security;
alter table outbox force row level security;
-- A firm writes its own messages.
create policy outbox_of_firm on outbox to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on outbox to capeline_app;
grant usage on sequence outbox_id_seq to capeline_app;
-- The relay takes the oldest first, of all firms.
create index outbox_id_idx on outbox (id);
-- The relay serves all firms. PostgreSQL asks for an UPDATE right before it locks a row, hence the harmless column.
create policy outbox_of_relay on outbox to capeline_system using (true) with check (false);
grant select, delete, update (created_at) on outbox to capeline_system;

-- The relay listens instead of polling; the notice is sent at commit and carries nothing of the content.
create function notify_outbox() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('capeline_outbox', '');
  return null;
end
$$;
create trigger outbox_notify after insert on outbox for each statement execute function notify_outbox();

-- Answers to requests that carried an Idempotency-Key, so that a repeated request is answered and not done again.
create table idempotency_key (
  organization_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  body jsonb not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint idempotency_key_pkey primary key (organization_id, key),
  constraint idempotency_key_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
-- A firm sees its own requests.
create policy idempotency_key_of_firm on idempotency_key to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on idempotency_key to capeline_app;

-- --------------------------------------------------------------------------------------------------------------- the installation

-- One row for the whole installation: its id keeps two installations on one Redis apart.
create table installation (
  "only" boolean not null default true,
  id uuid not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint installation_pkey primary key ("only"),
  constraint installation_only_check check ("only")
);
insert into installation (id) values (gen_random_uuid());
grant select on installation to capeline_app, capeline_system;

-- Heartbeats of services: when each was seen and when the last sweep ended. No firm's business, so the system role only.
create table service_state (
  name text not null,
  seen_at timestamptz(3) not null,
  last_sweep_at timestamptz(3),
  details jsonb,
  constraint service_state_pkey primary key (name)
);
grant select, insert, update, delete on service_state to capeline_system;
