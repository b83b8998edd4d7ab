-- A weekly export repeats nearly all of its entries. This fingerprint of the rows by which an entry stands tells so without reading them.

-- Free of the order of the rows. Null when a row had an issue, which every import tells again, or when nothing vouches for it any more.
alter table entry add column rows_hash bytea;

-- Whoever changes a fact of the entry need not know of the fingerprint: it goes by itself, and the next report is read in full.
create function forget_rows_of_entry() returns trigger language plpgsql as $$
begin
  new.rows_hash := null;
  return new;
end $$;
create trigger entry_forget_rows before update on entry for each row
  when (old.rows_hash is not null and new.rows_hash is not distinct from old.rows_hash
    and (old.importer_number, old.entry_type, old.entry_date, old.entry_summary_date, old.port_code, old.control_status,
      old.liquidation_status, old.liquidated_on, old.scheduled_on, old.reliquidated_on, old.provisional_on, old.proposed_status,
      old.proposed_on, old.reconciliation_flagged, old.protest_number, old.protest_status, old.ieepa_duty_cents, old.line_count,
      old.lines_hash, old.needs_data, old.attested)
    is distinct from
      (new.importer_number, new.entry_type, new.entry_date, new.entry_summary_date, new.port_code, new.control_status,
      new.liquidation_status, new.liquidated_on, new.scheduled_on, new.reliquidated_on, new.provisional_on, new.proposed_status,
      new.proposed_on, new.reconciliation_flagged, new.protest_number, new.protest_status, new.ieepa_duty_cents, new.line_count,
      new.lines_hash, new.needs_data, new.attested))
  execute function forget_rows_of_entry();
