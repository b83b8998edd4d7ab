import type { TenantTransaction } from '../transactions.ts';

/** Marks the alerts of deadlines that vanished by the undo of an import; they stay in the log. Answers how many there are. */
export async function withdrawAlerts(
  tx: TenantTransaction,
  input: { readonly deadlineIds: readonly string[]; readonly importId: string; readonly at: Date },
): Promise<number> {
  const rows = await tx.query(
    `update alert set withdrawn_at = $4, withdrawn_by_import = $3
      where organization_id = $1 and deadline_id = any($2::uuid[]) and withdrawn_at is null
      returning id`,
    [tx.organizationId, input.deadlineIds, input.importId, input.at],
  );
  return rows.length;
}
