import { type Database, deleteLinksOfUser, deleteSessionsOfUser, insertSession, updateSignIn } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { issueToken } from './tokens.ts';

/**
 * Sets a person's password (and name), ends all of the person's sessions and links and returns a new one for the one who asked: whoever else was
 * signed in, perhaps with the old password, is out. The event comes first, in a transaction of its own (see `signOut`): no password changes
 * untold, and should the change fail, its person is told so.
 */
export async function setPassword(
  database: Database,
  person: { readonly organizationId: string; readonly userId: string },
  change: { readonly password: string; readonly name?: string | undefined },
  options: { readonly passwords: PasswordHasher; readonly now: Date; readonly absoluteMs: number },
): Promise<{ token: string }> {
  const { now, absoluteMs, passwords } = options;
  const { organizationId, userId } = person;
  const passwordHash = await passwords.hash(change.password);
  const { token, tokenHash } = issueToken();
  await database.withTenantPg(organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'user', id: userId },
      action: 'password.set',
      subject: { kind: 'user', id: userId },
      details: {},
    }),
  );
  await database.withSystem('password: store it and end the sessions', async (tx) => {
    await updateSignIn(tx, userId, { passwordHash, ...(change.name === undefined ? {} : { name: change.name }) });
    await deleteSessionsOfUser(tx, userId);
    await deleteLinksOfUser(tx, userId);
    const expiresAt = new Date(now.getTime() + absoluteMs);
    await insertSession(tx, { tokenHash, userId, organizationId, createdAt: now, expiresAt });
  });
  return { token };
}
