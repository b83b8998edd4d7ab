import { randomUUID } from 'node:crypto';
import {
  type Database,
  findUserByEmail,
  insertMembership,
  insertOrganization,
  insertUser,
  type MembershipRole,
  replaceFilerCodes,
  type SystemTransaction,
} from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';

const SAMPLE_FIRM_NAME = 'Sample Customs Brokers';
/** The filer codes that occur in the sample reports. */
const SAMPLE_FILER_CODES = ['002', '605', 'K80', 'SP7'] as const;

interface SamplePerson {
  readonly name: string;
  readonly email: string;
  readonly role: MembershipRole;
}

/** Nobody: addresses of a domain that is reserved for examples, and no passwords. */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { name: 'Sample Owner', email: 'owner@sample-brokers.example', role: 'owner' },
  { name: 'Sample Specialist', email: 'specialist@sample-brokers.example', role: 'specialist' },
  { name: 'Sample Colleague', email: 'colleague@sample-brokers.example', role: 'specialist' },
];

/** Writes the firm, its people and its codes in one transaction and answers its id. People of a sample before are met again. */
export async function makeSampleFirm(
  database: Database,
  system: SystemTransaction,
  { now, businessDate }: { readonly now: Date; readonly businessDate: PlainDate },
): Promise<string> {
  const organizationId = randomUUID();
  const known = new Map<string, string>();
  for (const { email } of SAMPLE_PEOPLE) {
    const user = await findUserByEmail(system, email);
    if (user !== null) known.set(email, user.id);
  }
  await database.withTenantPg(organizationId, async (tx) => {
    await insertOrganization(tx, { name: SAMPLE_FIRM_NAME, isSample: true, sampleFor: businessDate, createdAt: now });
    for (const { name, email, role } of SAMPLE_PEOPLE) {
      const userId = known.get(email) ?? randomUUID();
      if (!known.has(email)) await insertUser(tx, { id: userId, email, name, createdAt: now });
      await insertMembership(tx, { id: randomUUID(), userId, role, createdAt: now });
    }
    await replaceFilerCodes(tx, SAMPLE_FILER_CODES, now);
    await appendAudit(tx, {
      at: now,
      actor: { kind: 'system', id: null },
      action: 'sample.made',
      subject: { kind: 'organization', id: organizationId },
      details: { name: SAMPLE_FIRM_NAME, madeFor: businessDate },
    });
  });
  return organizationId;
}
