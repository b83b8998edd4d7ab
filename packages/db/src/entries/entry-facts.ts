import type { LiquidationFacts, LiquidationStatus, PlainDate } from '@capeline/domain';
import { lockEntryFacts } from '../imports/entry-facts-lock.ts';
import type { TenantTransaction } from '../transactions.ts';

/** Everything about an entry that a person can enter or correct. */
export interface EntryFacts {
  readonly clientId: string;
  readonly importerNumber: string;
  readonly entryType: string | null;
  readonly entryDate: PlainDate | null;
  readonly entrySummaryDate: PlainDate | null;
  readonly ieepaDutyCents: number | null;
  readonly reconciliationFlagged: boolean | null;
  readonly type09OnFile: boolean | null;
  readonly type09FiledOn: PlainDate | null;
  /** Box 28 of the entry summary names the notify party of CBP Form 4811; null while nobody looked. */
  readonly box28NamesParty: boolean | null;
  readonly liquidation: LiquidationFacts;
  readonly needsData: string | null;
  /** Date of the newest report that spoke of the entry, or of the evidence of one that a person entered. */
  readonly asOf: PlainDate;
  /** Attested facts with the day on which each was seen; null when no person said anything. */
  readonly attested: Readonly<Record<string, string>> | null;
}

interface FactsRow extends Omit<EntryFacts, 'liquidation'> {
  readonly status: LiquidationStatus;
  readonly liquidatedOn: PlainDate | null;
  readonly reliquidatedOn: PlainDate | null;
  readonly scheduledOn: PlainDate | null;
  readonly provisionalOn: PlainDate | null;
  readonly proposedStatus: LiquidationStatus | null;
  readonly proposedOn: PlainDate | null;
}

const FACTS = `client_id as "clientId", importer_number as "importerNumber", entry_type as "entryType", entry_date as "entryDate",
    entry_summary_date as "entrySummaryDate", ieepa_duty_cents as "ieepaDutyCents",
    reconciliation_flagged as "reconciliationFlagged", type09_on_file as "type09OnFile", type09_filed_on as "type09FiledOn",
    box28_names_party as "box28NamesParty",
    needs_data as "needsData", as_of as "asOf", attested, liquidation_status as status, liquidated_on as "liquidatedOn",
    reliquidated_on as "reliquidatedOn", scheduled_on as "scheduledOn", provisional_on as "provisionalOn",
    proposed_status as "proposedStatus", proposed_on as "proposedOn"`;
const SELECT = `select ${FACTS} from entry where organization_id = $1 and entry_number = $2`;

function toFacts(row: FactsRow): EntryFacts {
  const { status, liquidatedOn, reliquidatedOn, scheduledOn, provisionalOn, proposedStatus, proposedOn, ...facts } =
    row;
  const reason = proposedOn === null ? 'no_longer_liquidated' : 'later_date';
  const proposed = proposedStatus === null ? null : ({ status: proposedStatus, date: proposedOn, reason } as const);
  return { ...facts, liquidation: { status, liquidatedOn, reliquidatedOn, scheduledOn, provisionalOn, proposed } };
}

/** What is known of an entry; null when the firm has none of this number. */
export async function findEntryFacts(tx: TenantTransaction, entryNumber: string): Promise<EntryFacts | null> {
  const [row] = await tx.query<FactsRow>(SELECT, [tx.organizationId, entryNumber]);
  return row === undefined ? null : toFacts(row);
}

/** As `findEntryFacts`, under the lock that imports merge under, so that none of them moves the entry meanwhile. */
export async function lockEntry(tx: TenantTransaction, entryNumber: string): Promise<EntryFacts | null> {
  await lockEntryFacts(tx);
  const [row] = await tx.query<FactsRow>(`${SELECT} for update`, [tx.organizationId, entryNumber]);
  return row === undefined ? null : toFacts(row);
}

/** The report and row that propose another liquidation. */
export interface ProposalSource {
  readonly importId: string;
  readonly row: number | null;
}

/** What happened last to an entry, and how it stood before. */
export interface LastChange {
  /** `person`: a correction by hand. */
  readonly cause: string;
  readonly before: EntryFacts;
  readonly proposalFrom: ProposalSource | null;
}

/** The newest change of an entry; null for one that nothing changed since it came. */
export async function findLastChange(tx: TenantTransaction, entryNumber: string): Promise<LastChange | null> {
  const [row] = await tx.query<FactsRow & { cause: string; importId: string | null; row: number | null }>(
    `select h.cause, e.proposed_import_id as "importId", e.proposed_row as "row", ${FACTS}
       from entry_change h cross join lateral jsonb_populate_record(null::entry, h.before) e
      where h.organization_id = $1 and h.entry_number = $2 order by h.id desc limit 1`,
    [tx.organizationId, entryNumber],
  );
  if (row === undefined) return null;
  const { cause, importId, row: rowNo, ...facts } = row;
  return { cause, before: toFacts(facts), proposalFrom: importId === null ? null : { importId, row: rowNo } };
}

/** Names the entry's state for `If-Match`; a report that only repeats what is known does not change it. */
export async function findEntryTag(tx: TenantTransaction, entryNumber: string): Promise<string | null> {
  const [row] = await tx.query<{ tag: string }>(
    `select md5((to_jsonb(e) - '{as_of,last_import_id}'::text[])::text) as tag from entry e
      where e.organization_id = $1 and e.entry_number = $2`,
    [tx.organizationId, entryNumber],
  );
  return row?.tag ?? null;
}

function valuesOf(facts: EntryFacts): unknown[] {
  const { liquidation } = facts;
  return [
    facts.clientId,
    facts.importerNumber,
    facts.entryType,
    facts.entryDate,
    facts.entrySummaryDate,
    facts.ieepaDutyCents,
    facts.reconciliationFlagged,
    facts.type09OnFile,
    facts.type09FiledOn,
    liquidation.status,
    liquidation.liquidatedOn,
    liquidation.reliquidatedOn,
    liquidation.scheduledOn,
    liquidation.provisionalOn,
    liquidation.proposed?.status ?? null,
    liquidation.proposed?.date ?? null,
    facts.needsData,
    facts.attested === null ? null : JSON.stringify(facts.attested),
    facts.box28NamesParty,
  ];
}

const COLUMNS = `client_id, importer_number, entry_type, entry_date, entry_summary_date, ieepa_duty_cents, reconciliation_flagged,
  type09_on_file, type09_filed_on, liquidation_status, liquidated_on, reliquidated_on, scheduled_on, provisional_on,
  proposed_status, proposed_on, needs_data, attested, box28_names_party`;
const PARAMETERS = '$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20::jsonb, $21';

/** Adds an entry that a person entered. Lock it first. Deadlines and counts are the caller's to bring in line. */
export async function insertEntryByHand(tx: TenantTransaction, entryNumber: string, facts: EntryFacts): Promise<void> {
  await tx.query(
    `insert into entry (organization_id, entry_number, ${COLUMNS}, filer_code, as_of)
     values ($1, $2, ${PARAMETERS}, left($2, 3), $22)`,
    [tx.organizationId, entryNumber, ...valuesOf(facts), facts.asOf],
  );
}

const BY_HAND = { cause: 'person', proposalFrom: null } as const;

/**
 * Writes the facts of an entry, and the entry as it stood before into its history. A proposal that is settled loses its report.
 * `proposalFrom` names the report of a proposal that returns. Lock it first. Deadlines and counts are the caller's to bring in line.
 */
export async function updateEntryByHand(
  tx: TenantTransaction,
  entryNumber: string,
  facts: EntryFacts,
  change: { readonly cause: 'person' | 'person_undone'; readonly proposalFrom: ProposalSource | null } = BY_HAND,
): Promise<void> {
  const { proposalFrom: from } = change;
  await tx.query(
    `insert into entry_change (organization_id, entry_number, cause, before)
     select organization_id, entry_number, $3, to_jsonb(e) from entry e
      where e.organization_id = $1 and e.entry_number = $2`,
    [tx.organizationId, entryNumber, change.cause],
  );
  await tx.query(
    `update entry set (${COLUMNS}) = row (${PARAMETERS}),
       proposed_import_id = case when $17::text is null then null else coalesce($22, proposed_import_id) end,
       proposed_row = case when $17::text is null then null else coalesce($23, proposed_row) end
     where organization_id = $1 and entry_number = $2`,
    [tx.organizationId, entryNumber, ...valuesOf(facts), from?.importId ?? null, from?.row ?? null],
  );
}
