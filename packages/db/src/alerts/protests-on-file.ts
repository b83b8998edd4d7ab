import { answersFor, hearsAll, standIns } from '../people/absences.ts';
import type { TenantTransaction } from '../transactions.ts';

/** A protest that a report showed for entries of one client and liquidation date, which therefore left the protest clock. */
export interface ProtestOnFile {
  readonly clientId: string;
  readonly clientName: string;
  readonly protestNumber: string;
  readonly safeDay: string;
  readonly entryCount: number;
  /** The first ones, by number. */
  readonly entryNumbers: string[];
  /** How many such protests there are, this one included, listed or not. */
  readonly total: number;
}

// The clock of an entry that left it is the deadline of its client and liquidation date. Ordered by what may still be added to:
// first the periods that run, the nearest end first, then those that ended, the last end first.
const LIST_PROTESTS = `
with recursive ${standIns('$4')}, protested as (
  select c.id as client_id, c.name, coalesce(e.protest_number, regexp_replace(x.note, '^protest ', '')) as protest_number,
         d.safe_day, e.entry_number
    from deadline d
    join client c on c.organization_id = $1 and c.id = d.client_id
    join entry e on e.organization_id = $1 and e.client_id = d.client_id and e.liquidated_on = d.liquidated_on
    join deadline_exit x on x.organization_id = $1 and x.entry_number = e.entry_number and x.kind = d.kind
     and x.liquidated_on = d.liquidated_on and x.cause = 'protested'
   where d.organization_id = $1 and d.kind = 'protest' and d.status <> 'superseded' and d.safe_day >= $3::date
     and exists (select from membership m join app_user u on u.id = m.user_id
                  where m.organization_id = $1 and m.deactivated_at is null and u.email = $2
                    and (${hearsAll('m.role', 'u.id')} or ${answersFor('c.owner_user_id', 'u.id')}))
)
select client_id as "clientId", name as "clientName", protest_number as "protestNumber", safe_day as "safeDay",
       count(*) as "entryCount", (array_agg(entry_number order by entry_number collate "C"))[1:$5::int] as "entryNumbers",
       count(*) over () as total
  from protested
 where protest_number is not null
 group by client_id, name, protest_number, safe_day
 order by safe_day < $4::date, abs(safe_day - $4::date), client_id, protest_number
 limit $6`;

/**
 * The protests on file that a recipient is responsible for, whose period ended on `since` or later; at most `limit` of them, with
 * at most `entryLimit` entry numbers each.
 */
export function listProtestsOnFile(
  tx: TenantTransaction,
  input: {
    readonly recipient: string;
    readonly since: string;
    readonly today: string;
    readonly entryLimit: number;
    readonly limit: number;
  },
): Promise<ProtestOnFile[]> {
  const { recipient, since, today, entryLimit, limit } = input;
  return tx.query<ProtestOnFile>(LIST_PROTESTS, [tx.organizationId, recipient, since, today, entryLimit, limit]);
}

const PROTEST_NUMBERS = `
select d.id as "deadlineId", coalesce(e.protest_number, regexp_replace(x.note, '^protest ', '')) as "protestNumber"
  from deadline d
  join entry e on e.organization_id = $1 and e.client_id = d.client_id and e.liquidated_on = d.liquidated_on
  join deadline_exit x on x.organization_id = $1 and x.entry_number = e.entry_number
   and x.kind in ('protest', 'protest_reliquidation') and x.liquidated_on = d.liquidated_on and x.cause = 'protested'
 where d.organization_id = $1 and d.id = any ($2::uuid[])
   and coalesce(e.protest_number, x.note) is not null
 group by 1, 2
 order by 1, 2`;

/** The protests that reports showed for entries of the same client and liquidation date as each deadline, by number. */
export async function listProtestNumbersBeside(
  tx: TenantTransaction,
  deadlineIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ deadlineId: string; protestNumber: string }>(PROTEST_NUMBERS, [
    tx.organizationId,
    deadlineIds,
  ]);
  const byDeadline = Map.groupBy(rows, ({ deadlineId }) => deadlineId);
  return new Map([...byDeadline].map(([id, own]) => [id, own.map(({ protestNumber }) => protestNumber)]));
}
