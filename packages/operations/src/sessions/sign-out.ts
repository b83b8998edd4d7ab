import { type Database, deleteSession } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/**
 * Ends one session for good; its cookie is worth nothing afterwards. Session and trail belong to different roles of the database and
 * cannot share a transaction, so the event comes first: no session ends untold. Should the second fail, its person is told and
 * signs out again, and the trail has the event twice.
 */
export async function signOut(
  database: Database,
  session: { readonly organizationId: string; readonly userId: string; readonly tokenHash: Buffer },
  now: Date,
): Promise<void> {
  await database.withTenantPg(session.organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'user', id: session.userId },
      action: 'session.signed_out',
      subject: { kind: 'user', id: session.userId },
      details: {},
    }),
  );
  await database.withSystem('sign-out: end the session', (tx) => deleteSession(tx, session.tokenHash));
}
