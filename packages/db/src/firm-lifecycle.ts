import type { TenantTransaction } from './transactions.ts';

/** Lets one firm be made at a time in the whole installation, until the transaction ends. */
export async function lockFirmSetUp(tx: TenantTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('capeline: set up a firm', 0))`);
}

/**
 * Removes the transaction's firm with everything in it; false unless it is the marked sample (the policy lets no other go).
 * Everything ends with the firm's row, but lines have no foreign key and entries hold on to their clients.
 */
export async function deleteSampleOrganization(tx: TenantTransaction): Promise<boolean> {
  const sample = await tx.query('select id from organization where id = $1 and is_sample for update', [
    tx.organizationId,
  ]);
  if (sample.length === 0) return false;
  await tx.query('delete from entry_line where organization_id = $1', [tx.organizationId]);
  await tx.query('delete from entry where organization_id = $1', [tx.organizationId]);
  await tx.query('delete from organization where id = $1', [tx.organizationId]);
  return true;
}
