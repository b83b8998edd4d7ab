import type { TenantPgTransaction } from '../transactions.ts';

/** A report that is older than what is known, and gives a liquidation date earlier than the one that rules. */
export interface OlderDate {
  readonly entryNumber: string;
  readonly row: number;
  readonly reportedOn: string;
  /** Null: by what is known the entry is not liquidated. */
  readonly liquidatedOn: string | null;
}

/**
 * The earlier dates that an older report gives and that were not taken over, at most `limit`. Run it after `mergeEntries`:
 * what is left then is what nobody would hear of otherwise.
 */
export function listOlderDates(tx: TenantPgTransaction, asOf: string, limit: number): Promise<OlderDate[]> {
  return tx.query<OlderDate>(
    `select e.entry_number as "entryNumber", s.row_no as "row", s.liquidated_on as "reportedOn",
       e.liquidated_on as "liquidatedOn"
     from known_entry k
     join staged_entry s on s.entry_number = k.entry_number and s.problem is null and s.liquidated_on is not null
     join entry e on e.organization_id = $1 and e.entry_number = k.entry_number
      and e.as_of > $2 and (e.liquidated_on is null or e.liquidated_on > s.liquidated_on)
     where not k.is_same
     order by s.row_no limit $3`,
    [tx.organizationId, asOf, limit],
  );
}
