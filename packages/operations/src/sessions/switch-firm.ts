import { AppError } from '@capeline/contracts';
import { type Database, deleteSession, listMembershipsOfUser } from '@capeline/db';
import type { IdentifiedMember } from './identify-session.ts';
import { type StartedSession, startSession } from './start-session.ts';

/** Goes on in another of the person's firms, in a new session; the old one ends. Throws `not_found` for a firm that is not his. */
export async function switchFirm(
  database: Database,
  person: Pick<IdentifiedMember, 'userId' | 'tokenHash'>,
  organizationId: string,
  options: { readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const memberships = await database.withSystem('switch: the firms of the person', (tx) =>
    listMembershipsOfUser(tx, person.userId),
  );
  if (!memberships.some((membership) => membership.organizationId === organizationId))
    throw new AppError('not_found', 'There is nothing at this address, or it is not yours to see.');
  const session = await startSession(
    database,
    { userId: person.userId, organizationId },
    { method: 'switch', ...options },
  );
  await database.withSystem('switch: end the former session', (tx) => deleteSession(tx, person.tokenHash));
  return session;
}
