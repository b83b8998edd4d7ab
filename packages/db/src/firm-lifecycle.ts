import type { TenantTransaction } from './transactions.ts';

/** Lets one firm be made at a time in the whole installation, until the transaction ends. */
export async function lockFirmSetUp(tx: TenantTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('capeline: set up a firm', 0))`);
}

/** Removes the transaction's firm with everything in it; false unless it is the marked sample (the policy lets no other go). */
export async function deleteSampleOrganization(tx: TenantTransaction): Promise<boolean> {
  const removed = await tx.query('delete from organization where id = $1 and is_sample returning id', [
    tx.organizationId,
  ]);
  return removed.length > 0;
}
