import type { TenantTransaction } from '../transactions.ts';

/**
 * Serialises what writes many entries of one firm until the transaction ends: two imports merge one after the other and
 * never deadlock. Reading and staging run beside each other; take it just before the merge.
 */
export async function lockEntryFacts(tx: TenantTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('entry_facts:' || $1::text, 0))`, [tx.organizationId]);
}
