import { AppError, type ReportMappingResponse } from '@capeline/contracts';
import { type AuditActor, deleteReportMapping, listReportMappings, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/** The layouts that the firm has explained, newest first. */
export async function viewReportMappings(tx: TenantTransaction): Promise<ReportMappingResponse[]> {
  const mappings = await listReportMappings(tx);
  return mappings.map(({ id, kind, fileName, columns, createdAt, createdByName }) => ({
    id,
    kind,
    fileName,
    columns: columns.map(({ fact, header }) => ({ fact, header })),
    createdAt: createdAt.toISOString(),
    createdBy: createdByName,
  }));
}

/** Forgets how to read a layout: the next file with its headers asks again. What was read by it stays. Throws `not_found`. */
export async function removeReportMapping(
  tx: TenantTransaction,
  input: { readonly mappingId: string; readonly actor: AuditActor; readonly now: Date },
): Promise<void> {
  const removed = await deleteReportMapping(tx, input.mappingId);
  if (removed === null) throw new AppError('not_found', 'There is no such mapping.');
  await appendAudit(tx, {
    at: input.now,
    actor: input.actor,
    action: 'report_mapping.removed',
    subject: { kind: 'report_mapping', id: input.mappingId },
    details: { fileName: removed.fileName },
  });
}
