import { createDatabase, type Database, markMemberDeactivated } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { createMailTransport, type MailTransport } from '@capeline/mail';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type SmtpSink, startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import { sweepOrganization } from '../alerts/sweep-organization.ts';
import { addClient, addDeadline, addMember, MAIL, makeFirm, NOW, TODAY } from '../alerts/test-support/firm.ts';
import { deliverMail } from '../mail/deliver-mail.ts';
import { deactivateMember } from './deactivate-member.ts';
import { listMembers } from './list-members.ts';
import { peopleOf } from './people-of.ts';
import { cancelAbsence, planAbsence } from './plan-absence.ts';

const BY = { actor: { kind: 'system', id: null }, now: NOW, today: plainDate(TODAY) } as const;

describe('while somebody is away', () => {
  let store: TestDatabase;
  let database: Database;
  let sink: SmtpSink;
  let transport: MailTransport;
  let organizationId: string;
  let ownerId: string;
  let away: string;
  let delegate: string;
  beforeAll(async () => {
    store = await createTestDatabase();
    database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  });
  afterAll(async () => {
    await database.close();
    await store.drop();
  });
  beforeEach(async () => {
    sink = await startSmtpSink();
    transport = createMailTransport(sink.url);
    ({ organizationId, ownerId } = await makeFirm(database));
    const tag = organizationId.slice(0, 8);
    away = await addMember(database, organizationId, { email: `away@${tag}.example`, role: 'specialist' });
    delegate = await addMember(database, organizationId, { email: `delegate@${tag}.example`, role: 'specialist' });
  });
  afterEach(async () => {
    transport.close();
    await sink.stop();
  });

  const inFirm: Database['withTenantPg'] extends (id: string, work: infer Work) => unknown
    ? (work: Work) => Promise<unknown>
    : never = (work) => database.withTenantPg(organizationId, work);

  const plan = (userId: string, delegateId: string | null, from = TODAY, until = '2026-11-30') =>
    inFirm((tx) => planAbsence(tx, { userId }, { from, until, delegateId }, BY));

  /** A client with a date that is due, told by a real sweep to a real mail server; answers who was written to. */
  async function tell(ownerUserId: string | null, today = TODAY): Promise<string[]> {
    const clientId = await addClient(database, organizationId, { ownerUserId });
    await addDeadline(database, organizationId, { clientId, kind: 'protest', liquidatedOn: '2026-06-01' });
    const now = new Date(`${today}T14:00:00Z`);
    const { mailIds } = await sweepOrganization(database, organizationId, {
      now,
      businessDate: today,
      localTime: '09:00',
      mail: MAIL,
    });
    for (const mailId of mailIds)
      await deliverMail(database, { organizationId, mailId }, { now: () => now, mail: MAIL, transport });
    return sink.messages.flatMap(({ to }) => to.map((address) => address.split('@')[0] ?? '')).sort();
  }
  const owner = () => `owner-${organizationId.slice(0, 8)}`;

  it('the delegate is told as well, and those who hear of everything', async () => {
    await plan(away, delegate);
    expect(await tell(away)).toEqual(['away', 'delegate', owner()]);
    const saysSo = sink.messages.map(({ to, text }) => [to[0]?.split('@')[0], text.includes('You stand in for')]);
    expect(Object.fromEntries(saysSo)).toEqual({ away: false, delegate: true, [owner()]: false });
  });

  it('nobody stands in before the first day or after the last: it ends by itself', async () => {
    await plan(away, delegate, '2026-11-24', '2026-11-25');
    expect(await tell(away, '2026-11-23')).toEqual(['away', owner()]);
    expect((await tell(away, '2026-11-24')).filter((name) => name === 'delegate')).toHaveLength(1);
    expect((await tell(away, '2026-11-26')).filter((name) => name === 'delegate')).toHaveLength(1);
  });

  it('the manager hears of it when there is no delegate', async () => {
    await addMember(database, organizationId, { email: 'manager@harbor.example', role: 'manager' });
    await plan(away, null);
    expect(await tell(away)).toEqual(['away', 'manager', owner()]);
  });

  it('a delegate who is away himself is stood in for in turn, and two who name each other end nowhere', async () => {
    const third = await addMember(database, organizationId, { email: 'third@harbor.example', role: 'specialist' });
    await plan(away, delegate);
    await plan(delegate, third);
    await plan(third, away);
    expect(await tell(away)).toEqual(['away', 'delegate', owner(), 'third'].sort());
  });

  it('the delegate of somebody who hears of everything does so too: clients without an owner are not lost', async () => {
    await plan(ownerId, delegate);
    expect(await tell(null)).toEqual(['delegate', owner()]);
  });

  it('a delegate who left the firm stands in for nobody', async () => {
    await plan(away, delegate);
    const members = await database.withTenantRead(organizationId, (tx) => listMembers(tx, TODAY));
    const memberId = members.find(({ userId }) => userId === delegate)?.id ?? '';
    await inFirm((tx) => markMemberDeactivated(tx, memberId, NOW));
    expect(await tell(away)).toEqual(['away', owner()]);
  });

  it('the clients of both are "mine" to the delegate, and no longer once it is taken back', async () => {
    await plan(away, delegate);
    const mine = (userId: string) =>
      database.withTenantRead(organizationId, (tx) => peopleOf(tx, { today: BY.today, userId }));
    expect(await mine(delegate)).toEqual(new Set([delegate, away]));
    expect(await mine(away)).toEqual(new Set([away]));
    await inFirm((tx) => cancelAbsence(tx, { userId: away }, BY));
    expect(await mine(delegate)).toEqual(new Set([delegate]));
  });

  it('is refused for days that are over or turned round, and for a delegate who cannot act', async () => {
    const auditor = await addMember(database, organizationId, { email: 'auditor@harbor.example', role: 'auditor' });
    const attempts = [
      () => plan(away, delegate, '2026-11-20', '2026-11-22'),
      () => plan(away, delegate, '2026-11-25', '2026-11-24'),
      () => plan(away, away),
      () => plan(away, auditor),
    ];
    const pointers: unknown[] = [];
    for (const attempt of attempts) {
      const refused = await attempt().catch((error: { issues: { pointer: string }[] }) => error.issues[0]?.pointer);
      pointers.push(refused);
    }
    expect(pointers).toEqual(['/until', '/until', '/delegateId', '/delegateId']);
  });

  it('ends with the membership, and leaves nobody standing in for it', async () => {
    await plan(away, delegate);
    const members = await database.withTenantRead(organizationId, (tx) => listMembers(tx, TODAY));
    const memberId = members.find(({ userId }) => userId === delegate)?.id ?? '';
    await inFirm((tx) => deactivateMember(tx, { memberId, handOverTo: null }, { ...BY, granted: ['*'] }));
    const after = await database.withTenantRead(organizationId, (tx) => listMembers(tx, TODAY));
    expect(after.find(({ userId }) => userId === away)?.absence).toMatchObject({ delegate: null });
  });
});
