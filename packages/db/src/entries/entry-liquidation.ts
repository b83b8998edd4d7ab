import type { LiquidationFacts, LiquidationProposal, LiquidationStatus, PlainDate } from '@capeline/domain';
import { lockEntryFacts } from '../imports/entry-facts-lock.ts';
import type { TenantTransaction } from '../transactions.ts';

interface LiquidationRow {
  readonly clientId: string;
  readonly needsData: string | null;
  readonly status: LiquidationStatus;
  readonly liquidatedOn: PlainDate | null;
  readonly reliquidatedOn: PlainDate | null;
  readonly scheduledOn: PlainDate | null;
  readonly provisionalOn: PlainDate | null;
  readonly proposedStatus: LiquidationStatus | null;
  readonly proposedOn: PlainDate | null;
  readonly importId: string | null;
  readonly row: number | null;
  readonly keptStatus: LiquidationStatus | null;
  readonly keptOn: PlainDate | null;
}

/** What is held to be true of one entry's liquidation. */
export interface EntryLiquidation {
  readonly clientId: string;
  readonly needsData: string | null;
  readonly facts: LiquidationFacts;
  /** Where the proposal stands. */
  readonly source: { readonly importId: string | null; readonly row: number | null };
  /** The proposal that a person refused: another report that repeats it is no news. */
  readonly kept: Pick<LiquidationProposal, 'status' | 'date'> | null;
}

/** Reads one entry's liquidation under the lock that imports merge under, so that none of them moves it meanwhile; null for no such entry. */
export async function lockEntryLiquidation(
  tx: TenantTransaction,
  entryNumber: string,
): Promise<EntryLiquidation | null> {
  await lockEntryFacts(tx);
  const [row] = await tx.query<LiquidationRow>(
    `select client_id as "clientId", needs_data as "needsData", liquidation_status as status, liquidated_on as "liquidatedOn",
       reliquidated_on as "reliquidatedOn", scheduled_on as "scheduledOn", provisional_on as "provisionalOn",
       proposed_status as "proposedStatus", proposed_on as "proposedOn",
       proposed_import_id as "importId", proposed_row as "row", kept_status as "keptStatus", kept_on as "keptOn"
     from entry where organization_id = $1 and entry_number = $2 for update`,
    [tx.organizationId, entryNumber],
  );
  if (row === undefined) return null;
  const { clientId, needsData, proposedStatus, proposedOn, importId, row: rowNo, keptStatus, keptOn, ...facts } = row;
  const reason = proposedOn === null ? 'no_longer_liquidated' : 'later_date';
  const proposed = proposedStatus === null ? null : ({ status: proposedStatus, date: proposedOn, reason } as const);
  const kept = keptStatus === null ? null : { status: keptStatus, date: keptOn };
  return { clientId, needsData, facts: { ...facts, proposed }, source: { importId, row: rowNo }, kept };
}

/** Writes it, and the entry as it stood before into its history under `cause`; deadlines and counts are the caller's to bring in line. */
export async function saveEntryLiquidation(
  tx: TenantTransaction,
  entryNumber: string,
  { needsData, facts, kept }: EntryLiquidation,
  cause: 'liquidation_confirmed' | 'liquidation_kept',
): Promise<void> {
  const firm = tx.organizationId;
  await tx.query(
    `insert into entry_change (organization_id, entry_number, cause, before)
     select organization_id, entry_number, $3, to_jsonb(e) from entry e
      where e.organization_id = $1 and e.entry_number = $2`,
    [firm, entryNumber, cause],
  );
  await tx.query(
    `update entry set liquidation_status = $3, liquidated_on = $4, reliquidated_on = $5, scheduled_on = $6, provisional_on = $7,
       proposed_status = $8, proposed_on = $9, proposed_import_id = case when $8::text is null then null else proposed_import_id end,
       proposed_row = case when $8::text is null then null else proposed_row end, needs_data = $10, kept_status = $11, kept_on = $12
     where organization_id = $1 and entry_number = $2`,
    [
      firm,
      entryNumber,
      facts.status,
      facts.liquidatedOn,
      facts.reliquidatedOn,
      facts.scheduledOn,
      facts.provisionalOn,
      facts.proposed?.status ?? null,
      facts.proposed?.date ?? null,
      needsData,
      kept?.status ?? null,
      kept?.date ?? null,
    ],
  );
}
