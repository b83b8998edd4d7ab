import { randomUUID } from 'node:crypto';
import { AppError, allows, type Permission, Scope } from '@capeline/contracts';
import {
  type ApiKey,
  type AuditActor,
  type Database,
  findApiKeyByHash,
  insertApiKey,
  revokeApiKey as markRevoked,
  listApiKeys as readApiKeys,
  type TenantTransaction,
  touchApiKey,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { hashToken, issueToken } from '../sessions/tokens.ts';

const KEY_PREFIX = 'cl_live_';
const SHOWN_CHARACTERS = KEY_PREFIX.length + 6;

/** A program as its key shows it. */
export interface IdentifiedKey {
  readonly kind: 'api_key';
  readonly organizationId: string;
  readonly timeZone: string;
  readonly keyId: string;
  readonly permissions: readonly Scope[];
}

/** A key as its firm may see it. */
export type KeyRecord = Omit<ApiKey, 'scopes'> & { scopes: Scope[] };
/** A key with its secret, which is shown this once and stored nowhere. */
export type IssuedApiKey = KeyRecord & { key: string };

/** Scopes of an older version that are no longer known grant nothing. */
const knownScopes = (scopes: readonly string[]): Scope[] =>
  scopes.flatMap((scope) => Scope.safeParse(scope).data ?? []);

/** The keys of the firm, newest first, revoked ones too. */
export async function listApiKeys(tx: TenantTransaction): Promise<KeyRecord[]> {
  return (await readApiKeys(tx)).map((key) => ({ ...key, scopes: knownScopes(key.scopes) }));
}

/** Makes a key of 256 random bits. Throws `auth.forbidden` for a scope that its maker does not have: a key is no way up. */
export async function createApiKey(
  tx: TenantTransaction,
  request: { readonly name: string; readonly scopes: readonly Scope[] },
  by: { readonly actor: AuditActor; readonly granted: readonly Permission[]; readonly now: Date },
): Promise<IssuedApiKey> {
  const beyond = request.scopes.filter((scope) => !allows(by.granted, scope));
  if (beyond.length > 0)
    throw new AppError(
      'auth.forbidden',
      `You cannot give what you do not have: ${beyond.join(', ')}. Ask an owner of your firm.`,
    );
  const { token, tokenHash } = issueToken(KEY_PREFIX);
  const id = randomUUID();
  const scopes = [...new Set(request.scopes)];
  const prefix = token.slice(0, SHOWN_CHARACTERS);
  const createdBy = by.actor.kind === 'user' ? by.actor.id : null;
  await insertApiKey(tx, { id, name: request.name, prefix, keyHash: tokenHash, scopes, createdBy, createdAt: by.now });
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'api_key.created',
    subject: { kind: 'api_key', id },
    details: { name: request.name, prefix, scopes },
  });
  return { id, name: request.name, prefix, scopes, createdAt: by.now, lastUsedAt: null, revokedAt: null, key: token };
}

/** Revokes a key from its next request on. Throws `not_found` when the firm has no such living key. */
export async function revokeApiKey(
  tx: TenantTransaction,
  id: string,
  by: { readonly actor: AuditActor; readonly now: Date },
): Promise<void> {
  if (!(await markRevoked(tx, id, by.now))) throw new AppError('not_found', 'There is no such API key.');
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'api_key.revoked',
    subject: { kind: 'api_key', id },
    details: {},
  });
}

/** Finds out whose key it is and notes its use; null when it is unknown or revoked. */
export async function identifyApiKey(database: Database, key: string, now: Date): Promise<IdentifiedKey | null> {
  if (!key.startsWith(KEY_PREFIX)) return null;
  const found = await database.withSystemStatements('request: whose key is it', async (tx) => {
    const living = await findApiKeyByHash(tx, hashToken(key));
    // The common request only reads: its use is noted once a minute.
    if (living !== null && now.getTime() - (living.lastUsedAt?.getTime() ?? 0) > 60_000)
      await touchApiKey(tx, living, now);
    return living;
  });
  if (found === null) return null;
  const permissions = knownScopes(found.scopes);
  const { organizationId, timeZone, id } = found;
  return { kind: 'api_key', organizationId, timeZone, keyId: id, permissions };
}
