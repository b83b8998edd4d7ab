import type { TenantTransaction } from '../transactions.ts';

/** Lets sweeps of one firm run one after the other: the second finds what the first wrote. Held until the transaction ends. */
export async function lockSweep(tx: TenantTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('capeline sweep ' || $1, 0))`, [tx.organizationId]);
}
