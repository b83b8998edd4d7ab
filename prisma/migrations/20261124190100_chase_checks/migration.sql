-- When to ask again about one check, beside the day of the whole client; none without somebody who is waited for.
alter table check_record
  add column chase_on date,
  add constraint check_record_chase_check check (chase_on is null or waiting_on is not null);
-- The board asks which clients have such a day; few checks do.
create index check_record_chase_idx on check_record (organization_id, client_id, chase_on) where chase_on is not null;
