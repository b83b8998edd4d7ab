import type { TenantTransaction } from '../transactions.ts';

/** Entries that went from one client to another, with the liquidation dates they had and have. */
export interface MovedEntries {
  readonly from: string;
  readonly into: string;
  readonly dates: readonly string[];
}

/** Which entries the staged report gives to another client; run it after `mergeEntries`. */
export function listMovedEntries(tx: TenantTransaction): Promise<MovedEntries[]> {
  return tx.query<MovedEntries>(
    `select x.client_before as "from", x.client_id as "into",
            coalesce(array_agg(distinct dated.on) filter (where dated.on is not null), '{}') as dates
       from entry_next x
      cross join lateral (values (x.liquidated_before), (x.liquidated_on), (x.reliquidated_on)) as dated ("on")
      where x.is_changed and x.client_before <> x.client_id
      group by 1, 2 order by 1, 2`,
  );
}
