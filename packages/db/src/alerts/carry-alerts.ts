import type { TenantTransaction } from '../transactions.ts';

/** Ids of the deadlines of a client under which somebody can still act. */
export async function listLiveDeadlines(tx: TenantTransaction, clientId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from deadline where organization_id = $1 and client_id = $2 and status = 'open' and entry_count > 0`,
    [tx.organizationId, clientId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Gives the alerts of one client's deadlines to the deadlines of the same kind and date at the client to which entries went. An
 * alert that waits goes on waiting, also where somebody acknowledged the same tier for the other entries alone: the tier then waits
 * again. One that was acknowledged is carried only to a deadline that was not live before (`liveBefore`). Nothing is removed.
 */
export async function carryAlerts(
  tx: TenantTransaction,
  clients: { readonly from: string; readonly into: string },
  moved: { readonly dates: readonly string[]; readonly liveBefore: readonly string[] },
): Promise<{ readonly carried: number; readonly reopened: number }> {
  const rows = await tx.query<{ isNew: boolean }>(
    `with pair as (
       select old.id as old_id, own.id as own_id, own.id = any($4::uuid[]) as was_live
         from deadline old
         join deadline own on own.organization_id = $1 and own.client_id = $3 and own.status = 'open'
           and own.kind = old.kind and own.liquidated_on = old.liquidated_on
        where old.organization_id = $1 and old.client_id = $2 and old.liquidated_on = any($5::date[])
     )
     insert into alert as known (organization_id, id, deadline_id, tier, found_on, created_at, acknowledged_at, acknowledged_by,
       acknowledged_note)
     select $1, gen_random_uuid(), p.own_id, a.tier, a.found_on, a.created_at, a.acknowledged_at, a.acknowledged_by,
       a.acknowledged_note
       from pair p join alert a on a.organization_id = $1 and a.deadline_id = p.old_id and a.withdrawn_at is null
      where a.acknowledged_at is null or not p.was_live
     on conflict (organization_id, deadline_id, tier) where withdrawn_at is null do update
       set acknowledged_at = null, acknowledged_by = null, acknowledged_note = null
       where excluded.acknowledged_at is null and known.acknowledged_at is not null
     returning (xmax = 0) as "isNew"`,
    [tx.organizationId, clients.from, clients.into, moved.liveBefore, moved.dates],
  );
  const carried = rows.filter(({ isNew }) => isNew).length;
  return { carried, reopened: rows.length - carried };
}
