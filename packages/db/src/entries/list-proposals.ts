import type { LiquidationStatus, PlainDate } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

/** An entry whose liquidation a report, or the undo of one, proposes to move later; the facts that decide its clocks beside it. */
export interface ProposalRow {
  readonly entryNumber: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly ieepaDutyCents: number | null;
  readonly entryType: string | null;
  readonly entryDate: PlainDate | null;
  readonly status: LiquidationStatus;
  readonly liquidatedOn: PlainDate | null;
  readonly reliquidatedOn: PlainDate | null;
  readonly scheduledOn: PlainDate | null;
  readonly proposedStatus: LiquidationStatus;
  readonly proposedOn: PlainDate | null;
  readonly importId: string | null;
  readonly fileName: string | null;
  readonly reportAsOf: string | null;
  readonly row: number | null;
  /** The import was undone: the proposal is what stood before it. */
  readonly isUndone: boolean;
}

/** Proposals by entry number, at most `limit` after one; of one client or all. */
export function listProposalRows(
  tx: TenantTransaction,
  page: { readonly clientId: string | null; readonly after: string | null; readonly limit: number },
): Promise<ProposalRow[]> {
  return tx.query<ProposalRow>(
    `select e.entry_number as "entryNumber", e.client_id as "clientId", c.name as "clientName", e.ieepa_duty_cents as "ieepaDutyCents",
       e.entry_type as "entryType", e.entry_date as "entryDate", e.liquidation_status as status, e.liquidated_on as "liquidatedOn",
       e.reliquidated_on as "reliquidatedOn", e.scheduled_on as "scheduledOn", e.proposed_status as "proposedStatus",
       e.proposed_on as "proposedOn", i.id as "importId", i.file_name as "fileName", i.as_of as "reportAsOf", e.proposed_row as "row",
       coalesce(i.status = 'undone', false) as "isUndone"
     from entry e
     join client c on c.organization_id = $1 and c.id = e.client_id
     left join report_import i on i.organization_id = $1 and i.id = e.proposed_import_id
     where e.organization_id = $1 and e.proposed_status is not null
       and ($2::uuid is null or e.client_id = $2) and ($3::text is null or e.entry_number > $3)
     order by e.entry_number limit $4`,
    [tx.organizationId, page.clientId, page.after, page.limit],
  );
}
