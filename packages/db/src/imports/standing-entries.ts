import type { TenantPgTransaction } from '../transactions.ts';
import { CopyBuffer, copyText } from './copy-text.ts';

/** The fingerprint of an entry's rows as `entry.rows_hash` keeps it: two sums and how many rows they add up. */
export const rowsHash = (alias: string): string =>
  `int8send(${alias}.rows_a) || int8send(${alias}.rows_b) || int4send(${alias}.row_count)`;

/**
 * Whether an entry stands by nothing but the rows of its last report, so that the same rows, read in full, would leave it as it is: no
 * issue to tell again, nothing that a person attested, no proposal, no exit, no date that the calendar could give another meaning.
 */
const STANDS = `e.as_of <= $2 and e.gone_since is null and e.needs_data is null and e.attested is null and e.reliquidated_on is null
  and e.proposed_status is null and e.protest_number is null and e.scheduled_on is null and e.provisional_on is null
  and (e.liquidated_on is null or e.liquidated_on <= $3) and e.rows_hash = ${rowsHash('s')}`;

/** An entry changed between the comparison of its rows and the merge: the report has to be read in full. */
export class EntriesMovedError extends Error {
  override readonly name = 'EntriesMovedError';

  constructor() {
    super('Entries that this report repeats were changed while it was read.');
  }
}

/** Whether the firm has fingerprints at all: otherwise looking for repeated rows is in vain. */
export async function knowsRows(tx: TenantPgTransaction): Promise<boolean> {
  const [known] = await tx.query<{ any: boolean }>(
    'select exists (select from entry where organization_id = $1 and rows_hash is not null) as "any"',
    [tx.organizationId],
  );
  return known?.any === true;
}

/** What a report says of one entry, without its meaning. */
export interface SeenEntry {
  /** Names it in the answer. */
  readonly index: number;
  readonly entryNumber: string;
  readonly hashA: number;
  readonly hashB: number;
  readonly rowCount: number;
}

export interface StandingReport {
  readonly asOf: string;
  readonly businessDate: string;
}

/** Makes `seen_entry` and `standing_entry`, both empty; they vanish with the transaction. */
export async function createStandingTables(tx: TenantPgTransaction): Promise<void> {
  await tx.client.query(`
    create temporary table seen_entry (index int, entry_number text, rows_a bigint, rows_b bigint, row_count int) on commit drop;
    create temporary table standing_entry (index int, entry_number text, filer_code text, importer_number text, as_of date, rows_a bigint,
      rows_b bigint, row_count int) on commit drop`);
}

/**
 * Fills `standing_entry` with those of the seen entries that stand by exactly these rows, and answers with the indexes of the others.
 */
export async function findStandingEntries(
  tx: TenantPgTransaction,
  seen: Iterable<SeenEntry>,
  report: StandingReport,
): Promise<readonly number[]> {
  const bytes = new CopyBuffer();
  for (const { index, entryNumber, hashA, hashB, rowCount } of seen) {
    bytes.add(`${index}\t${entryNumber}\t${hashA}\t${hashB}\t${rowCount}\n`);
    if (bytes.isFull) await copyText(tx, 'seen_entry', bytes.take());
  }
  await copyText(tx, 'seen_entry', bytes.take());
  await tx.query(
    `insert into standing_entry
     select s.index, s.entry_number, e.filer_code, e.importer_number, e.as_of, s.rows_a, s.rows_b, s.row_count
       from seen_entry s join entry e on e.organization_id = $1 and e.entry_number = s.entry_number and ${STANDS}`,
    [tx.organizationId, report.asOf, report.businessDate],
  );
  await tx.client.query('analyze standing_entry (entry_number)');
  const [others] = await tx.query<{ indexes: number[] | null }>(
    'select array_agg(s.index) as indexes from seen_entry s where not exists (select from standing_entry t where t.index = s.index)',
  );
  return others?.indexes ?? [];
}

/**
 * Adds the standing entries to `known_entry` as repeated. Run it under `lockEntryFacts`. Throws EntriesMovedError when one of them does
 * not stand so any more.
 */
export async function confirmStandingEntries(tx: TenantPgTransaction, report: StandingReport): Promise<void> {
  const [counted] = await tx.query<{ standing: number; confirmed: number }>(
    `with confirmed as (
       insert into known_entry
       select s.entry_number, true, e.as_of
         from standing_entry s join entry e on e.organization_id = $1 and e.entry_number = s.entry_number and ${STANDS}
       returning 1
     )
     select (select count(*) from standing_entry) as standing, (select count(*) from confirmed) as confirmed`,
    [tx.organizationId, report.asOf, report.businessDate],
  );
  if (counted?.standing !== counted?.confirmed) throw new EntriesMovedError();
  await tx.client.query('analyze known_entry');
}
