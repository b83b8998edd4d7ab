import type { TenantTransaction } from '../transactions.ts';

export interface ClientRow {
  readonly id: string;
  readonly name: string;
  readonly ownerUserId: string | null;
  readonly version: number;
}

/** A locked client with all that a change may touch. */
export interface LockedClient extends ClientRow {
  readonly waiting: ClientWaiting | null;
}

/** Whom a client waits for. `who` names somebody where `on` is `other`. */
export interface ClientWaiting {
  readonly on: 'client' | 'cbp' | 'us' | 'other';
  readonly who: string | null;
  readonly since: string;
  readonly chaseOn: string | null;
}

/** `ClientWaiting` or null of a client (alias c), in SQL. */
export const WAITING_OF_CLIENT = `case when c.waiting_on is null then null else json_build_object(
  'on', c.waiting_on, 'who', c.waiting_who, 'since', c.waiting_since, 'chaseOn', c.chase_on) end`;

/** The client, locked until the transaction ends; null when the firm has none of this id, or merged it into another. */
export async function lockClient(tx: TenantTransaction, clientId: string): Promise<LockedClient | null> {
  const [row] = await tx.query<LockedClient>(
    `select c.id, c.name, c.owner_user_id as "ownerUserId", c.version, ${WAITING_OF_CLIENT} as waiting from client c
      where c.organization_id = $1 and c.id = $2 and c.merged_into is null for no key update`,
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

/** Writes whom a client waits for; its version is counted by `updateClient`. */
export async function updateClientWaiting(
  tx: TenantTransaction,
  clientId: string,
  waiting: ClientWaiting | null,
): Promise<void> {
  await tx.query(
    `update client set waiting_on = $3, waiting_who = $4, waiting_since = $5, chase_on = $6
      where organization_id = $1 and id = $2`,
    [
      tx.organizationId,
      clientId,
      waiting?.on ?? null,
      waiting?.who ?? null,
      waiting?.since ?? null,
      waiting?.chaseOn ?? null,
    ],
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
