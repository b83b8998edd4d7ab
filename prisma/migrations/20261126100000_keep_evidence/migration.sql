-- A file that shows something about a client. A removed one keeps its row and hash for ever; its content goes when it cannot be restored any more.
create table evidence (
  organization_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  -- 'client', 'check:<kind>', 'fact:<kind>' or 'request:<id>'
  about text not null,
  -- '' where it is about the whole client, as in check_record
  importer_number text not null default '',
  file_name text not null,
  media_type text not null,
  size_bytes integer not null,
  sha256 bytea not null,
  -- What a message seems to hold that has no place here.
  warnings text[] not null default '{}',
  note text,
  expires_on date,
  -- Null: the pieces are in evidence_piece; else the key of an object in S3-compatible storage.
  object_key text,
  version integer not null default 1,
  added_by uuid,
  added_at timestamptz(3) not null default current_timestamp,
  removed_by uuid,
  removed_at timestamptz(3),
  content_removed_at timestamptz(3),
  constraint evidence_pkey primary key (organization_id, id),
  constraint evidence_client_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete cascade,
  constraint evidence_about_check check (about ~ '^(client|(check|fact):[a-z0-9_]{1,60}|request:[0-9a-f-]{36})$'),
  constraint evidence_media_type_check check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'message/rfc822')),
  constraint evidence_size_check check (size_bytes between 1 and 20971520),
  constraint evidence_sha256_check check (octet_length(sha256) = 32),
  constraint evidence_warnings_check check (warnings <@ array['bank_number', 'password']),
  constraint evidence_removal_check check (content_removed_at is null or removed_at is not null)
);
alter table evidence enable row level security;
alter table evidence force row level security;
-- A firm sees the evidence of its own clients.
create policy evidence_of_firm on evidence to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
-- What a file is, and who brought it, is never changed, and no row is ever deleted.
grant select, insert, update (client_id, note, expires_on, version, removed_by, removed_at, content_removed_at) on evidence to capeline_app;
create index evidence_client_idx on evidence (organization_id, client_id, added_at desc, id desc);
-- Retention asks for what was removed and still has its content; little does.
create index evidence_removed_idx on evidence (organization_id, removed_at) where removed_at is not null and content_removed_at is null;
alter table evidence alter column organization_id set statistics 0;

-- The content of evidence, in pieces of one megabyte, when it is kept in the database.
create table evidence_piece (
  organization_id uuid not null,
  evidence_id uuid not null,
  piece_no integer not null,
  bytes bytea not null,
  constraint evidence_piece_pkey primary key (organization_id, evidence_id, piece_no),
  constraint evidence_piece_evidence_fkey foreign key (organization_id, evidence_id) references evidence (organization_id, id) on delete cascade
);
alter table evidence_piece enable row level security;
alter table evidence_piece force row level security;
-- A firm reads its own files.
create policy evidence_piece_of_firm on evidence_piece to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on evidence_piece to capeline_app;
-- PDFs and pictures are compressed already.
alter table evidence_piece alter column bytes set storage external;
alter table evidence_piece alter column organization_id set statistics 0;
