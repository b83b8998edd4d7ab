-- Facts that a person entered or corrected, each with its evidence.

-- Which facts a person attested, and the day on which each was seen: {"liquidation": "2026-11-23"}. A report of an earlier day leaves
-- them as they are. The entry's own as_of stays that of its newest report, so that nothing looks fresher than it is.
alter table entry add column attested jsonb;
-- The day on which the reconciliation entry (type 09) was filed, as somebody attested it: no report says so.
alter table entry add column type09_filed_on date;
-- An entry that a person entered has no import.
alter table entry alter column first_import_id drop not null;
alter table entry alter column last_import_id drop not null;
-- An import compares with what was attested; few entries are.
create index entry_attested_idx on entry (organization_id, entry_number) where attested is not null;

-- What a person said of an entry and on what evidence; append-only.
-- Bound to the firm and not to the entry, because history outlives it.
create table entry_attestation (
  organization_id uuid not null,
  id uuid not null,
  entry_number text not null,
  facts jsonb not null,
  note text not null,
  source text,
  seen_on date not null,
  seen_by text,
  created_by uuid,
  created_at timestamptz(3) not null,
  constraint entry_attestation_pkey primary key (organization_id, id),
  constraint entry_attestation_note_check check (note <> ''),
  constraint entry_attestation_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table entry_attestation enable row level security;
alter table entry_attestation force row level security;
-- A firm reads its own evidence and adds to it.
create policy entry_attestation_of_firm on entry_attestation to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert on entry_attestation to capeline_app;
-- The evidence of one entry, newest first.
create index entry_attestation_organization_id_entry_number_created_at_idx
  on entry_attestation (organization_id, entry_number, created_at);
-- Every firm is planned alike, whether its rows are in the statistics or not.
alter table entry_attestation alter column organization_id set statistics 0;
