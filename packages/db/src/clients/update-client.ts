import type { TenantTransaction } from '../transactions.ts';

export interface ClientRow {
  readonly id: string;
  readonly name: string;
  readonly ownerUserId: string | null;
  readonly version: number;
}

/** The client, locked until the transaction ends; null when the firm has none of this id, or merged it into another. */
export async function lockClient(tx: TenantTransaction, clientId: string): Promise<ClientRow | null> {
  const [row] = await tx.query<ClientRow>(
    `select id, name, owner_user_id as "ownerUserId", version from client
      where organization_id = $1 and id = $2 and merged_into is null for no key update`,
    [tx.organizationId, clientId],
  );
  return row ?? null;
}

/** Writes name and owner and counts the version up. */
export async function updateClient(
  tx: TenantTransaction,
  client: {
    readonly id: string;
    readonly name: string;
    readonly ownerUserId: string | null;
    readonly updatedAt: Date;
  },
): Promise<void> {
  await tx.query(
    `update client set name = $3, owner_user_id = $4, version = version + 1, updated_at = $5
      where organization_id = $1 and id = $2`,
    [tx.organizationId, client.id, client.name, client.ownerUserId, client.updatedAt],
  );
}

/** The person whom a membership's or person's id names among the firm's members; null when there is none. */
export async function findMemberUserId(tx: TenantTransaction, id: string): Promise<string | null> {
  const [row] = await tx.query<{ userId: string }>(
    `select user_id as "userId" from membership
      where organization_id = $1 and (user_id = $2 or id = $2) and deactivated_at is null limit 1`,
    [tx.organizationId, id],
  );
  return row?.userId ?? null;
}

/** IEEPA entries of a client that no liquidation has started a clock for. */
export async function countNotYetLiquidated(
  tx: TenantTransaction,
  clientId: string,
): Promise<{ entryCount: number; ieepaDutyCents: number }> {
  const [row] = await tx.query<{ entryCount: number; ieepaDutyCents: number }>(
    `select count(*) as "entryCount", coalesce(sum(ieepa_duty_cents), 0)::bigint as "ieepaDutyCents"
       from entry
      where organization_id = $1 and client_id = $2 and liquidated_on is null and ieepa_duty_cents > 0`,
    [tx.organizationId, clientId],
  );
  return row ?? { entryCount: 0, ieepaDutyCents: 0 };
}
