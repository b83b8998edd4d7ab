import type { TenantPgTransaction } from '../transactions.ts';
import type { ReportedColumns } from './reported-columns.ts';

/** Facts that a person can attest and a report can contradict. */
export type AttestedFact =
  | 'importerNumber'
  | 'entryType'
  | 'entryDate'
  | 'entrySummaryDate'
  | 'ieepaDutyCents'
  | 'liquidation'
  | 'reconciliationFlagged';

/** Whether a person attested the fact of the entry `e` after the report's day (`$2`), in SQL: then the report leaves it alone. */
export const isHeld = (fact: AttestedFact): string => `coalesce((e.attested ->> '${fact}')::date > $2::date, false)`;

/** A report that contradicts what a person attested. */
export interface AttestedDifference {
  readonly entryNumber: string;
  readonly row: number;
  readonly fact: AttestedFact;
  readonly attested: string | null;
  readonly reported: string | null;
  readonly seenOn: string;
  /** The person saw it after the day of the report: what he said stays. */
  readonly isHeld: boolean;
}

const liquidationOf = (alias: string): string =>
  `concat_ws(' ', ${alias}.liquidation_status, coalesce(${alias}.liquidated_on, ${alias}.scheduled_on)::text)`;

const FIND_DIFFERENCES = `
  select e.entry_number as "entryNumber", s.row_no as "row", v.fact, v.known as attested, v.reported,
    e.attested ->> v.fact as "seenOn", (e.attested ->> v.fact)::date > $2::date as "isHeld"
  from entry e
  join staged_entry s on s.entry_number = e.entry_number and s.problem is null
  cross join lateral (values
    ('importerNumber', true, e.importer_number, s.importer_number),
    ('entryType', $3::boolean, e.entry_type, s.entry_type),
    ('entryDate', $4::boolean, e.entry_date::text, s.entry_date::text),
    ('entrySummaryDate', $5::boolean, e.entry_summary_date::text, s.entry_summary_date::text),
    ('reconciliationFlagged', $6::boolean, e.reconciliation_flagged::text, s.reconciliation_flagged::text),
    ('liquidation', $7::boolean and s.liquidation_status <> 'unknown' and s.liquidated_on is distinct from e.reliquidated_on,
      ${liquidationOf('e')}, ${liquidationOf('s')}),
    ('ieepaDutyCents', s.ieepa_row_count > 0, e.ieepa_duty_cents::text, s.ieepa_duty_cents::text)
  ) as v(fact, is_said, known, reported)
  where e.organization_id = $1 and e.attested is not null and e.attested ? v.fact
    and v.is_said and v.known is distinct from v.reported
  order by s.row_no, v.fact limit $8`;

/**
 * Where the staged report contradicts what a person attested, at most `limit`. Run it after `consolidateEntries` and before
 * `mergeEntries`, which may let the report win.
 */
export function listAttestedDifferences(
  tx: TenantPgTransaction,
  report: { readonly asOf: string; readonly columns: ReportedColumns },
  limit: number,
): Promise<AttestedDifference[]> {
  const { entryType, entryDate, entrySummaryDate, reconciliation, liquidation } = report.columns;
  return tx.query<AttestedDifference>(FIND_DIFFERENCES, [
    tx.organizationId,
    report.asOf,
    entryType,
    entryDate,
    entrySummaryDate,
    reconciliation,
    liquidation,
    limit,
  ]);
}
