-- Filters and search of a list under a name: a person's own (user_id) or the whole firm's (user_id null).
create table saved_view (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid,
  page text not null,
  name text not null,
  query text not null,
  created_by uuid not null,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint saved_view_pkey primary key (organization_id, id),
  constraint saved_view_organization_fkey foreign key (organization_id) references organization (id) on delete cascade,
  constraint saved_view_page_check check (page in ('clients', 'deadlines')),
  constraint saved_view_name_check check (char_length(name) between 1 and 60),
  constraint saved_view_query_check check (char_length(query) <= 500)
);
alter table saved_view enable row level security;
alter table saved_view force row level security;
-- A firm sees its own views; whose they are within it is decided by the queries.
create policy saved_view_of_firm on saved_view to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (name, query, user_id, updated_at), delete on saved_view to capeline_app;
-- One name a page for each person, and one for the firm, so that nobody picks the wrong one of two.
create unique index saved_view_organization_id_name_key on saved_view (organization_id, page, user_id, lower(name)) nulls not distinct;
-- Statistics about the firm would make the planner take every firm outside its sample for an empty one.
alter table saved_view alter column organization_id set statistics 0;
