/**
 * How an entry (alias e) meets a deadline (alias d), in SQL: the same client, and its liquidation date for the clocks of a
 * liquidation or its reliquidation date for that of a reliquidation. `refused` is a parameter with the entry types that
 * CAPE refuses: those entries have no CAPE clock, though others of the client and date may have one.
 */
export const entryMeetsDeadline = (refused: string): string => `
  d.client_id = e.client_id
  and d.liquidated_on = case when d.kind = 'protest_reliquidation' then e.reliquidated_on else e.liquidated_on end
  and (d.kind <> 'cape_window' or e.entry_type is null or e.entry_type <> all (${refused}::text[]))`;

/** The row by which the entry left the deadline, if it did (alias x). */
export const EXIT_OF_ENTRY = `
  x.organization_id = e.organization_id and x.entry_number = e.entry_number and x.kind = d.kind
  and x.liquidated_on = d.liquidated_on`;
