-- A filer code seen in reports is unknown until a person says whose it is: ours (confirmed) or another filer's.
alter table filer_code add column is_another boolean not null default false;
alter table filer_code add constraint filer_code_owner_check check (not (confirmed and is_another));

-- Entries of another filer leave our CAPE clock by their own rows; their protest clocks stay.
alter table deadline_exit drop constraint deadline_exit_cause_check;
alter table deadline_exit add constraint deadline_exit_cause_check
  check (cause in ('filed', 'protested', 'waived', 'moved', 'counsel_took_over', 'another_filer'));
