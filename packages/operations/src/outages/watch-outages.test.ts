import { createDatabase, type Database, findOrganization, recordFirmSweep, verifyAuditChain } from '@capeline/db';
import { createMailTransport, type MailTransport } from '@capeline/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type SmtpSink, startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import { addMember, MAIL, makeFirm, NOW, readMails, TODAY } from '../alerts/test-support/firm.ts';
import { createOutageWatch } from './watch-outages.ts';

const MINUTE_MS = 60_000;
const NEVER = new AbortController().signal;

let store: TestDatabase;
let database: Database;
let sink: SmtpSink;
let transport: MailTransport;
let refuse = false;
let minute = 0;
const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
beforeEach(async () => {
  [refuse, minute] = [false, 0];
  // Its own: every firm that a former test left would be late in this one.
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  sink = await startSmtpSink({
    onData: () => {
      if (refuse) throw Object.assign(new Error('come back later'), { responseCode: 451 });
    },
  });
  transport = createMailTransport(sink.url);
});
afterEach(async () => {
  transport.close();
  await sink.stop();
  await database.close();
  await store.drop();
});

const sweep = (organizationId: string) =>
  database.withSystem('test', (tx) => recordFirmSweep(tx, organizationId, at(minute)));
const openWatch = (mail = MAIL) =>
  createOutageWatch(database, {
    now: () => at(minute),
    businessDate: () => TODAY,
    maxAgeMs: 11 * MINUTE_MS,
    confirmMs: 2 * MINUTE_MS,
    mail,
    transport: mail.isConfigured ? transport : null,
    leaseMs: 5 * MINUTE_MS,
  });
/** Looks once a minute until the given one. */
async function lookUntil(last: number, ...watches: ReturnType<typeof openWatch>[]): Promise<void> {
  for (; minute < last; minute += 1) await Promise.all(watches.map((watch) => watch.look(NEVER)));
}
const subjects = (to: string) => sink.messages.filter((mail) => mail.to.includes(to)).map(({ subject }) => subject);
const BEGIN = 'Capeline: nobody watches the deadlines of Harbor Brokers since Mon 23 Nov 2026, 09:00';
const END = 'Capeline: the deadlines of Harbor Brokers are watched again';

describe('a firm that nobody sweeps', () => {
  it('has its owners told after two intervals, once by however many watch, and once more when it is over', async () => {
    const { organizationId, ownerEmail } = await makeFirm(database);
    await addMember(database, organizationId, { email: 'second-owner@broker.example', role: 'owner' });
    await addMember(database, organizationId, { email: 'manager@broker.example', role: 'manager' });
    await sweep(organizationId);
    const watches = [openWatch(), openWatch(), openWatch()];
    await lookUntil(13, ...watches);
    expect(sink.messages).toEqual([]);
    await lookUntil(40, ...watches, openWatch());
    expect(subjects(ownerEmail)).toEqual([BEGIN]);
    expect(subjects('second-owner@broker.example')).toEqual([BEGIN]);
    await sweep(organizationId);
    await lookUntil(45, ...watches);
    expect(subjects(ownerEmail)).toEqual([BEGIN, END]);
    expect(subjects('second-owner@broker.example')).toEqual([BEGIN, END]);
    expect(subjects('manager@broker.example')).toEqual([]);
    const { text } = sink.messages.find(({ subject }) => subject === END) ?? { text: '' };
    expect(text).toContain('again since Mon 23 Nov 2026, 09:40. Between Mon 23 Nov 2026, 09:00 and then it did not.');
    await lookUntil(70, ...watches);
    expect(subjects(ownerEmail)).toHaveLength(3);
    const trail = await database.withTenantPg(organizationId, (tx) =>
      tx.query<{ action: string }>('select action from audit_event where organization_id = $1 order by seq', [
        organizationId,
      ]),
    );
    const acts = trail.map(({ action }) => action).filter((action) => action.startsWith('outage'));
    expect(acts).toEqual(['outage.told', 'outage.ended', 'outage.told']);
    expect((await database.withTenantPg(organizationId, verifyAuditChain)).ok).toBe(true);
    const mails = await readMails(database, organizationId);
    expect(mails.map(({ status, attempts }) => ({ status, attempts }))).toEqual(
      Array(6).fill({ status: 'accepted', attempts: 1 }),
    );
  });

  it('is told of by each watch only after that one has seen it for a while: who was away himself knows nothing', async () => {
    const { organizationId, ownerEmail } = await makeFirm(database);
    await sweep(organizationId);
    minute = 600;
    await lookUntil(601, openWatch());
    expect(sink.messages).toEqual([]);
    // The worker started with it and has swept meanwhile.
    const watch = openWatch();
    await watch.look(NEVER);
    await sweep(organizationId);
    await lookUntil(605, watch);
    expect(subjects(ownerEmail)).toEqual([]);
  });

  it('is told of although the mail server takes nothing at first, and each message arrives once', async () => {
    const { organizationId, ownerEmail } = await makeFirm(database);
    await sweep(organizationId);
    refuse = true;
    const watch = openWatch();
    await lookUntil(20, watch);
    expect(sink.messages).toEqual([]);
    expect((await readMails(database, organizationId))[0]?.lastError).toContain('come back later');
    refuse = false;
    await lookUntil(40, watch, openWatch());
    expect(subjects(ownerEmail)).toEqual([BEGIN]);
  });

  it('counts from the day it was made when it was never swept', async () => {
    const { ownerEmail } = await makeFirm(database);
    await lookUntil(5, openWatch());
    expect(subjects(ownerEmail)).toEqual([
      'Capeline: nobody watches the deadlines of Harbor Brokers since Mon 5 Jan 2026, 07:00',
    ]);
  });

  it('has a record that nobody was mailed where no mail is set up', async () => {
    const { organizationId } = await makeFirm(database);
    await lookUntil(5, openWatch({ ...MAIL, isConfigured: false }));
    expect(await readMails(database, organizationId)).toMatchObject([{ status: 'not_configured', subject: /./u }]);
  });

  it('is the sample: nobody is told, because its owner is invented', async () => {
    const { organizationId } = await makeFirm(database, { isSample: true });
    await lookUntil(30, openWatch());
    expect(await readMails(database, organizationId)).toEqual([]);
    expect(await database.withTenantPg(organizationId, findOrganization)).not.toBeNull();
  });
});
