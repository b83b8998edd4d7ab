-- A firm's own words: over an article that comes with the product (article_id its name), or an article of its own (article_id own-…).
create table firm_article (
  organization_id uuid not null,
  article_id text not null,
  title text not null,
  body text not null,
  checks text[] not null default '{}',
  version integer not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint firm_article_pkey primary key (organization_id, article_id),
  constraint firm_article_organization_fkey foreign key (organization_id) references organization (id) on delete cascade,
  constraint firm_article_id_check check (char_length(article_id) between 1 and 64),
  constraint firm_article_title_check check (char_length(title) between 1 and 120),
  constraint firm_article_body_check check (char_length(body) between 1 and 8000)
);
alter table firm_article enable row level security;
alter table firm_article force row level security;
create policy firm_article_of_firm on firm_article to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (title, body, checks, version, updated_by, updated_at), delete on firm_article to capeline_app;
-- Statistics about the firm would make the planner take every firm outside its sample for an empty one.
alter table firm_article alter column organization_id set statistics 0;
