/**
 * How an entry (alias e) meets a deadline (alias d), in SQL: by the client and the date of the event that started the clock, as
 * `clocksOf` pairs events with kinds. A first date that is itself a reliquidation starts no first protest clock; a second date
 * starts its own protest clock alone. `refused` is a parameter with the entry types that CAPE refuses: those entries have no
 * CAPE clock, though others of the client and date may have one.
 */
export const entryMeetsDeadline = (refused: string): string => `
  d.client_id = e.client_id
  and e.liquidation_status in ('liquidated', 'reliquidated', 'deemed')
  and d.liquidated_on = case
        when d.kind <> 'protest_reliquidation' then e.liquidated_on
        when e.reliquidated_on is not null then e.reliquidated_on
        when e.liquidation_status = 'reliquidated' then e.liquidated_on
      end
  and (d.kind in ('cape_window', 'protest_reliquidation') or e.liquidation_status <> 'reliquidated' or e.reliquidated_on is not null)
  and (d.kind <> 'cape_window' or e.entry_type is null or e.entry_type <> all (${refused}::text[]))`;

/** The row by which the entry left the deadline, if it did (alias x). */
export const EXIT_OF_ENTRY = `
  x.organization_id = e.organization_id and x.entry_number = e.entry_number and x.kind = d.kind
  and x.liquidated_on = d.liquidated_on`;
