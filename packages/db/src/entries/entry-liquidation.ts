import type { LiquidationFacts, LiquidationStatus, PlainDate } from '@capeline/domain';
import { refreshClientSummaries } from '../client-summary/refresh-client-summaries.ts';
import { refreshDeadlines } from '../deadlines/refresh-deadlines.ts';
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
}

/** What is held to be true of one entry's liquidation. */
export interface EntryLiquidation {
  readonly clientId: string;
  readonly needsData: string | null;
  readonly facts: LiquidationFacts;
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
       proposed_status as "proposedStatus", proposed_on as "proposedOn"
     from entry where organization_id = $1 and entry_number = $2 for update`,
    [tx.organizationId, entryNumber],
  );
  if (row === undefined) return null;
  const { clientId, needsData, proposedStatus, proposedOn, ...facts } = row;
  const reason = proposedOn === null ? 'no_longer_liquidated' : 'later_date';
  const proposed = proposedStatus === null ? null : ({ status: proposedStatus, date: proposedOn, reason } as const);
  return { clientId, needsData, facts: { ...facts, proposed } };
}

/** Writes it, the entry as it stood before into its history, and brings the client's deadlines and counts in line. */
export async function saveEntryLiquidation(
  tx: TenantTransaction,
  entryNumber: string,
  { clientId, needsData, facts }: EntryLiquidation,
): Promise<void> {
  const firm = tx.organizationId;
  await tx.query(
    `insert into entry_change (organization_id, entry_number, cause, before)
     select organization_id, entry_number, 'liquidation_confirmed', to_jsonb(e) from entry e
      where e.organization_id = $1 and e.entry_number = $2`,
    [firm, entryNumber],
  );
  await tx.query(
    `update entry set liquidation_status = $3, liquidated_on = $4, reliquidated_on = $5, scheduled_on = $6, provisional_on = $7,
       proposed_status = $8, proposed_on = $9, proposed_import_id = case when $8::text is null then null else proposed_import_id end,
       needs_data = $10
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
    ],
  );
  await refreshDeadlines(tx, [clientId]);
  await refreshClientSummaries(tx, [clientId]);
}
