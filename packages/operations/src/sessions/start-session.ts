import { type Database, deleteExpiredSessions, insertSession } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { issueToken } from './tokens.ts';

/** How a person came in; kept in the audit trail. */
export type SignInMethod = 'password' | 'link' | 'sample' | 'set_up' | 'invitation' | 'password_reset' | 'switch';

/** A session that the browser does not know yet. */
export interface StartedSession {
  /** The cookie's value; stored nowhere. */
  readonly token: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

/**
 * Begins a session under a new id and writes `session.signed_in` into the firm's trail; sessions and links that expired go at the same
 * time. The session row belongs to no firm and is written in the system role before the trail commits: should that fail, an unknown
 * token is left behind that nobody was given.
 */
export async function startSession(
  database: Database,
  person: { readonly userId: string; readonly organizationId: string },
  options: { readonly method: SignInMethod; readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const { token, tokenHash } = issueToken();
  const { method, now, absoluteMs } = options;
  const expiresAt = new Date(now.getTime() + absoluteMs);
  await database.withSystem('sign-in: keep the new session, drop what expired', async (tx) => {
    await insertSession(tx, { tokenHash, ...person, createdAt: now, expiresAt });
    await deleteExpiredSessions(tx, now);
  });
  await database.withTenantPg(person.organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'user', id: person.userId },
      action: 'session.signed_in',
      subject: { kind: 'user', id: person.userId },
      details: { method },
    }),
  );
  return { token, ...person, expiresAt };
}
