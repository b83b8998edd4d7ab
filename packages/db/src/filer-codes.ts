import type { TenantTransaction } from './transactions.ts';

/** A code under which the firm files entries; one that was only seen in a report is not confirmed. */
export type FilerCode = { code: string; confirmed: boolean };

/** The firm's filer codes in order. */
export function listFilerCodes(tx: TenantTransaction): Promise<FilerCode[]> {
  return tx.query<FilerCode>('select code, confirmed from filer_code where organization_id = $1 order by code', [
    tx.organizationId,
  ]);
}

/** Notes a code that was seen on an entry; one that is known stays as it is. */
export async function noteFilerCode(tx: TenantTransaction, code: string): Promise<void> {
  await tx.query('insert into filer_code (organization_id, code) values ($1, $2) on conflict do nothing', [
    tx.organizationId,
    code,
  ]);
}

/** Makes exactly these the firm's confirmed codes; codes that are not among them go, seen or not. */
export async function replaceFilerCodes(tx: TenantTransaction, codes: readonly string[], at: Date): Promise<void> {
  await tx.query('delete from filer_code where organization_id = $1 and code <> all($2::text[])', [
    tx.organizationId,
    codes,
  ]);
  await tx.query(
    `insert into filer_code (organization_id, code, confirmed, created_at)
     select $1, code, true, $3 from unnest($2::text[]) as code
     on conflict (organization_id, code) do update set confirmed = true`,
    [tx.organizationId, codes, at],
  );
}
