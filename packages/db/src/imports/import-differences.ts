import type { LiquidationStatus } from '@capeline/domain';
import type { TenantPgTransaction, TenantTransaction } from '../transactions.ts';
import { FACTS } from './compare-entries.ts';

/** What an import does to an entry; each entry has one kind, the first that fits in this order. */
const DIFFERENCE_KINDS = ['earlier', 'later', 'gone', 'changed', 'new'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface ImportDifference {
  readonly kind: DifferenceKind;
  readonly entryNumber: string;
  /** Null in a report that waits for review, for a client that it would make. */
  readonly clientId: string | null;
  readonly clientName: string;
  readonly row: number | null;
  readonly statusBefore: LiquidationStatus | null;
  readonly statusAfter: LiquidationStatus | null;
  /** The liquidation date whose clocks ran before. */
  readonly dateBefore: string | null;
  /** The one whose clocks run after; of a proposal the proposed one. */
  readonly dateAfter: string | null;
  readonly ieepaCentsBefore: number | null;
  readonly ieepaCentsAfter: number | null;
  /** Columns of the entry. */
  readonly changedFacts: readonly string[];
}

export type DifferenceCounts = Readonly<Record<DifferenceKind, { readonly entries: number; readonly cents: number }>>;

export interface ImportDifferences {
  /** Exact. */
  readonly counts: DifferenceCounts;
  /** At most `MOST_DIFFERENCES` of a kind: those with the most money, of new ones the first by number. */
  readonly rows: readonly ImportDifference[];
}

export const MOST_DIFFERENCES = 1000;

const KIND_OF_CHANGE = `case x.liquidation_change when 'earlier' then 'earlier' when 'later_proposed' then 'later' else 'changed' end`;

const COUNTS = `
  select ${KIND_OF_CHANGE} as kind, count(*) as entries, coalesce(sum(x.ieepa_duty_cents), 0)::bigint as cents
    from entry_next x where x.is_changed group by 1
  union all
  select 'new', count(*), coalesce(sum(cents), 0)::bigint from touched_entry where is_new
  union all
  select 'gone', count(*), coalesce(sum(cents), 0)::bigint from absent_entry`;

const CLIENT = `left join client c on c.organization_id = $1 and c.id = `;

// Computed after the merge, so that what is shown is what was done: the facts of before come out of the history that it wrote.
const CHANGES = `
  with chosen as materialized (
    select * from (
      select x.*, ${KIND_OF_CHANGE} as difference, row_number() over (partition by ${KIND_OF_CHANGE}
          order by x.ieepa_duty_cents desc nulls last, x.entry_number) as place
        from entry_next x where x.is_changed) ranked
     where place <= $3
  )
  select x.difference as kind, x.entry_number as "entryNumber", x.client_id as "clientId", c.name as "clientName", x.row_no as "row",
    h.before ->> 'liquidation_status' as "statusBefore",
    case when x.difference = 'later' then x.proposed_status else x.liquidation_status end as "statusAfter",
    (h.before ->> 'liquidated_on')::date as "dateBefore",
    case when x.difference = 'later' then x.proposed_on else x.liquidated_on end as "dateAfter",
    (h.before ->> 'ieepa_duty_cents')::bigint as "ieepaCentsBefore", x.ieepa_duty_cents as "ieepaCentsAfter",
    array(select fact.key from jsonb_each(h.before) fact
           where fact.key = any($4) and fact.value is distinct from to_jsonb(x) -> fact.key order by fact.key) as "changedFacts"
  from chosen x
  join entry_change h on h.organization_id = $1 and h.entry_number = x.entry_number and h.import_id = $2
  ${CLIENT} x.client_id
  order by x.place`;

const NEW = `
  with chosen as materialized (select entry_number from touched_entry where is_new order by entry_number limit $2)
  select 'new' as kind, e.entry_number as "entryNumber", e.client_id as "clientId", c.name as "clientName", s.row_no as "row",
    null as "statusBefore", e.liquidation_status as "statusAfter", null as "dateBefore", e.liquidated_on as "dateAfter",
    null as "ieepaCentsBefore", e.ieepa_duty_cents as "ieepaCentsAfter", '{}'::text[] as "changedFacts"
  from chosen n
  join staged_entry s on s.entry_number = n.entry_number
  join entry e on e.organization_id = $1 and e.entry_number = n.entry_number
  ${CLIENT} e.client_id
  order by e.entry_number`;

const GONE = `
  with chosen as materialized (
    select entry_number from absent_entry order by cents desc nulls last, entry_number limit $2)
  select 'gone' as kind, e.entry_number as "entryNumber", e.client_id as "clientId", c.name as "clientName", null as "row",
    e.liquidation_status as "statusBefore", null as "statusAfter", e.liquidated_on as "dateBefore", null as "dateAfter",
    e.ieepa_duty_cents as "ieepaCentsBefore", null as "ieepaCentsAfter", '{}'::text[] as "changedFacts"
  from chosen g join entry e on e.organization_id = $1 and e.entry_number = g.entry_number
  ${CLIENT} e.client_id
  order by e.ieepa_duty_cents desc nulls last, e.entry_number`;

/** What the merge in this transaction did, against what was known before. Run it after `mergeEntries` and `markAbsentEntries`. */
export async function collectDifferences(tx: TenantPgTransaction, importId: string): Promise<ImportDifferences> {
  const firm = tx.organizationId;
  const counted = await tx.query<{ kind: DifferenceKind; entries: number; cents: number }>(COUNTS);
  const countOf = (kind: DifferenceKind) => {
    const { entries = 0, cents = 0 } = counted.find((one) => one.kind === kind) ?? {};
    return { entries, cents };
  };
  const counts: DifferenceCounts = {
    earlier: countOf('earlier'),
    later: countOf('later'),
    gone: countOf('gone'),
    changed: countOf('changed'),
    new: countOf('new'),
  };
  const rows = [
    ...(await tx.query<ImportDifference>(CHANGES, [firm, importId, MOST_DIFFERENCES, FACTS])),
    ...(await tx.query<ImportDifference>(GONE, [firm, MOST_DIFFERENCES])),
    ...(await tx.query<ImportDifference>(NEW, [firm, MOST_DIFFERENCES])),
  ];
  return { counts, rows: DIFFERENCE_KINDS.flatMap((kind) => rows.filter((row) => row.kind === kind)) };
}

/** Keeps the differences of an import in the place of those that an earlier reading found; null when this one found none to tell. */
export async function replaceDifferences(
  tx: TenantTransaction,
  importId: string,
  differences: ImportDifferences | null,
): Promise<void> {
  const { counts, rows } = differences ?? { counts: null, rows: [] };
  await tx.query('delete from import_difference where organization_id = $1 and import_id = $2', [
    tx.organizationId,
    importId,
  ]);
  await tx.query('update report_import set difference_counts = $3::jsonb where organization_id = $1 and id = $2', [
    tx.organizationId,
    importId,
    counts === null ? null : JSON.stringify(counts),
  ]);
  if (rows.length === 0) return;
  // A client that a rolled-back merge made is not there; the name stays.
  await tx.query(
    `insert into import_difference (organization_id, import_id, difference_no, kind, entry_number, client_id, client_name, row_no,
       status_before, status_after, date_before, date_after, ieepa_cents_before, ieepa_cents_after, changed_facts)
     select $1, $2, row_number() over (), d.kind, d."entryNumber", c.id, d."clientName", d."row", d."statusBefore", d."statusAfter",
       d."dateBefore", d."dateAfter", d."ieepaCentsBefore", d."ieepaCentsAfter", array(select jsonb_array_elements_text(d."changedFacts"))
     from jsonb_to_recordset($3::jsonb) as d(kind text, "entryNumber" text, "clientId" uuid, "clientName" text, "row" int,
       "statusBefore" text, "statusAfter" text, "dateBefore" date, "dateAfter" date, "ieepaCentsBefore" bigint,
       "ieepaCentsAfter" bigint, "changedFacts" jsonb)
     left join client c on c.organization_id = $1 and c.id = d."clientId"`,
    [tx.organizationId, importId, JSON.stringify(rows)],
  );
}

export interface StoredDifference extends ImportDifference {
  readonly differenceNo: number;
}

/** The differences of an import in the order of `DIFFERENCE_KINDS`, at most `limit` after a number. */
export function listDifferences(
  tx: TenantTransaction,
  importId: string,
  page: { readonly kind: DifferenceKind | null; readonly afterNo: number; readonly limit: number },
): Promise<StoredDifference[]> {
  return tx.query<StoredDifference>(
    `select difference_no as "differenceNo", kind, entry_number as "entryNumber", client_id as "clientId", client_name as "clientName",
       row_no as "row", status_before as "statusBefore", status_after as "statusAfter", date_before as "dateBefore",
       date_after as "dateAfter", ieepa_cents_before as "ieepaCentsBefore", ieepa_cents_after as "ieepaCentsAfter",
       changed_facts as "changedFacts"
     from import_difference
     where organization_id = $1 and import_id = $2 and difference_no > $4 and ($3::text is null or kind = $3)
     order by difference_no limit $5`,
    [tx.organizationId, importId, page.kind, page.afterNo, page.limit],
  );
}
