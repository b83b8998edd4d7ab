import { CAPE_REFUSED_TYPES } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

// An entry joins by client and date, and by what the date is to it: a liquidation opens every clock but the second protest, a
// reliquidation whose first date is unknown CAPE and the second protest, one beside a known first date only the latter. Two
// branches, so that the first can walk the index of liquidation dates; sorted in a collation of its own, so that it never walks
// the primary key instead. CAPE never had an entry whose type it refuses.
const ENTRIES_OF_DEADLINES = `
select d.id as "deadlineId", e.entry_number as "entryNumber"
  from unnest($2::uuid[]) as wanted (id)
  join deadline d on d.organization_id = $1 and d.id = wanted.id
 cross join lateral (
   select joined.entry_number
     from (
       select e.entry_number, e.entry_type
         from entry e
        where d.kind <> 'protest_reliquidation' and e.organization_id = $1 and e.client_id = d.client_id
          and e.liquidated_on = d.liquidated_on and e.liquidation_status in ('liquidated', 'reliquidated', 'deemed')
          and (d.kind = 'cape_window' or e.liquidation_status <> 'reliquidated' or e.reliquidated_on is not null)
       union all
       select e.entry_number, e.entry_type
         from entry e
        where d.kind = 'protest_reliquidation' and e.organization_id = $1 and e.client_id = d.client_id
          and d.liquidated_on = case when e.liquidation_status = 'reliquidated' and e.reliquidated_on is null
                                     then e.liquidated_on else e.reliquidated_on end
     ) joined
    where (d.kind <> 'cape_window' or joined.entry_type is null or joined.entry_type <> all ($4::text[]))
      and not exists (select from deadline_exit x
                       where x.organization_id = $1 and x.entry_number = joined.entry_number
                         and x.kind = d.kind and x.liquidated_on = d.liquidated_on)
    order by joined.entry_number collate "C"
    limit $3) e
 order by d.id, e.entry_number collate "C"`;

/** The first `limit` entry numbers of each deadline, by number; entries that left it are not among them. */
export async function listEntryNumbersOf(
  tx: TenantTransaction,
  deadlineIds: readonly string[],
  limit: number,
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ deadlineId: string; entryNumber: string }>(ENTRIES_OF_DEADLINES, [
    tx.organizationId,
    deadlineIds,
    limit,
    CAPE_REFUSED_TYPES,
  ]);
  const numbers = new Map<string, string[]>();
  for (const { deadlineId, entryNumber } of rows) {
    const known = numbers.get(deadlineId);
    if (known === undefined) numbers.set(deadlineId, [entryNumber]);
    else known.push(entryNumber);
  }
  return numbers;
}
