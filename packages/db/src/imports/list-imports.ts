import type { TenantTransaction } from '../transactions.ts';
import { hasFailedLately } from './failed-imports.ts';
import { REPORT_IMPORT_COLUMNS, type ReportImport } from './report-imports.ts';
import type { ReportIssue } from './report-issues.ts';

/** An import with what its page shows beside it. */
export interface ListedImport extends ReportImport {
  readonly createdByName: string | null;
  readonly undoneByName: string | null;
  readonly errorCount: number;
  readonly warningCount: number;
}

/** What imports can be sorted by; `key` is the same in the answer of `chosen`. */
const SORT_COLUMNS = {
  createdAt: { column: 'i.created_at', key: 'i."createdAt"', type: 'timestamptz' },
  asOf: { column: 'i.as_of', key: 'i."asOf"', type: 'date' },
  fileName: { column: 'i.file_name', key: 'i."fileName"', type: 'text' },
} as const;

/** What imports are sorted by, and which end comes first. */
export interface ImportOrder {
  readonly by: keyof typeof SORT_COLUMNS;
  readonly isDescending: boolean;
}

const LISTED = `
  select i.*, u.name as "createdByName", v.name as "undoneByName", coalesce(n.errors, 0)::int as "errorCount", coalesce(n.warnings, 0)::int as "warningCount"
    from chosen i
    left join app_user u on u.id = i."createdBy"
    left join app_user v on v.id = i."undoneBy"
    left join lateral (
      select count(*) filter (where severity = 'error') as errors, count(*) filter (where severity = 'warning') as warnings
        from report_import_issue where organization_id = $1 and import_id = i.id
    ) n on true`;

/** The firm's imports in an order, at most `limit` after a place in it; with `failedBefore` only those that had failed lately then. */
export function listReportImports(
  tx: TenantTransaction,
  page: {
    readonly order: ImportOrder;
    readonly after: { readonly value: string; readonly id: string } | null;
    readonly limit: number;
    readonly failedBefore: Date | null;
  },
): Promise<ListedImport[]> {
  const { order, after, limit, failedBefore } = page;
  const { column, key, type } = SORT_COLUMNS[order.by];
  const [direction, behind] = order.isDescending ? ['desc', '<'] : ['asc', '>'];
  return tx.query<ListedImport>(
    `with chosen as materialized (
       select ${REPORT_IMPORT_COLUMNS} from report_import i
        where organization_id = $1 and ($2::${type} is null or (${column}, i.id) ${behind} ($2, $3::uuid))
          and ($5::timestamptz is null or ${hasFailedLately('$5')})
        order by ${column} ${direction}, i.id ${direction} limit $4
     ) ${LISTED} order by ${key} ${direction}, i.id ${direction}`,
    [tx.organizationId, after?.value ?? null, after?.id ?? null, limit, failedBefore],
    { name: `list-report-imports-${order.by}-${direction}` },
  );
}

/** One import as `listReportImports` shows it, or null. */
export async function findListedImport(tx: TenantTransaction, importId: string): Promise<ListedImport | null> {
  const [row] = await tx.query<ListedImport>(
    `with chosen as materialized (
       select ${REPORT_IMPORT_COLUMNS} from report_import where organization_id = $1 and id = $2
     ) ${LISTED}`,
    [tx.organizationId, importId],
    { name: 'find-listed-import' },
  );
  return row ?? null;
}

/** The issues of an import in the order of its rows, at most `limit` after the issue of that number. */
export function listReportIssues(
  tx: TenantTransaction,
  importId: string,
  page: { readonly afterNo: number; readonly limit: number },
): Promise<(ReportIssue & { readonly issueNo: number })[]> {
  return tx.query<ReportIssue & { readonly issueNo: number }>(
    `select issue_no as "issueNo", row_no as "row", column_name as "column", code, severity, message, cure, value,
            entry_number as "entryNumber"
       from report_import_issue
      where organization_id = $1 and import_id = $2 and issue_no > $3
      order by report_import_issue.issue_no limit $4`,
    [tx.organizationId, importId, page.afterNo, page.limit],
    { name: 'list-report-issues' },
  );
}
