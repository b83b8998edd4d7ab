import type { TenantTransaction } from '../transactions.ts';

/** Why such an entry shows its CAPE clock as done. */
const NOTE = 'another filer’s: we may protest with authority, never file it in CAPE';

/**
 * Takes the entries of other filers off our CAPE clocks, by a row of their own; their protest clocks stay. `scope` names the clients to
 * look at, null all of them. One cheap question where no code is another filer's.
 */
export async function noteAnotherFilers(tx: TenantTransaction, scope: readonly string[] | null): Promise<void> {
  const others = await tx.query<{ code: string }>(
    'select code from filer_code where organization_id = $1 and is_another',
    [tx.organizationId],
  );
  if (others.length === 0) return;
  await tx.query(
    `insert into deadline_exit (organization_id, entry_number, kind, liquidated_on, cause, note)
     select $1, e.entry_number, 'cape_window', e.liquidated_on, 'another_filer', $4
       from entry e
      where e.organization_id = $1 and e.filer_code = any($2::text[]) and e.liquidated_on is not null
        and (e.client_id = any($3::uuid[]) or $3::uuid[] is null)
     on conflict do nothing`,
    [tx.organizationId, others.map(({ code }) => code), scope, NOTE],
  );
}
