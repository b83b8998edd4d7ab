import { randomUUID } from 'node:crypto';
import type { Role } from '@capeline/contracts';
import { findUserByEmail, insertMembership, insertUser } from '@capeline/db';
import { startSession } from '@capeline/operations';
import { type Caller, type Harness, sessionHeaders } from './harness.ts';

/** Somebody with a role in a firm, signed in. A known address keeps its account: the person then belongs to several firms. */
export async function addPerson(
  harness: Harness,
  organizationId: string,
  person: { readonly role: Role; readonly email: string; readonly passwordHash?: string },
): Promise<Caller & { memberId: string; token: string }> {
  const { app, clock, database } = harness;
  const known = await database.withSystem('test: is the person known', (tx) => findUserByEmail(tx, person.email));
  const userId = known?.id ?? randomUUID();
  const memberId = randomUUID();
  const createdAt = clock.now();
  const { email, passwordHash } = person;
  await database.withTenantPg(organizationId, async (tx) => {
    if (known === null)
      await insertUser(tx, { id: userId, email, name: email, createdAt, ...(passwordHash ? { passwordHash } : {}) });
    await insertMembership(tx, { id: memberId, userId, role: person.role, createdAt });
  });
  const { token } = await startSession(
    database,
    { organizationId, userId },
    { method: 'password', now: createdAt, absoluteMs: 1_000_000_000 },
  );
  return {
    organizationId,
    userId,
    memberId,
    token,
    send: (options) => app.inject({ ...options, headers: { ...sessionHeaders(token), ...options.headers } }),
  };
}
