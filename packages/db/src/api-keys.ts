import type { SystemStatements, TenantTransaction } from './transactions.ts';

/** A key as the firm sees it; the key itself is stored nowhere. */
export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** What authentication needs of a key. */
export type ActiveApiKey = {
  id: string;
  organizationId: string;
  name: string;
  scopes: string[];
  timeZone: string;
  lastUsedAt: Date | null;
};

/** Keeps a new key; `keyHash` is its SHA-256, `prefix` the first characters by which people recognise it. */
export async function insertApiKey(
  tx: TenantTransaction,
  key: {
    id: string;
    name: string;
    prefix: string;
    keyHash: Buffer;
    scopes: readonly string[];
    createdBy: string | null;
    createdAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into api_key (organization_id, id, name, prefix, key_hash, scopes, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.organizationId, key.id, key.name, key.prefix, key.keyHash, key.scopes, key.createdBy, key.createdAt],
  );
}

/** The firm's keys, newest first, revoked ones too. */
export function listApiKeys(tx: TenantTransaction): Promise<ApiKey[]> {
  return tx.query<ApiKey>(
    `select id, name, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
       from api_key where organization_id = $1 order by api_key.created_at desc, api_key.id`,
    [tx.organizationId],
  );
}

/** Revokes a key from the next request on; false when the firm has no such key or it is revoked already. */
export async function revokeApiKey(tx: TenantTransaction, id: string, at: Date): Promise<boolean> {
  const revoked = await tx.query(
    `update api_key set revoked_at = $3 where organization_id = $1 and id = $2 and revoked_at is null returning id`,
    [tx.organizationId, id, at],
  );
  return revoked.length > 0;
}

/** The living key with that hash; null when unknown or revoked. */
export async function findApiKeyByHash(tx: SystemStatements, keyHash: Buffer): Promise<ActiveApiKey | null> {
  const [row] = await tx.query<ActiveApiKey>(
    `select k.id, k.organization_id as "organizationId", k.name, k.scopes, o.time_zone as "timeZone",
            k.last_used_at as "lastUsedAt"
       from api_key k join organization o on o.id = k.organization_id
      where k.key_hash = $1 and k.revoked_at is null`,
    [keyHash],
    { name: 'find-api-key' },
  );
  return row ?? null;
}

/** Notes that a key was used, at most once a minute, so that a busy integration does not write at every request. */
export async function touchApiKey(
  tx: SystemStatements,
  key: { organizationId: string; id: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `update api_key set last_used_at = $3
      where organization_id = $1 and id = $2
        and (last_used_at is null or last_used_at < $3::timestamptz - interval '1 minute')`,
    [key.organizationId, key.id, now],
  );
}
