import { AppError } from '@capeline/contracts';
import { type Database, findUserByEmail, listMembershipsOfUser } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { type StartedSession, startSession } from './start-session.ts';

/**
 * Signs a person in with e-mail and password, into the first of his firms (real ones before the sample). Throws
 * `auth.invalid_credentials`, in the same words and after the same work, whether the address is unknown, has no password or another one.
 */
export async function signIn(
  database: Database,
  credentials: { readonly email: string; readonly password: string },
  options: { readonly passwords: PasswordHasher; readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const { passwords, now, absoluteMs } = options;
  const { user, membership } = await database.withSystem('sign-in: find the person of an address', async (tx) => {
    const found = await findUserByEmail(tx, credentials.email);
    const memberships = await listMembershipsOfUser(tx, found?.id ?? '00000000-0000-0000-0000-000000000000');
    return { user: found, membership: memberships[0] ?? null };
  });
  const isRight = await passwords.verify(user?.passwordHash ?? null, credentials.password);
  if (user !== null && membership !== null && isRight)
    return startSession(
      database,
      { userId: user.id, organizationId: membership.organizationId },
      { method: 'password', now, absoluteMs },
    );
  if (user !== null && membership !== null)
    await database.withTenantPg(membership.organizationId, (tx) =>
      appendAudit(tx, {
        at: now,
        actor: { kind: 'system', id: null },
        action: 'session.sign_in_failed',
        subject: { kind: 'user', id: user.id },
        details: {},
      }),
    );
  throw new AppError('auth.invalid_credentials', 'Check the e-mail address and the password, then try again.');
}
