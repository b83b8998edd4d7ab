import { DEADLINE_RULES, type DeadlineKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

/** A deadline of one client as board and client page weigh it. */
export interface ClientDeadlineRow {
  readonly id: string;
  readonly clientId: string;
  readonly kind: DeadlineKind;
  readonly liquidatedOn: string;
  readonly lastDay: string;
  readonly safeDay: string;
  readonly fileBy: string;
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
}

const COLUMNS = `d.id, d.client_id as "clientId", d.kind, d.liquidated_on as "liquidatedOn", d.last_day as "lastDay",
       d.safe_day as "safeDay", d.file_by as "fileBy", d.entry_count as "entryCount", d.ieepa_duty_cents as "ieepaDutyCents"`;

/** A clock that still runs began at most this many days ago: it lets the index on day 0 pass over the years before. */
const LONGEST_CLOCK_DAYS = Math.max(...DEADLINE_RULES.map(({ days }) => days));

// "offset 0" keeps the planner from turning the walk along each client's own deadlines into a scan of all.
const LIST_NEXT = `
with running as materialized (
  select d.*, a.due
    from unnest($2::uuid[], $3::date[]) as a (client_id, due)
   cross join lateral (
     select * from deadline d
      where d.organization_id = $1 and d.client_id = a.client_id
        and d.kind in ('cape_window', 'protest', 'protest_reliquidation')
        and d.liquidated_on >= $4::date - ${LONGEST_CLOCK_DAYS}
        and d.status = 'open' and d.last_day >= $4::date and d.entry_count > 0
     offset 0) d
)
select ${COLUMNS}
  from running d
 where (d.client_id, d.liquidated_on) in (select n.client_id, n.liquidated_on from running n where n.file_by <= n.due)`;

/** The open deadlines of each client up to a day, with what else is open for the same liquidation dates. */
export function listNextDeadlines(
  tx: TenantTransaction,
  input: { readonly today: string; readonly upTo: readonly { readonly clientId: string; readonly due: string }[] },
): Promise<ClientDeadlineRow[]> {
  return tx.query<ClientDeadlineRow>(
    LIST_NEXT,
    [tx.organizationId, input.upTo.map((one) => one.clientId), input.upTo.map((one) => one.due), input.today],
    { name: 'next-deadlines' },
  );
}

/** Every open deadline of a client, lapsed ones too, by day 0. */
export function listOpenDeadlinesOfClient(tx: TenantTransaction, clientId: string): Promise<ClientDeadlineRow[]> {
  return tx.query<ClientDeadlineRow>(
    `select ${COLUMNS} from deadline d
      where d.organization_id = $1 and d.client_id = $2 and d.status = 'open' and d.entry_count > 0
      order by d.liquidated_on, d.kind`,
    [tx.organizationId, clientId],
  );
}
