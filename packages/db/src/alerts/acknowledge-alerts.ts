import type { TenantTransaction } from '../transactions.ts';

/** Whether the firm has the deadline; its row is locked until the transaction ends, so that two people cannot both be first. */
export async function lockDeadline(tx: TenantTransaction, deadlineId: string): Promise<boolean> {
  const rows = await tx.query(`select id from deadline where organization_id = $1 and id = $2 for no key update`, [
    tx.organizationId,
    deadlineId,
  ]);
  return rows.length > 0;
}

/**
 * Lets the alerts wait again that were acknowledged at `at`, and answers with their tiers, tightest first; empty when that is not the
 * deadline's newest acknowledgement.
 */
export async function takeAcknowledgementBack(
  tx: TenantTransaction,
  input: { deadlineId: string; at: Date },
): Promise<number[]> {
  const rows = await tx.query<{ tier: number }>(
    `update alert set acknowledged_at = null, acknowledged_by = null, acknowledged_note = null
      where organization_id = $1 and deadline_id = $2 and acknowledged_at = $3 and withdrawn_at is null
        and not exists (select from alert later where later.organization_id = $1 and later.deadline_id = $2
                           and later.acknowledged_at > $3 and later.withdrawn_at is null)
      returning tier`,
    [tx.organizationId, input.deadlineId, input.at],
  );
  return rows.map((row) => row.tier).sort((left, right) => left - right);
}

/** Marks every open alert of a deadline as acknowledged and answers with their tiers, tightest first; empty when none was open. */
export async function markAlertsAcknowledged(
  tx: TenantTransaction,
  input: { deadlineId: string; at: Date; by: string | null; note: string | null },
): Promise<number[]> {
  const rows = await tx.query<{ tier: number }>(
    `update alert set acknowledged_at = $3, acknowledged_by = $4, acknowledged_note = $5
      where organization_id = $1 and deadline_id = $2 and acknowledged_at is null and withdrawn_at is null
      returning tier`,
    [tx.organizationId, input.deadlineId, input.at, input.by, input.note],
  );
  return rows.map((row) => row.tier).sort((left, right) => left - right);
}
