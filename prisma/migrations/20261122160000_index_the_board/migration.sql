-- The board reads the open deadlines around today of the whole firm at every look: all that ranking needs lies in this index, so that
-- it reads a strip of it and no rows of the table. Voluntary reliquidation is nobody's deadline and stays out.
create index deadline_open_by_file_by_idx on deadline (organization_id, file_by)
  include (client_id, kind, last_day, ieepa_duty_cents, entry_count, id)
  where status = 'open' and kind <> 'voluntary_reliquidation';

-- The few alerts that wait for somebody, among all that ever were.
create index alert_open_idx on alert (organization_id, deadline_id) where acknowledged_at is null;
