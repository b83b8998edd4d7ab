import { AppError } from '@capeline/contracts';
import { type AuditActor, enqueue, findReportImport, setReportDate, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/**
 * Gives a report that is not committed yet another date, in the caller's transaction; one that waits for review is read again,
 * because which facts are newer depends on it. Throws `not_found`, and `import.date_fixed` once it was committed or is being read.
 */
export async function dateReport(
  tx: TenantTransaction,
  input: { readonly importId: string; readonly asOf: string; readonly actor: AuditActor; readonly now: Date },
): Promise<void> {
  const { importId, asOf, actor, now } = input;
  const before = await findReportImport(tx, importId);
  if (before === null) throw new AppError('not_found', 'There is no such import.');
  const status = await setReportDate(tx, importId, asOf);
  if (status === null)
    throw new AppError('import.date_fixed', 'Only an import that waits for review or for a mapping can be dated anew.');
  if (status === 'received') await enqueue(tx, 'read-report', { organizationId: tx.organizationId, importId });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'import.dated',
    subject: { kind: 'import', id: importId },
    details: { before: before.asOf, asOf },
  });
}
