import type { TenantTransaction } from '../transactions.ts';

export interface FoundEntryRow {
  readonly entryNumber: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly ieepaDutyCents: number | null;
}

// The range walks the primary key in any collation; `starts_with` alone would read every entry of the firm.
const FIND_ENTRIES = `
select e.entry_number as "entryNumber", e.client_id as "clientId", c.name as "clientName",
       e.ieepa_duty_cents as "ieepaDutyCents"
  from entry e
  join client c on c.organization_id = $1 and c.id = e.client_id
 where e.organization_id = $1 and e.entry_number >= $2 and e.entry_number <= rpad($2, 11, 'Z')
   and starts_with(e.entry_number, $2)
 order by e.entry_number
 limit $3`;

/** The first entries whose number begins with `prefix`: upper case, without hyphens. */
export function findEntries(tx: TenantTransaction, prefix: string, limit: number): Promise<FoundEntryRow[]> {
  return tx.query<FoundEntryRow>(FIND_ENTRIES, [tx.organizationId, prefix, limit]);
}
