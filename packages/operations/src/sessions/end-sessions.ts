import type { SessionList } from '@capeline/contracts';
import { type Database, deleteOtherSessionsOfUser, listSessionsOfUser } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { IdentifiedMember } from './identify-session.ts';

type Asker = Pick<IdentifiedMember, 'userId' | 'organizationId' | 'tokenHash'>;

/** Where the person is signed in, this session first. Sessions idle for longer than `idleMs` are as good as ended. */
export async function listOwnSessions(
  database: Database,
  asker: Asker,
  options: { readonly now: Date; readonly idleMs: number },
): Promise<SessionList['data']> {
  const seenSince = new Date(options.now.getTime() - options.idleMs);
  const rows = await database.withSystem('account: where the person is signed in', (tx) =>
    listSessionsOfUser(tx, { ...asker, now: options.now, seenSince }),
  );
  return rows.map(({ organizationName, createdAt, lastSeenAt, isCurrent }) => ({
    organizationName,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isCurrent,
  }));
}

/** Signs the person out everywhere else; answers how many sessions ended. The event comes first, as in `signOut`. */
export async function endOtherSessions(database: Database, asker: Asker, now: Date): Promise<number> {
  await database.withTenantPg(asker.organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'user', id: asker.userId },
      action: 'session.others_ended',
      subject: { kind: 'user', id: asker.userId },
      details: {},
    }),
  );
  return database.withSystem('account: end the other sessions', (tx) => deleteOtherSessionsOfUser(tx, asker));
}
