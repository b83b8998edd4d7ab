import type { TenantTransaction } from './transactions.ts';

/** Whose a filer code is. A code that was only seen in a report is unknown until a person says. */
export type FilerStatus = 'ours' | 'another' | 'unknown';

export type FilerCode = { code: string; confirmed: boolean; status: FilerStatus };

/** Whose the code of a row `f` of filer_code is, in SQL; no row means unknown. */
export const FILER_STATUS = `case when f.confirmed then 'ours' when f.is_another then 'another' else 'unknown' end`;

/** The firm's filer codes in order, those of other filers too. */
export function listFilerCodes(tx: TenantTransaction): Promise<FilerCode[]> {
  return tx.query<FilerCode>(
    `select f.code, f.confirmed, ${FILER_STATUS} as status from filer_code f where f.organization_id = $1 order by f.code`,
    [tx.organizationId],
  );
}

/** A code with what it covers. */
export interface FilerCodeUse extends FilerCode {
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  readonly clientCount: number;
}

/** The firm's filer codes with the entries that bear them, in order. */
export function listFilerCodeUse(tx: TenantTransaction): Promise<FilerCodeUse[]> {
  return tx.query<FilerCodeUse>(
    `select f.code, f.confirmed, ${FILER_STATUS} as status, coalesce(e.entries, 0)::int as "entryCount",
            coalesce(e.cents, 0)::bigint as "ieepaDutyCents", coalesce(e.clients, 0)::int as "clientCount"
       from filer_code f
       left join (select filer_code, count(*) as entries, sum(ieepa_duty_cents) as cents, count(distinct client_id) as clients
                    from entry where organization_id = $1 group by filer_code) e on e.filer_code = f.code
      where f.organization_id = $1 order by f.code`,
    [tx.organizationId],
  );
}

/**
 * Says whose a code is; one that was never seen is added. Where it is no other filer's any more, its entries return to their CAPE
 * clocks. Answers the clients with such entries, whose deadlines and counts are the caller's to bring in line; null for no change.
 */
export async function saveFilerStatus(
  tx: TenantTransaction,
  code: string,
  status: FilerStatus,
): Promise<{ readonly before: FilerStatus; readonly clientIds: string[] } | null> {
  const [known] = await tx.query<{ status: FilerStatus }>(
    `select ${FILER_STATUS} as status from filer_code f where f.organization_id = $1 and f.code = $2 for update`,
    [tx.organizationId, code],
  );
  if (known?.status === status) return null;
  await tx.query(
    `insert into filer_code (organization_id, code, confirmed, is_another) values ($1, $2, $3, $4)
     on conflict (organization_id, code) do update set confirmed = excluded.confirmed, is_another = excluded.is_another`,
    [tx.organizationId, code, status === 'ours', status === 'another'],
  );
  if (status !== 'another') await deleteAnotherFilerExits(tx, [code]);
  const clients = await tx.query<{ id: string }>(
    'select distinct client_id as id from entry where organization_id = $1 and filer_code = $2',
    [tx.organizationId, code],
  );
  return { before: known?.status ?? 'unknown', clientIds: clients.map(({ id }) => id) };
}

/** An entry number begins with its filer code. */
async function deleteAnotherFilerExits(tx: TenantTransaction, codes: readonly string[]): Promise<void> {
  await tx.query(
    `delete from deadline_exit where organization_id = $1 and cause = 'another_filer' and left(entry_number, 3) = any($2::text[])`,
    [tx.organizationId, codes],
  );
}

/** Notes a code that was seen on an entry; one that is known stays as it is. */
export async function noteFilerCode(tx: TenantTransaction, code: string): Promise<void> {
  await tx.query('insert into filer_code (organization_id, code) values ($1, $2) on conflict do nothing', [
    tx.organizationId,
    code,
  ]);
}

/**
 * Makes exactly these the firm's own codes. Others go, unless entries bear them: those are unknown again, or stay another filer's.
 * Deadlines and counts of clients are the caller's to bring in line where a code changed hands.
 */
export async function replaceFilerCodes(tx: TenantTransaction, codes: readonly string[], at: Date): Promise<void> {
  await tx.query(
    `delete from filer_code f where f.organization_id = $1 and f.code <> all($2::text[]) and not f.is_another
       and not exists (select from client_summary s where s.organization_id = $1 and f.code = any(s.filer_codes))`,
    [tx.organizationId, codes],
  );
  await tx.query(
    'update filer_code set confirmed = false where organization_id = $1 and code <> all($2::text[]) and confirmed',
    [tx.organizationId, codes],
  );
  await tx.query(
    `insert into filer_code (organization_id, code, confirmed, created_at)
     select $1, code, true, $3 from unnest($2::text[]) as code
     on conflict (organization_id, code) do update set confirmed = true, is_another = false`,
    [tx.organizationId, codes, at],
  );
  await deleteAnotherFilerExits(tx, codes);
}
