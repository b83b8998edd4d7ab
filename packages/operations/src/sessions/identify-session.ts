import { type Permission, ROLE_PERMISSIONS, type Role } from '@capeline/contracts';
import { type Database, deleteSession, findSessionByTokenHash } from '@capeline/db';
import { hashToken } from './tokens.ts';

/** A person as his session shows him. */
export interface IdentifiedMember {
  readonly kind: 'member';
  readonly organizationId: string;
  readonly timeZone: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly tokenHash: Buffer;
}

/**
 * Finds out whose session a cookie is; null when it is unknown, expired, idle for longer than `idleMs` (then it is ended) or when the
 * person left the firm.
 */
export async function identifySession(
  database: Database,
  token: string,
  options: { readonly now: Date; readonly idleMs: number },
): Promise<IdentifiedMember | null> {
  const tokenHash = hashToken(token);
  const session = await database.withSystemStatements('request: whose session is it', async (tx) => {
    const found = await findSessionByTokenHash(tx, tokenHash, options.now);
    if (found === null) return null;
    if (options.now.getTime() - found.lastSeenAt.getTime() <= options.idleMs) return found;
    await deleteSession(tx, tokenHash);
    return null;
  });
  if (session === null) return null;
  const { organizationId, timeZone, userId, userName, role } = session;
  return {
    kind: 'member',
    organizationId,
    timeZone,
    userId,
    userName,
    role,
    permissions: ROLE_PERMISSIONS[role],
    tokenHash,
  };
}
