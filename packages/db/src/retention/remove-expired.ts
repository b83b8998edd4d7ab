import type { TenantTransaction } from '../transactions.ts';

/** Nothing reads the file of an import again that stands in one of these. */
const SETTLED_IMPORTS = ['committed', 'undone', 'failed'];
const SETTLED_MAILS = ['accepted', 'failed', 'not_configured', 'refused'];

/** Stands where a text was; the database takes no other in its place. */
const REMOVED_TEXT = 'Removed by the retention settings.';

/** Removes the files of settled imports that came before `before`; the imports, their issues and what they brought stay. Answers how many. */
export async function removeReportFiles(tx: TenantTransaction, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `with gone as (
       delete from report_import_piece p using report_import i
        where p.organization_id = $1 and i.organization_id = $1 and i.id = p.import_id
          and i.created_at < $2 and i.status = any ($3::text[])
       returning p.import_id
     )
     select count(distinct import_id) as count from gone`,
    [tx.organizationId, before, SETTLED_IMPORTS],
  );
  return row?.count ?? 0;
}

/** Removes the text of messages that were settled and written before `before`; who got what when, and what the server said, stays. Answers how many. */
export async function removeMailTexts(tx: TenantTransaction, before: Date): Promise<number> {
  const removed = await tx.query(
    `update mail_message set text_body = $4, html_body = $5
      where organization_id = $1 and created_at < $2 and status = any ($3::text[]) and text_body <> $4
     returning id`,
    [tx.organizationId, before, SETTLED_MAILS, REMOVED_TEXT, `<p>${REMOVED_TEXT}</p>`],
  );
  return removed.length;
}
