import type { TenantTransaction } from '../transactions.ts';

export interface FoundClientRow {
  readonly id: string;
  readonly name: string;
  /** Those that match the number first. */
  readonly numbers: readonly string[];
  readonly entryCount: number;
}

// Names that begin with the text come before names that hold it.
const FIND_CLIENTS = `
select c.id, c.name, coalesce(s.entry_count, 0) as "entryCount",
       array(select n.number from importer_number n
              where n.organization_id = $1 and n.client_id = c.id
              order by $3::text is not null and position($3 in replace(n.number, '-', '')) > 0 desc, n.number
              limit 3) as numbers
  from client c
  left join client_summary s on s.organization_id = $1 and s.client_id = c.id
 where c.organization_id = $1 and c.merged_into is null
   and (position(lower($2) in lower(c.name)) > 0
        or ($3::text is not null and exists (
              select from importer_number n
               where n.organization_id = $1 and n.client_id = c.id and ($4 or n.kind <> 'ssn')
                 and position($3 in replace(n.number, '-', '')) > 0)))
 order by position(lower($2) in lower(c.name)) = 1 desc, lower(c.name), c.id
 limit $5`;

/**
 * The first clients whose name holds `text` or one of whose importer numbers holds `number`; numbers of persons are searched only
 * with `withPersons`.
 */
export function findClients(
  tx: TenantTransaction,
  search: { readonly text: string; readonly number: string | null; readonly withPersons: boolean },
  limit: number,
): Promise<FoundClientRow[]> {
  return tx.query<FoundClientRow>(FIND_CLIENTS, [
    tx.organizationId,
    search.text,
    search.number,
    search.withPersons,
    limit,
  ]);
}
