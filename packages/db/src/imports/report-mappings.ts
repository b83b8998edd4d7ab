import type { MappedColumn } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import type { FoundColumn } from './report-imports.ts';

/** A remembered mapping; the fingerprint is the SHA-256 of the headers as the domain's `headerSetOf` writes them. */
export interface ReportMapping {
  readonly id: string;
  readonly kind: string;
  readonly fingerprint: Buffer;
  /** The file for which it was made. */
  readonly fileName: string;
  readonly columns: readonly MappedColumn[];
  readonly createdAt: Date;
  readonly createdByName: string | null;
}

/** More layouts than any firm has; beyond it the oldest are not looked at when a file is read. */
const MOST_MAPPINGS = 500;

/** The firm's mappings, newest first. */
export function listReportMappings(tx: TenantTransaction): Promise<ReportMapping[]> {
  return tx.query<ReportMapping>(
    `select m.id, m.kind, m.fingerprint, m.file_name as "fileName", m.columns, m.created_at as "createdAt",
            u.name as "createdByName"
       from report_mapping m left join app_user u on u.id = m.created_by
      where m.organization_id = $1 order by m.created_at desc, m.id limit ${MOST_MAPPINGS}`,
    [tx.organizationId],
  );
}

/** Remembers a mapping; one for the same headers is replaced and keeps its id. */
export async function upsertReportMapping(
  tx: TenantTransaction,
  mapping: Omit<ReportMapping, 'createdByName'> & { readonly createdBy: string | null },
): Promise<{ readonly id: string }> {
  const [row] = await tx.query<{ id: string }>(
    `insert into report_mapping (organization_id, id, kind, fingerprint, file_name, columns, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
     on conflict (organization_id, kind, fingerprint) do update
       set file_name = excluded.file_name, columns = excluded.columns, created_by = excluded.created_by,
           created_at = excluded.created_at
     returning id`,
    [
      tx.organizationId,
      mapping.id,
      mapping.kind,
      mapping.fingerprint,
      mapping.fileName,
      JSON.stringify(mapping.columns),
      mapping.createdBy,
      mapping.createdAt,
    ],
  );
  if (row === undefined) throw new Error('A mapping was neither added nor replaced.');
  return row;
}

/** Forgets a mapping; null when the firm has none of that id. */
export async function deleteReportMapping(tx: TenantTransaction, id: string): Promise<{ fileName: string } | null> {
  const [row] = await tx.query<{ fileName: string }>(
    'delete from report_mapping where organization_id = $1 and id = $2 returning file_name as "fileName"',
    [tx.organizationId, id],
  );
  return row ?? null;
}

/** The columns found in a file that waits for a mapping; null when it does not wait. */
export async function findFoundColumns(tx: TenantTransaction, importId: string): Promise<FoundColumn[] | null> {
  const [row] = await tx.query<{ columns: FoundColumn[] | null }>(
    `select found_columns as columns from report_import
      where organization_id = $1 and id = $2 and status = 'needs_mapping'`,
    [tx.organizationId, importId],
  );
  return row?.columns ?? null;
}

/**
 * Gives an import that is not committed another date; one that waits for review is to be read again. Answers with its status
 * then, or null when it waits for neither review nor mapping.
 */
export async function setReportDate(
  tx: TenantTransaction,
  importId: string,
  asOf: string,
): Promise<'received' | 'needs_mapping' | null> {
  const [row] = await tx.query<{ status: 'received' | 'needs_mapping' }>(
    `update report_import
        set as_of = $3, attempts = 0, status = case when status = 'reviewable' then 'received' else status end
      where organization_id = $1 and id = $2 and status in ('reviewable', 'needs_mapping') returning status`,
    [tx.organizationId, importId, asOf],
  );
  return row?.status ?? null;
}

/** Lets the imports of one layout that waited for its mapping be read again, and answers with them; attempts count anew. */
export async function markReportsMapped(tx: TenantTransaction, kind: string, fingerprint: Buffer): Promise<string[]> {
  const marked = await tx.query<{ id: string }>(
    `update report_import set status = 'received', attempts = 0, problem = null, found_columns = null, progress_done = 0
      where organization_id = $1 and status = 'needs_mapping' and kind = $2 and recognition->>'fingerprint' = $3
     returning id`,
    [tx.organizationId, kind, fingerprint.toString('hex')],
  );
  return marked.map(({ id }) => id);
}
