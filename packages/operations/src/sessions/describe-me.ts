import { AppError, type Me, ROLE_PERMISSIONS } from '@capeline/contracts';
import { type Database, findOrganization, findUser, listMembershipsOfUser } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { isSampleAged } from '../sample/sample-week.ts';

/** Who is signed in, into which firm, and what he may do; `today` and `mailConfigured` come from the process. */
export async function describeMe(
  database: Database,
  person: { readonly userId: string; readonly organizationId: string },
  facts: {
    readonly today: (timeZone: string) => string;
    readonly rehearsal: boolean;
    readonly mailConfigured: boolean;
  },
): Promise<Me> {
  const { user, memberships } = await database.withSystem('me: the person and his role', async (tx) => {
    return { user: await findUser(tx, person.userId), memberships: await listMembershipsOfUser(tx, person.userId) };
  });
  const membership = memberships.find(({ organizationId }) => organizationId === person.organizationId) ?? null;
  const organization = await database.withTenantRead(person.organizationId, findOrganization);
  if (user === null || membership === null || organization === null)
    throw new AppError('auth.required', 'Your session has ended. Sign in again.');
  const { id, name, isSample, sampleFor, timeZone } = organization;
  const businessDate = facts.today(timeZone);
  const isAged = sampleFor !== null && isSampleAged(plainDate(sampleFor), plainDate(businessDate));
  return {
    user: { id: user.id, name: user.name, email: user.email, hasPassword: user.passwordHash !== null },
    organization: { id, name, isSample, agedSampleOf: isAged ? sampleFor : null, timeZone },
    role: membership.role,
    permissions: [...ROLE_PERMISSIONS[membership.role]],
    firms: memberships.map((one) => ({
      id: one.organizationId,
      name: one.organizationName,
      isSample: one.isSample,
      role: one.role,
    })),
    businessDate,
    rehearsal: facts.rehearsal,
    mailConfigured: facts.mailConfigured,
  };
}
