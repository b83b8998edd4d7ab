-- The list of entries by liquidation date and by IEEPA duty, either way, page by page; entries without a value stand behind the others
-- by number, which both indexes give, too.
create index entry_organization_id_liquidated_on_entry_number_idx on entry (organization_id, liquidated_on, entry_number);
create index entry_organization_id_ieepa_duty_cents_entry_number_idx on entry (organization_id, ieepa_duty_cents, entry_number);
-- The open deadlines with the most money, or the least, first.
create index deadline_open_by_duty_idx on deadline (organization_id, ieepa_duty_cents, id) where status = 'open';
-- Filters and order of the entries can be kept as well, and those of the imports.
alter table saved_view drop constraint saved_view_page_check;
alter table saved_view add constraint saved_view_page_check check (page in ('clients', 'deadlines', 'entries', 'imports'));
