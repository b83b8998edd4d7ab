-- Entries with a past date and no status: the board counts them at every look, and there are few among many.
create index entry_provisional_idx on entry (organization_id, entry_number) where provisional_on is not null;
