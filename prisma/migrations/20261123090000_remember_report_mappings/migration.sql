-- Which column of a layout holds which fact, as a person of the firm said it once; the next file with the same headers needs no question.
create table report_mapping (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  fingerprint bytea not null,
  file_name text not null,
  columns jsonb not null,
  created_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  constraint report_mapping_pkey primary key (organization_id, id),
  constraint report_mapping_fingerprint_check check (octet_length(fingerprint) = 32),
  constraint report_mapping_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table report_mapping enable row level security;
alter table report_mapping force row level security;
-- A firm sees the mappings of its own layouts; they are named after its own columns.
create policy report_mapping_of_firm on report_mapping to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update, delete on report_mapping to capeline_app;
-- One set of headers has one mapping.
create unique index report_mapping_organization_id_kind_fingerprint_key on report_mapping (organization_id, kind, fingerprint);
alter table report_mapping alter column organization_id set statistics 0;

-- What reading found out about the file: sheet, header row, columns that it lacks, the date that it names. Small, shown with the import.
alter table report_import add column recognition jsonb;
-- The columns of a file whose layout is not known, with a few values each, for the person who says what they hold.
alter table report_import add column found_columns jsonb;
