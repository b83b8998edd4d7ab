import type { TenantTransaction } from '../transactions.ts';

/** One thing to look at, with its place in the file. */
export interface ReportIssue {
  readonly row: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly cure: string | null;
  readonly value: string | null;
  readonly entryNumber: string | null;
}

/** Replaces the issues of an import: a second reading says everything anew. */
export async function replaceReportIssues(
  tx: TenantTransaction,
  importId: string,
  issues: readonly ReportIssue[],
): Promise<void> {
  await tx.query('delete from report_import_issue where organization_id = $1 and import_id = $2', [
    tx.organizationId,
    importId,
  ]);
  if (issues.length === 0) return;
  await tx.query(
    `insert into report_import_issue
       (organization_id, import_id, issue_no, row_no, column_name, code, severity, message, cure, value, entry_number)
     select $1, $2, issue.* from unnest($3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::text[]) as issue`,
    [
      tx.organizationId,
      importId,
      issues.map((_, index) => index + 1),
      issues.map((issue) => issue.row),
      issues.map((issue) => issue.column),
      issues.map((issue) => issue.code),
      issues.map((issue) => issue.severity),
      issues.map((issue) => issue.message),
      issues.map((issue) => issue.cure),
      issues.map((issue) => issue.value),
      issues.map((issue) => issue.entryNumber),
    ],
  );
}
