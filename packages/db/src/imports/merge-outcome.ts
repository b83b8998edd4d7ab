import type { TenantPgTransaction } from '../transactions.ts';

/** Clients whose entries are new or changed, and all clients of which the report spoke. */
export async function listTouchedClients(tx: TenantPgTransaction): Promise<{ changed: string[]; seen: string[] }> {
  const changed = await tx.query<{ id: string }>('select distinct client_id as id from touched_entry');
  const seen = await tx.query<{ id: string }>(
    `select client_id as id from touched_entry union select client_id from entry_next union select client_id from seen_client
     union select client_id from absent_entry`,
  );
  return { changed: changed.map(({ id }) => id), seen: seen.map(({ id }) => id) };
}

export interface MergeNotice {
  readonly entryNumber: string;
  readonly row: number;
  readonly kind: 'later_proposed' | 'ieepa_vanished';
  readonly liquidatedOn: string | null;
  readonly proposedOn: string | null;
  readonly proposedStatus: string | null;
}

/** What a person should look at after the merge, at most `limit`: dates that would move later, duty that vanished. */
export async function listMergeNotices(tx: TenantPgTransaction, limit: number): Promise<MergeNotice[]> {
  return tx.query<MergeNotice>(
    `select x.entry_number as "entryNumber", x.row_no as "row", v.kind, x.liquidated_before as "liquidatedOn",
       x.proposed_on as "proposedOn", x.proposed_status as "proposedStatus"
     from entry_next x
     cross join lateral (values ('ieepa_vanished', x.is_vanished), ('later_proposed', x.liquidation_change = 'later_proposed'))
       as v(kind, applies)
     where v.applies
     order by x.row_no limit $1`,
    [limit],
  );
}
