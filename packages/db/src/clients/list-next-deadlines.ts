import type { DeadlineKind } from '@capeline/domain';
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

const LIST_NEXT = `
with asked as (
  select * from unnest($2::uuid[], $3::date[]) as a (client_id, due)
), day_zero as (
  select distinct d.client_id, d.liquidated_on
    from asked a
    join deadline d on d.organization_id = $1 and d.client_id = a.client_id
   where d.status = 'open' and d.last_day >= $4::date and d.file_by <= a.due
     and d.kind <> 'voluntary_reliquidation' and d.entry_count > 0
)
select ${COLUMNS}
  from day_zero z
  join deadline d on d.organization_id = $1 and d.client_id = z.client_id and d.liquidated_on = z.liquidated_on
 where d.status = 'open' and d.last_day >= $4::date and d.kind <> 'voluntary_reliquidation' and d.entry_count > 0`;

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
