import { AppError } from '@capeline/contracts';
import { type AuditActor, enqueue, markReportCommitting, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/**
 * Asks for the commit of a reviewed import, in the caller's transaction: the worker reads the file again and commits it,
 * against what is known by then. Throws `not_found`, and `import.not_reviewable` when it is not waiting for review.
 */
export async function commitReport(
  tx: TenantTransaction,
  input: { readonly importId: string; readonly actor: AuditActor; readonly now: Date },
): Promise<void> {
  const { importId, actor, now } = input;
  const marked = await markReportCommitting(tx, importId);
  if (marked === 'missing') throw new AppError('not_found', 'There is no such import.');
  if (marked === 'not_reviewable')
    throw new AppError('import.not_reviewable', 'This import is not waiting for review.');
  await enqueue(tx, 'read-report', { organizationId: tx.organizationId, importId });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'import.commit_requested',
    subject: { kind: 'import', id: importId },
    details: {},
  });
}
