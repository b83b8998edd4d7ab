-- What is known of a client's account with CBP, fact by fact; importer_number is '' where the fact is about the whole client. A fact
-- that was taken back keeps its row without a value, so that its version never begins anew. change_id is the change in the history
-- that made the fact what it is: taking it back gives what stood before that change.
create table account_fact (
  organization_id uuid not null,
  client_id uuid not null,
  kind text not null,
  importer_number text not null default '',
  value jsonb,
  source text,
  as_of date,
  note text,
  change_id bigint,
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint account_fact_pkey primary key (organization_id, client_id, kind, importer_number),
  constraint account_fact_kind_check check (
    (importer_number = '') = (kind in
      ('ace_account', 'account_owner', 'owner_mailbox', 'owner_login', 'portal_users', 'cape_visibility', 'cape_filer',
       'authority_cape', 'authority_protest', 'authority_psc', 'authority_receive_money'))
    and (importer_number <> '') = (kind in
      ('importer_record', 'contact_email', 'record_names', 'account_listing', 'ach_refund', 'notify_party'))),
  constraint account_fact_source_check check (source in
    ('seen_in_ace', 'abi_query', 'cbp_reply', 'document', 'report', 'importer_said', 'telephone')),
  constraint account_fact_value_check check ((value is null) = (source is null) and (value is null) = (as_of is null)),
  constraint account_fact_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete cascade
);
alter table account_fact enable row level security;
alter table account_fact force row level security;
alter table account_fact alter column organization_id set statistics 0;
-- A firm sees the facts of its own clients.
create policy account_fact_of_firm on account_fact to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on account_fact to capeline_app;
-- What is known of an importer number is known once, at the client that has the number.
create unique index account_fact_organization_id_importer_number_kind_key
  on account_fact (organization_id, importer_number, kind) where importer_number <> '';

-- Every change of a fact, append-only; bound to the firm, because it outlives a merged client.
create table account_fact_history (
  organization_id uuid not null,
  id bigserial not null,
  client_id uuid not null,
  kind text not null,
  importer_number text not null,
  cause text not null,
  before jsonb,
  after jsonb not null,
  changed_by uuid,
  changed_at timestamptz(3) not null default current_timestamp,
  constraint account_fact_history_pkey primary key (organization_id, id),
  constraint account_fact_history_cause_check check (cause in ('recorded', 'taken_back', 'client_merged', 'regrouping_undone')),
  constraint account_fact_history_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table account_fact_history enable row level security;
alter table account_fact_history force row level security;
alter table account_fact_history alter column organization_id set statistics 0;
-- A firm reads its own history.
create policy account_fact_history_of_firm on account_fact_history to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on account_fact_history to capeline_app;
grant usage on sequence account_fact_history_id_seq to capeline_app;
-- The history of one fact: that of an importer number goes with the number from client to client.
create index account_fact_history_organization_id_importer_number_kind_id_idx
  on account_fact_history (organization_id, importer_number, kind, id);

-- How a check came by its status, what the facts alone say of it (null where they decide nothing), and why.
alter table check_record
  add column basis text not null default 'attested',
  add column facts_status text,
  add column reason text,
  add constraint check_record_basis_check check (basis in ('attested', 'facts')),
  add constraint check_record_facts_status_check check
    (facts_status in ('unknown', 'blocked', 'in_progress', 'ready', 'expired', 'not_applicable')),
  add constraint check_record_facts_check check (basis = 'attested' or facts_status is not null);
