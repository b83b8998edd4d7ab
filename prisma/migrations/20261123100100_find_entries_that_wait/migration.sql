-- The lists of what waits for a person: few entries among many, so the indexes hold those alone.
create index entry_proposed_idx on entry (organization_id, entry_number) where proposed_status is not null;
create index entry_gone_idx on entry (organization_id, entry_number) where gone_since is not null;
