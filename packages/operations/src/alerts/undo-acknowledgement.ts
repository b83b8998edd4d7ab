import { AppError } from '@capeline/contracts';
import { lockDeadline, type TenantTransaction, takeAcknowledgementBack } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, type Writer } from '../clients/reader.ts';

/**
 * Takes the newest acknowledgement of a deadline back, in the caller's transaction: its alerts wait again. `acknowledgedAt` names it, so
 * that nobody takes back what somebody else said meanwhile. Throws `not_found`, and `deadline.not_acknowledged` when it is not the newest.
 */
export async function undoAcknowledgement(
  tx: TenantTransaction,
  input: { readonly deadlineId: string; readonly acknowledgedAt: string },
  writer: Writer,
): Promise<void> {
  const { deadlineId, acknowledgedAt } = input;
  if (!(await lockDeadline(tx, deadlineId))) throw notFound();
  const tiers = await takeAcknowledgementBack(tx, { deadlineId, at: new Date(acknowledgedAt) });
  if (tiers.length === 0)
    throw new AppError(
      'deadline.not_acknowledged',
      'It was taken back already, or somebody acknowledged a newer alert. Load the deadline again.',
    );
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'deadline.acknowledgement_undone',
    subject: { kind: 'deadline', id: deadlineId },
    details: { tiers, acknowledgedAt },
  });
}
