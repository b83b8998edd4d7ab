import { type Database, deleteSession } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/** Ends one session for good; its cookie is worth nothing afterwards. */
export async function signOut(
  database: Database,
  session: { readonly organizationId: string; readonly userId: string; readonly tokenHash: Buffer },
  now: Date,
): Promise<void> {
  await database.withSystem('sign-out: end the session', (tx) => deleteSession(tx, session.tokenHash));
  await database.withTenantPg(session.organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'user', id: session.userId },
      action: 'session.signed_out',
      subject: { kind: 'user', id: session.userId },
      details: {},
    }),
  );
}
