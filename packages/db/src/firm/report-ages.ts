import type { TenantPgTransaction, TenantTransaction } from '../transactions.ts';

/** A filer code of the firm with the date of the newest committed report that told of it. */
export interface CodeReportRow {
  readonly filerCode: string;
  readonly confirmed: boolean;
  readonly asOf: string | null;
}

/** Every filer code, confirmed or only seen, in order. An undone report counts no more. */
export function listCodeReports(tx: TenantTransaction): Promise<CodeReportRow[]> {
  return tx.query<CodeReportRow>(
    `select f.code as "filerCode", f.confirmed,
            (select max(i.as_of) from report_filer_code r
               join report_import i on i.organization_id = $1 and i.id = r.import_id and i.status = 'committed'
              where r.organization_id = $1 and r.filer_code = f.code) as "asOf"
       from filer_code f where f.organization_id = $1 order by f.code`,
    [tx.organizationId],
  );
}

/** Notes which filer codes the staged report tells of. Part of its merge. */
export async function noteReportedCodes(tx: TenantPgTransaction, importId: string): Promise<void> {
  await tx.query(
    `insert into report_filer_code (organization_id, filer_code, import_id)
     select $1, s.filer_code, $2
       from (select filer_code from staged_entry where filer_code is not null union select filer_code from standing_entry) s
     on conflict do nothing`,
    [tx.organizationId, importId],
  );
}
