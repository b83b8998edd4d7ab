import { AppError } from '@capeline/contracts';
import { type AuditActor, lockDeadline, markAlertsAcknowledged, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/**
 * Marks the open alerts of a deadline as acknowledged, in the caller's transaction. That ends nothing: the next tier alerts
 * again. Throws `not_found`, and `deadline.already_acknowledged` when no alert is open.
 */
export async function acknowledgeDeadline(
  tx: TenantTransaction,
  input: {
    readonly deadlineId: string;
    readonly note: string | null;
    readonly actor: AuditActor;
    readonly now: Date;
  },
): Promise<{ readonly tiers: readonly number[] }> {
  const { deadlineId, note, actor, now } = input;
  if (!(await lockDeadline(tx, deadlineId))) throw new AppError('not_found', 'There is no such deadline.');
  const by = actor.kind === 'user' ? actor.id : null;
  const tiers = await markAlertsAcknowledged(tx, { deadlineId, at: now, by, note });
  if (tiers.length === 0)
    throw new AppError(
      'deadline.already_acknowledged',
      'No alert of this deadline is open; the next tier alerts again.',
    );
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'deadline.acknowledged',
    subject: { kind: 'deadline', id: deadlineId },
    details: { tiers, note },
  });
  return { tiers };
}
