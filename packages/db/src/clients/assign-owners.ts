import type { TenantTransaction } from '../transactions.ts';
import type { ClientRow } from './update-client.ts';

/** The clients of these ids, locked until the transaction ends, always in the same order; ids of nobody are left out. */
export function lockClients(tx: TenantTransaction, clientIds: readonly string[]): Promise<ClientRow[]> {
  return tx.query<ClientRow>(
    `select id, name, owner_user_id as "ownerUserId", version from client
      where organization_id = $1 and merged_into is null and id = any ($2::uuid[]) order by id for no key update`,
    [tx.organizationId, clientIds],
  );
}

/** Writes an owner for each of many clients and counts their versions up. */
export async function updateClientOwners(
  tx: TenantTransaction,
  owners: readonly { readonly clientId: string; readonly ownerUserId: string | null }[],
  updatedAt: Date,
): Promise<void> {
  await tx.query(
    `update client c set owner_user_id = n.owner, version = version + 1, updated_at = $4
       from unnest($2::uuid[], $3::uuid[]) as n(id, owner)
      where c.organization_id = $1 and c.id = n.id`,
    [
      tx.organizationId,
      owners.map(({ clientId }) => clientId),
      owners.map(({ ownerUserId }) => ownerUserId),
      updatedAt,
    ],
  );
}
