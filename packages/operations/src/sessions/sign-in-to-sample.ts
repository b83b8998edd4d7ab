import { AppError } from '@capeline/contracts';
import { type Database, listMembers, listOrganizations } from '@capeline/db';
import { type StartedSession, startSession } from './start-session.ts';

/** Signs anybody into the sample firm as its owner; nothing real is in it. Throws `sample.not_available` when there is none. */
export async function signInToSample(
  database: Database,
  options: { readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const organizations = await database.withSystem('sample: find the sample firm', listOrganizations);
  const sample = organizations.find((organization) => organization.isSample);
  if (sample === undefined)
    throw new AppError('sample.not_available', 'There is no sample firm here, or it was removed.');
  const members = await database.withTenantRead(sample.id, listMembers);
  const owner = members.find((member) => member.role === 'owner');
  if (owner === undefined) throw new AppError('sample.not_available', 'The sample firm is not complete yet.');
  return startSession(
    database,
    { userId: owner.userId, organizationId: sample.id },
    { method: 'sample', now: options.now, absoluteMs: options.absoluteMs },
  );
}
