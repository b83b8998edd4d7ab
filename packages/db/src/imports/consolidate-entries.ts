import type { TenantPgTransaction } from '../transactions.ts';

/** Fields on which all rows of an entry must agree. */
export type AgreedField = 'importerNumber' | 'entryType' | 'liquidationStatus' | 'liquidationDate';

export interface RowDisagreement {
  readonly entryNumber: string;
  readonly row: number;
  readonly field: AgreedField;
  /** What this row says, where its first row says something else. */
  readonly value: string | null;
}

/** Comparing and choosing by bytes, so that the same rows give the same facts whatever the server's language. */
const least = (column: string): string => `min(${column} collate "C") collate "default"`;

const DATE_SAID = 'coalesce(liquidated_on, scheduled_on, provisional_on)';

// Sums of 32-bit hashes are exact in a float8 for two million rows of one entry, and ten times cheaper than numeric.
const CONSOLIDATE = `
  insert into staged_entry
  select min(row_no), entry_number, min(filer_code), ${least('importer_number')}, ${least('importer_name')}, ${least('entry_type')},
    min(entry_date), min(entry_summary_date), ${least('port_code')}, ${least('control_status')}, bool_or(reconciliation_flagged),
    ${least('protest_number')}, ${least('protest_status')}, min(liquidation_status), min(liquidated_on), min(scheduled_on),
    min(provisional_on), sum(ieepa_duty_cents), sum(ieepa_row_count), sum(row_count),
    sum(hash_a::float8)::bigint % 4294967296, sum(hash_b::float8)::bigint % 4294967296,
    case when count(rows_a) = count(*) then sum(rows_a::float8)::bigint % 4294967296 end,
    case when count(rows_b) = count(*) then sum(rows_b::float8)::bigint % 4294967296 end,
    coalesce(${least('problem')}, case
      when min(importer_number) <> max(importer_number) or min(entry_type) <> max(entry_type)
        or min(liquidation_status) <> max(liquidation_status) or min(${DATE_SAID}) <> max(${DATE_SAID})
        or count(${DATE_SAID}) not in (0, count(*)) then 'entry.rows_disagree' end)
  from staged_fragment group by entry_number`;

/** What later statements join and filter by; examining all 23 columns took longer than most of those statements. */
const ANALYZE = 'analyze staged_entry (entry_number, importer_number, problem)';

/** Where rows say different dates, the earliest that starts a clock rules, because none may be lost. */
const KEEP_EARLIEST = `
  update staged_entry s
     set importer_number = coalesce(first.importer_number, s.importer_number), liquidation_status = first.liquidation_status,
         liquidated_on = first.liquidated_on, scheduled_on = first.scheduled_on, provisional_on = first.provisional_on
    from (
      select distinct on (f.entry_number) f.* from staged_fragment f
       where f.entry_number in (select entry_number from staged_entry where problem is not null)
       order by f.entry_number, f.liquidated_on nulls last, f.row_no) first
   where first.entry_number = s.entry_number`;

const DISAGREEMENTS = `
  select distinct on (f.entry_number) f.entry_number as "entryNumber", f.row_no as "row",
    case when f.importer_number <> first.importer_number then 'importerNumber'
         when f.entry_type <> first.entry_type then 'entryType'
         when f.liquidation_status <> first.liquidation_status then 'liquidationStatus'
         else 'liquidationDate' end as field,
    case when f.importer_number <> first.importer_number then f.importer_number
         when f.entry_type <> first.entry_type then f.entry_type
         when f.liquidation_status <> first.liquidation_status then f.liquidation_status
         else coalesce(f.liquidated_on, f.scheduled_on, f.provisional_on)::text end as value
    from staged_fragment f
    join staged_entry s on s.entry_number = f.entry_number and s.problem = 'entry.rows_disagree'
    join staged_fragment first on first.entry_number = f.entry_number and first.row_no = s.row_no
   where f.importer_number <> first.importer_number or f.entry_type <> first.entry_type
      or f.liquidation_status <> first.liquidation_status
      or coalesce(f.liquidated_on, f.scheduled_on, f.provisional_on)
           is distinct from coalesce(first.liquidated_on, first.scheduled_on, first.provisional_on)
   order by f.entry_number, f.row_no
   limit $1`;

/** Rows of one entry that stand apart and have the same line and tariff ordinal. */
export interface RepeatedRows {
  readonly entryNumber: string;
  readonly firstRow: number;
  readonly lastRow: number;
}

const REPEATED = `
  with split as materialized (select entry_number from staged_fragment group by entry_number having count(*) > 1)
  select entry_number as "entryNumber", min(row_no) as "firstRow", max(row_no) as "lastRow"
    from (
      select entry_number, row_no, line_number, ordinal from staged_line where entry_number in (select entry_number from split)
      union all
      select l.entry_number, l.row_no, l.line_number, l.ordinal
        from split join entry_line l on l.organization_id = $2 and l.import_id = $3 and l.entry_number = split.entry_number) line
   where line_number is not null and ordinal is not null
   group by entry_number, line_number, ordinal having count(*) > 1
   order by max(row_no) limit $1`;

/** What only shows when the rows of an entry that stand apart are put together. */
export interface Consolidation {
  readonly disagreements: readonly RowDisagreement[];
  readonly repeated: readonly RepeatedRows[];
}

export interface StagedOrder {
  readonly importId: string;
  /** Every entry is one fragment, because they came in ascending order: there is nothing to put together. */
  readonly isInOrder: boolean;
  /** At most so many disagreements and repeated rows are told. */
  readonly limit: number;
}

async function isSplit(tx: TenantPgTransaction): Promise<boolean> {
  const [split] = await tx.query<{ exists: boolean }>(
    'select exists (select from staged_fragment group by entry_number having count(*) > 1) as "exists"',
  );
  return split?.exists === true;
}

/**
 * Makes `staged_entry`, one row an entry, out of the fragments. Answers with the rows in which fragments of one entry
 * contradict each other or repeat each other; entries that contradict themselves carry the problem `entry.rows_disagree`.
 */
export async function consolidateEntries(tx: TenantPgTransaction, order: StagedOrder): Promise<Consolidation> {
  const { importId, limit } = order;
  if (order.isInOrder || !(await isSplit(tx))) {
    await tx.client.query(`alter table staged_fragment rename to staged_entry; ${ANALYZE}`);
    return { disagreements: [], repeated: [] };
  }
  await tx.client.query(
    `create temporary table staged_entry (like staged_fragment) on commit drop; ${CONSOLIDATE}; ${KEEP_EARLIEST}; ${ANALYZE}`,
  );
  const disagreements = await tx.query<RowDisagreement>(DISAGREEMENTS, [limit]);
  const repeated = await tx.query<RepeatedRows>(REPEATED, [limit, tx.organizationId, importId]);
  await tx.query('update staged_entry set rows_a = null, rows_b = null where entry_number = any($1)', [
    repeated.map(({ entryNumber }) => entryNumber),
  ]);
  return { disagreements, repeated };
}
