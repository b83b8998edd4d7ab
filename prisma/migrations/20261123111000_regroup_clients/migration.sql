-- Clients that were merged, importer numbers that were moved: nothing is deleted, everything can be taken back.

-- The client that took this one over. The row stays, because deadlines, alerts and checks of before hang on it.
alter table client add column merged_into uuid;
alter table client add constraint client_merged_into_fkey
  foreign key (organization_id, merged_into) references client (organization_id, id) on delete no action;
create index client_merged_into_idx on client (organization_id, merged_into) where merged_into is not null;

-- A merge or a move as it was done, with what is needed to take it back.
create table client_regrouping (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  from_client_id uuid not null,
  into_client_id uuid not null,
  numbers text[] not null,
  before jsonb not null,
  done_by uuid,
  done_at timestamptz(3) not null,
  undone_by uuid,
  undone_at timestamptz(3),
  constraint client_regrouping_pkey primary key (organization_id, id),
  constraint client_regrouping_kind_check check (kind in ('merge', 'move')),
  constraint client_regrouping_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table client_regrouping enable row level security;
alter table client_regrouping force row level security;
-- A firm sees what it regrouped itself.
create policy client_regrouping_of_firm on client_regrouping to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (undone_by, undone_at) on client_regrouping to capeline_app;
alter table client_regrouping alter column organization_id set statistics 0;

-- Two clients of which a person said that they are two: they are not suggested again. The smaller id comes first.
create table merge_dismissal (
  organization_id uuid not null,
  client_a uuid not null,
  client_b uuid not null,
  dismissed_by uuid,
  dismissed_at timestamptz(3) not null,
  constraint merge_dismissal_pkey primary key (organization_id, client_a, client_b),
  constraint merge_dismissal_order_check check (client_a < client_b),
  constraint merge_dismissal_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
alter table merge_dismissal enable row level security;
alter table merge_dismissal force row level security;
-- A firm sees its own decisions.
create policy merge_dismissal_of_firm on merge_dismissal to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on merge_dismissal to capeline_app;
alter table merge_dismissal alter column organization_id set statistics 0;
