import type { RecordFactRequest } from '@capeline/contracts';
import { type Database, listAccountFacts, listAllClientFacts, listMembers, type TenantTransaction } from '@capeline/db';
import { addDays, isNumberFact, type PlainDate } from '@capeline/domain';
import { recordFact } from '../account/record-fact.ts';
import { recordCheck } from '../checks/record-check.ts';
import { updateClient } from '../clients/update-client.ts';
import { SAMPLE_PEOPLE } from './make-sample-firm.ts';
import { recordSampleOwnChecks } from './record-sample-own-checks.ts';
import { SAMPLE_PROFILES, type SampleProfile } from './sample-checks.ts';
import { SAMPLE_ACCOUNTS, type SampleFact } from './sample-facts.ts';

export type Owners = Readonly<Record<'owner' | 'first' | 'second', string>>;

async function findOwners(tx: TenantTransaction): Promise<Owners> {
  const members = await listMembers(tx);
  const userIdOf = (index: number): string => {
    const member = members.find(({ email }) => email === SAMPLE_PEOPLE[index]?.email);
    if (member === undefined) throw new Error('The sample firm lacks one of its people.');
    return member.userId;
  };
  return { owner: userIdOf(0), first: userIdOf(1), second: userIdOf(2) };
}

interface Recording {
  readonly clientId: string;
  readonly profile: SampleProfile;
  readonly owners: Owners;
  readonly businessDate: PlainDate;
  readonly now: Date;
}

async function recordProfile(tx: TenantTransaction, recording: Recording): Promise<void> {
  const { clientId, profile, owners, businessDate, now } = recording;
  const ownerId = profile.owner === null ? null : owners[profile.owner];
  const actor = { kind: 'user', id: ownerId ?? owners.owner } as const;
  const changes = { ownerId };
  await updateClient(tx, { clientId, changes, ifMatch: undefined }, { actor, today: businessDate, now });
  for (const { kind, daysAgo, change } of profile.findings) {
    const today = addDays(businessDate, -daysAgo);
    const verifiedOn = change.status === 'ready' ? today : null;
    await recordCheck(
      tx,
      { clientId, kind, change: { ...change, verifiedOn, ownerId }, ifMatch: undefined },
      { actor, today, now },
    );
  }
}

/** Records what is known of an account, by the operation of every firm. */
async function recordAccount(
  tx: TenantTransaction,
  recording: Omit<Recording, 'profile'> & { readonly facts: readonly SampleFact[]; readonly importerNumber: string },
): Promise<void> {
  const { clientId, facts, importerNumber, owners, businessDate, now } = recording;
  const writer = { actor: { kind: 'user', id: owners.first }, today: businessDate, now } as const;
  for (const { kind, daysAgo, source, value, note } of facts) {
    const ofNumber = isNumberFact(kind) ? { importerNumber } : {};
    const request = { ...ofNumber, value, source, asOf: addDays(businessDate, -daysAgo), note } as RecordFactRequest;
    await recordFact(tx, { clientId, kind, request, ifMatch: undefined }, writer);
  }
}

/** Gives the sample's clients owners, recorded checks and facts, by the operations of every firm. Repeating it changes nothing. */
export async function recordSampleChecks(
  database: Database,
  input: { readonly organizationId: string; readonly businessDate: PlainDate; readonly now: Date },
): Promise<void> {
  const { organizationId, businessDate, now } = input;
  await database.withTenantPg(organizationId, async (tx) => {
    const owners = await findOwners(tx);
    const clients = (await listAllClientFacts(tx)).sort((left, right) => (left.name < right.name ? -1 : 1));
    for (const [index, { id: clientId, importerNumbers }] of clients.entries()) {
      // Where facts stand this was done before a crash: they refuse the ticks that came before them.
      if ((await listAccountFacts(tx, [clientId])).length > 0) continue;
      const profile = SAMPLE_PROFILES[index % SAMPLE_PROFILES.length];
      if (profile !== undefined) await recordProfile(tx, { clientId, profile, owners, businessDate, now });
      const facts = SAMPLE_ACCOUNTS[index] ?? [];
      const [first] = importerNumbers;
      if (first !== undefined)
        await recordAccount(tx, { clientId, facts, importerNumber: first.number, owners, businessDate, now });
    }
    await recordSampleOwnChecks(tx, { owners, businessDate, now });
  });
}
