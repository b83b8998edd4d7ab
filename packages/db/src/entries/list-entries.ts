import { CAPE_REFUSED_TYPES, type LiquidationStatus } from '@capeline/domain';
import { FILER_STATUS, type FilerStatus } from '../filer-codes.ts';
import type { TenantTransaction } from '../transactions.ts';
import { EXIT_OF_ENTRY, entryMeetsDeadline } from './entry-joins.ts';

export interface EntryRow {
  readonly entryNumber: string;
  readonly filerCode: string;
  readonly filerStatus: FilerStatus;
  readonly clientId: string;
  readonly clientName: string;
  readonly importerNumber: string;
  readonly entryType: string | null;
  readonly entryDate: string | null;
  readonly entrySummaryDate: string | null;
  readonly liquidationStatus: LiquidationStatus;
  readonly liquidatedOn: string | null;
  readonly reliquidatedOn: string | null;
  readonly scheduledOn: string | null;
  readonly provisionalOn: string | null;
  readonly proposedStatus: LiquidationStatus | null;
  readonly proposedOn: string | null;
  readonly proposedFileName: string | null;
  readonly proposedAsOf: string | null;
  readonly reconciliationFlagged: boolean | null;
  readonly type09OnFile: boolean | null;
  readonly type09FiledOn: string | null;
  readonly box28NamesParty: boolean | null;
  readonly protestNumber: string | null;
  readonly protestStatus: string | null;
  readonly ieepaDutyCents: number | null;
  readonly needsData: string | null;
  readonly goneSince: string | null;
  readonly asOf: string;
}

/** Every filter is optional; all that are given must hold. */
export interface EntryFilter {
  readonly clientId?: string;
  readonly importerNumber?: string;
  readonly liquidationStatus?: LiquidationStatus;
  readonly entryNumber?: string;
  readonly needsData?: boolean;
  /** A report shows a past date without a status. */
  readonly provisional?: boolean;
  /** The past date that a report shows without a status. */
  readonly provisionalOn?: string;
  /** A report proposed a later liquidation date that nobody confirmed. */
  readonly proposed?: boolean;
  /** A newer report lacked the entry. */
  readonly gone?: boolean;
  /** IEEPA duty, and no liquidation that started a clock: what the client page counts as not yet liquidated. */
  readonly notYetLiquidated?: boolean;
  /** Entries with an open deadline whose file-by lies before this date, lapsed ones included. */
  readonly fileByBefore?: string;
  /** Entries that the deadline covers, those that left it included. */
  readonly deadlineId?: string;
}

const COLUMNS = `
  e.entry_number as "entryNumber", e.filer_code as "filerCode", ${FILER_STATUS} as "filerStatus", e.client_id as "clientId", c.name as "clientName",
  e.importer_number as "importerNumber", e.entry_type as "entryType", e.entry_date as "entryDate",
  e.entry_summary_date as "entrySummaryDate", e.liquidation_status as "liquidationStatus", e.liquidated_on as "liquidatedOn",
  e.reliquidated_on as "reliquidatedOn", e.scheduled_on as "scheduledOn", e.provisional_on as "provisionalOn", e.proposed_status as "proposedStatus",
  e.proposed_on as "proposedOn", i.file_name as "proposedFileName", i.as_of as "proposedAsOf",
  e.reconciliation_flagged as "reconciliationFlagged", e.type09_on_file as "type09OnFile",
  e.type09_filed_on as "type09FiledOn", e.box28_names_party as "box28NamesParty",
  e.protest_number as "protestNumber", e.protest_status as "protestStatus", e.ieepa_duty_cents as "ieepaDutyCents",
  e.needs_data as "needsData", e.gone_since as "goneSince", e.as_of as "asOf"`;

/** What a page of entries (alias e) shows beside them. */
const BESIDE = `
  join client c on c.organization_id = e.organization_id and c.id = e.client_id
  left join filer_code f on f.organization_id = e.organization_id and f.code = e.filer_code
  left join report_import i on i.organization_id = e.organization_id and i.id = e.proposed_import_id`;

/** Collects parameters and answers with their names in SQL. */
class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

function conditionsOf(filter: EntryFilter, organizationId: string, parameters: Parameters): string[] {
  const where = [`e.organization_id = ${organizationId}`];
  const {
    clientId,
    importerNumber,
    liquidationStatus,
    entryNumber,
    needsData,
    proposed,
    gone,
    fileByBefore,
    deadlineId,
  } = filter;
  if (clientId !== undefined) where.push(`e.client_id = ${parameters.add(clientId)}::uuid`);
  if (importerNumber !== undefined) where.push(`e.importer_number = ${parameters.add(importerNumber)}`);
  if (liquidationStatus !== undefined) where.push(`e.liquidation_status = ${parameters.add(liquidationStatus)}`);
  if (entryNumber !== undefined) where.push(`e.entry_number = ${parameters.add(entryNumber)}`);
  if (needsData !== undefined) where.push(`e.needs_data is ${needsData ? 'not null' : 'null'}`);
  if (filter.notYetLiquidated !== undefined)
    where.push(`(e.liquidated_on is null and coalesce(e.ieepa_duty_cents, 0) > 0) is ${filter.notYetLiquidated}`);
  if (filter.provisional !== undefined) where.push(`e.provisional_on is ${filter.provisional ? 'not null' : 'null'}`);
  if (filter.provisionalOn !== undefined)
    where.push(`e.provisional_on = ${parameters.add(filter.provisionalOn)}::date`);
  if (gone !== undefined) where.push(`e.gone_since is ${gone ? 'not null' : 'null'}`);
  if (proposed !== undefined) where.push(`e.proposed_status is ${proposed ? 'not null' : 'null'}`);
  if (fileByBefore !== undefined) {
    where.push(`exists (select from deadline d
      where d.organization_id = ${organizationId} and d.status = 'open' and d.file_by < ${parameters.add(fileByBefore)}::date
        and ${entryMeetsDeadline(parameters.add(CAPE_REFUSED_TYPES))}
        and not exists (select from deadline_exit x where ${EXIT_OF_ENTRY}))`);
  }
  if (deadlineId !== undefined) {
    where.push(`exists (select from deadline d
      where d.organization_id = ${organizationId} and d.id = ${parameters.add(deadlineId)}::uuid
        and ${entryMeetsDeadline(parameters.add(CAPE_REFUSED_TYPES))})`);
  }
  return where;
}

/** Entries in the order of their numbers, after `after`: every page costs the same, however far in. */
export function listEntryRows(
  tx: TenantTransaction,
  input: {
    readonly filter: EntryFilter;
    readonly after: string | null;
    readonly limit: number;
    readonly isDescending?: boolean;
  },
): Promise<EntryRow[]> {
  return select(tx, input, (parameters) => {
    const direction = input.isDescending ? DOWN : UP;
    const behind = input.after === null ? [] : [`e.entry_number ${direction.behind} ${parameters.add(input.after)}`];
    return { where: behind, order: `e.entry_number ${direction.order}` };
  });
}

const UP = { order: 'asc', behind: '>' } as const;
const DOWN = { order: 'desc', behind: '<' } as const;

/** Cuts the page before anything is joined to it: over the joins the planner expects a handful of rows, reads all entries and sorts them. */
function select(
  tx: TenantTransaction,
  input: { readonly filter: EntryFilter; readonly limit: number },
  place: (parameters: Parameters) => { readonly where: readonly string[]; readonly order: string },
): Promise<EntryRow[]> {
  const parameters = new Parameters();
  const conditions = conditionsOf(input.filter, parameters.add(tx.organizationId), parameters);
  const { where, order } = place(parameters);
  const limit = parameters.add(input.limit);
  return tx.query<EntryRow>(
    `select ${COLUMNS}
       from (select e.* from entry e where ${[...conditions, ...where].join(' and ')} order by ${order} limit ${limit}) e
       ${BESIDE}
      order by ${order}`,
    parameters.values,
  );
}

/** What entries can be sorted by beside their number; null stands behind everything else, by number. */
const SORT_COLUMNS = {
  liquidationDate: { column: 'e.liquidated_on', type: 'date' },
  ieepaDutyCents: { column: 'e.ieepa_duty_cents', type: 'bigint' },
} as const;

/** A place in a sorted list: the value and number of an entry. */
export interface EntryPlace {
  readonly value: string | number | null;
  readonly entryNumber: string;
}

/** Entries by one of their facts, after `after`. Two reads of one index, first those with a value: neither looks at what lies before. */
export async function listSortedEntryRows(
  tx: TenantTransaction,
  input: {
    readonly filter: EntryFilter;
    readonly by: keyof typeof SORT_COLUMNS;
    readonly isDescending: boolean;
    readonly after: EntryPlace | null;
    readonly limit: number;
  },
): Promise<EntryRow[]> {
  const { filter, after, limit } = input;
  const { column, type } = SORT_COLUMNS[input.by];
  const direction = input.isDescending ? DOWN : UP;
  const order = `${column} ${direction.order}, e.entry_number ${direction.order}`;
  const valued =
    after !== null && after.value === null
      ? []
      : await select(tx, { filter, limit }, (parameters) => {
          const isValued = `${column} is not null`;
          if (after === null) return { where: [isValued], order };
          const place = `(${parameters.add(after.value)}::${type}, ${parameters.add(after.entryNumber)})`;
          return { where: [isValued, `(${column}, e.entry_number) ${direction.behind} ${place}`], order };
        });
  if (valued.length === limit) return valued;
  const rest = await select(tx, { filter, limit: limit - valued.length }, (parameters) => {
    const isWithout = `${column} is null`;
    if (after === null || after.value !== null) return { where: [isWithout], order };
    return { where: [isWithout, `e.entry_number ${direction.behind} ${parameters.add(after.entryNumber)}`], order };
  });
  return [...valued, ...rest];
}

export interface EntryLineRow {
  readonly row: number;
  readonly lineNumber: string | null;
  readonly ordinal: number | null;
  readonly hts: string;
  readonly countryOfOrigin: string | null;
  readonly goodsValueCents: number | null;
  readonly dutyCents: number;
  readonly isIeepa: boolean;
}

/** The lines of an entry's newest snapshot, by the report's date, in the order of the report. */
export function listLastEntryLines(tx: TenantTransaction, entryNumber: string): Promise<EntryLineRow[]> {
  return tx.query<EntryLineRow>(
    `select l.row_no as "row", l.line_number as "lineNumber", l.ordinal, l.hts, l.country_of_origin as "countryOfOrigin",
            l.goods_value_cents as "goodsValueCents", l.duty_cents as "dutyCents", l.is_ieepa as "isIeepa"
       from entry_line l
      where l.organization_id = $1 and l.entry_number = $2
        and l.import_id = (select s.import_id
                             from entry_line s
                             left join report_import i on i.organization_id = $1 and i.id = s.import_id
                            where s.organization_id = $1 and s.entry_number = $2
                            order by i.as_of desc nulls last, i.committed_at desc nulls last, s.import_id
                            limit 1)
      order by l.row_no`,
    [tx.organizationId, entryNumber],
  );
}
