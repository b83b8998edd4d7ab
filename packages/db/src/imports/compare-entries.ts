import type { TenantPgTransaction } from '../transactions.ts';
import { type AttestedFact, isHeld } from './attested-facts.ts';
import { MERGE_KEY } from './merge-liquidations.ts';
import type { ReportedColumns } from './reported-columns.ts';

const PLAIN_FACTS: readonly (readonly [string, keyof ReportedColumns])[] = [
  ['entry_type', 'entryType'],
  ['entry_date', 'entryDate'],
  ['entry_summary_date', 'entrySummaryDate'],
  ['port_code', 'portCode'],
  ['control_status', 'controlStatus'],
  ['reconciliation_flagged', 'reconciliation'],
  ['protest_number', 'protestNumber'],
  ['protest_status', 'protestStatus'],
];

const LIQUIDATION_FACTS = [
  'liquidated_on',
  'reliquidated_on',
  'scheduled_on',
  'provisional_on',
  'proposed_status',
  'proposed_on',
];

/** Every column whose change is a change of the entry, and which an undo gives back. */
export const FACTS = [
  'client_id',
  'importer_number',
  ...PLAIN_FACTS.map(([column]) => column),
  'liquidation_status',
  ...LIQUIDATION_FACTS,
  'proposed_import_id',
  'ieepa_duty_cents',
  'line_count',
  'lines_hash',
  'gone_since',
  'gone_import_id',
  'needs_data',
];

/** What is missing before the clocks of an entry can be trusted; the words of the domain's `liquidationGap`. */
export const gapOf = (alias: string): string => `case
  when ${alias}.provisional_on is not null then 'liquidation.past_date_without_status'
  when ${alias}.liquidation_status in ('liquidated', 'reliquidated', 'deemed') and ${alias}.liquidated_on is null
    then 'liquidation.date_missing' end`;

/** The two sums and the number of rows, as an entry keeps them. */
export const LINES_HASH = 'int8send(s.hash_a) || int8send(s.hash_b) || int4send(s.row_count)';

/** Plain facts that a person can attest. */
const ATTESTABLE: Partial<Record<keyof ReportedColumns, AttestedFact>> = {
  entryType: 'entryType',
  entryDate: 'entryDate',
  entrySummaryDate: 'entrySummaryDate',
  reconciliation: 'reconciliationFlagged',
};

/** A fact of the report's own column: a newer report sets it, also to nothing; an older one fills what is unknown. */
function plainFact(column: string, name: keyof ReportedColumns, isReported: boolean): string {
  const newer = isReported ? `s.${column}` : `e.${column}`;
  const fact = ATTESTABLE[name];
  const isOlder = fact === undefined ? 'f.is_older' : `f.is_older or ${isHeld(fact)}`;
  return `case when f.is_problem then e.${column} when ${isOlder} then coalesce(e.${column}, s.${column}) else ${newer} end as ${column}`;
}

function nextFacts(columns: ReportedColumns): string {
  // A proposal that a person refused is none when another report repeats it.
  const merged = LIQUIDATION_FACTS.map((column) =>
    column.startsWith('proposed_')
      ? `case when m.key is null then e.${column} when f.is_kept then null else m.${column} end as ${column}`
      : `case when m.key is null then e.${column} else m.${column} end as ${column}`,
  );
  return [
    `case when f.is_problem or f.is_older or ${isHeld('importerNumber')} or n.client_id is null or s.importer_number = e.importer_number then e.client_id else n.client_id end as client_id`,
    `case when f.is_problem or f.is_older or ${isHeld('importerNumber')} then e.importer_number else s.importer_number end as importer_number`,
    ...PLAIN_FACTS.map(([column, name]) => plainFact(column, name, columns[name])),
    'coalesce(m.status, e.liquidation_status) as liquidation_status',
    ...merged,
    `case when f.is_kept then null when m.changed = 'later_proposed' then $3::uuid when m.key is not null and m.proposed_status is null then null else e.proposed_import_id end as proposed_import_id`,
    'case when e.gone_since <= $2 then null else e.gone_since end as gone_since',
    'case when e.gone_since <= $2 then null else e.gone_import_id end as gone_import_id',
    `case when f.takes_lines and not ${isHeld('ieepaDutyCents')} then s.ieepa_duty_cents else e.ieepa_duty_cents end as ieepa_duty_cents`,
    'case when f.takes_lines then s.row_count else e.line_count end as line_count',
    `case when f.takes_lines then ${LINES_HASH} else e.lines_hash end as lines_hash`,
  ].join(',\n');
}

/**
 * Which staged entries are known, and which of them repeat what is known in every reported column: the usual case of a
 * re-export, told by one cheap comparison so that the rules below see only the others.
 */
function knownSql(columns: ReportedColumns): string {
  const reported = PLAIN_FACTS.filter(([, name]) => columns[name]).map(([column]) => column);
  const liquidation = ['liquidation_status', 'liquidated_on', 'scheduled_on', 'provisional_on'];
  const compared = ['importer_number', ...reported, ...(columns.liquidation ? liquidation : []), 'ieepa_duty_cents'];
  const settled = columns.liquidation ? 'and e.reliquidated_on is null and e.proposed_status is null' : '';
  return `
  insert into known_entry
  select s.entry_number, s.problem is null and e.as_of <= $2 and e.gone_since is null and e.lines_hash = ${LINES_HASH} ${settled}
    and (e.needs_data is null or e.needs_data like 'liquidation.%')
    and (${compared.map((column) => `e.${column}`).join(', ')}) is not distinct from (${compared.map((column) => `s.${column}`).join(', ')}),
    e.as_of
  from staged_entry s join entry e on e.organization_id = $1 and e.entry_number = s.entry_number`;
}

/** Compares the known entries that are not the same with what is known, and keeps the outcome of those that move. */
function compareSql(columns: ReportedColumns): string {
  const facts = FACTS.filter((column) => column !== 'needs_data');
  return `
  insert into entry_next (organization_id, entry_number, filer_code, first_import_id, last_import_id, as_of, ${facts.join(', ')},
    proposed_row, needs_data, row_no, client_before, liquidation_change, liquidated_before, is_vanished, has_new_lines, is_changed)
  select $1, s.entry_number, e.filer_code, e.first_import_id, case when c.is_changed then $3::uuid else e.last_import_id end,
    case when f.is_problem or f.is_older then e.as_of else $2 end, ${facts.map((column) => `x.${column}`).join(', ')},
    case when x.proposed_import_id is null then null when x.proposed_import_id = $3 then s.row_no else e.proposed_row end,
    g.needs_data, s.row_no, e.client_id, case when f.is_kept then 'none' else m.changed end, e.liquidated_on, f.is_vanished,
    f.takes_lines and x.lines_hash is distinct from e.lines_hash, c.is_changed
  from known_entry k
  join staged_entry s on s.entry_number = k.entry_number
  join entry e on e.organization_id = $1 and e.entry_number = k.entry_number
  left join importer_number n on n.organization_id = $1 and n.number = s.importer_number
  left join liquidation_merge m on s.problem is null and m.key = ${MERGE_KEY}
  cross join lateral (select s.problem is not null as is_problem, e.as_of > $2 as is_older,
    s.problem is null and e.as_of <= $2 and s.ieepa_row_count = 0 and coalesce(e.ieepa_duty_cents, 0) > 0 as is_vanished,
    coalesce(m.changed = 'later_proposed' and e.kept_status = m.proposed_status and e.kept_on is not distinct from m.proposed_on, false) as is_kept,
    s.problem is null and case when e.as_of > $2 then e.lines_hash is null
      else s.ieepa_row_count > 0 or coalesce(e.ieepa_duty_cents, 0) <= 0 end as takes_lines) f
  cross join lateral (select ${nextFacts(columns)}) x
  cross join lateral (select case
    when f.is_problem then case when f.is_older then e.needs_data else s.problem end
    when f.is_older and e.needs_data not like 'liquidation.%' then e.needs_data
    else ${gapOf('x')} end as needs_data) g
  cross join lateral (select (${facts.map((column) => `x.${column}`).join(', ')}, g.needs_data)
    is distinct from (${FACTS.map((column) => `e.${column}`).join(', ')}) as is_changed) c
  where not k.is_same and (c.is_changed or f.is_vanished or (not f.is_problem and e.as_of < $2))`;
}

/**
 * Makes `known_entry`: the staged entries that are known, and whether they repeat what is known. Run it under
 * `lockEntryFacts`, before `mergeLiquidations`.
 */
export async function findKnownEntries(
  tx: TenantPgTransaction,
  report: { readonly asOf: string; readonly columns: ReportedColumns },
): Promise<void> {
  await tx.client.query(
    'create temporary table known_entry (entry_number text, is_same boolean, as_of date) on commit drop',
  );
  await tx.query(knownSql(report.columns), [tx.organizationId, report.asOf]);
  await tx.client.query('analyze known_entry');
}

/**
 * Makes `entry_next`: what the known entries that move will be, decided and not yet written. Run it after `findKnownEntries` and
 * `mergeLiquidations`.
 */
export async function compareKnownEntries(
  tx: TenantPgTransaction,
  report: { readonly importId: string; readonly asOf: string; readonly columns: ReportedColumns },
): Promise<void> {
  await tx.client.query(`create temporary table entry_next (like entry, row_no int, client_before uuid,
    liquidation_change text, liquidated_before date, is_vanished boolean, has_new_lines boolean, is_changed boolean) on commit drop`);
  await tx.query(compareSql(report.columns), [tx.organizationId, report.asOf, report.importId]);
  await tx.client.query('analyze entry_next (entry_number, is_changed)');
}
