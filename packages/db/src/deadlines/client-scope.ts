import type { TenantTransaction } from '../transactions.ts';

/** True, in SQL, for a row (alias) of one of the clients `$3`; null there means every client of the firm. */
export const inScope = (alias: string): string => `(${alias}.client_id = any($3::uuid[]) or $3::uuid[] is null)`;

/** The business days that the firm keeps between its own file-by day and the end of a CAPE window. */
export async function findMargin(tx: TenantTransaction): Promise<number> {
  const [firm] = await tx.query<{ days: number }>(
    'select cape_file_by_business_days as days from organization where id = $1',
    [tx.organizationId],
  );
  if (firm === undefined) throw new Error('The firm of this transaction does not exist.');
  return firm.days;
}
