import { createDatabase, type Database } from '@capeline/db';
import { ALERT_LADDERS, addDays, alertDue, computeDeadlines, DEADLINE_KINDS, plainDate } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { acknowledgeDeadline } from './acknowledge-deadline.ts';
import { listAlerts } from './list-alerts.ts';
import { type SweepInput, sweepOrganization } from './sweep-organization.ts';
import {
  addClient,
  addDeadline,
  addMember,
  addProtestedEntry,
  MAIL,
  makeFirm,
  NOW,
  readAlerts,
  readMails,
  TODAY,
} from './test-support/firm.ts';

let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

/** A sweep at 09:00 of the firm's day, `days` after TODAY. */
function morning(days = 0, changes: Partial<SweepInput> = {}): SweepInput {
  const now = new Date(NOW.getTime() + days * 86_400_000);
  return { now, businessDate: addDays(plainDate(TODAY), days), localTime: '09:00', mail: MAIL, ...changes };
}

async function firmWithProtest(liquidatedOn: string) {
  const firm = await makeFirm(database);
  const clientId = await addClient(database, firm.organizationId);
  const deadlineId = await addDeadline(database, firm.organizationId, { clientId, kind: 'protest', liquidatedOn });
  return { ...firm, clientId, deadlineId };
}

describe('the sweep and its tiers', () => {
  it('agrees with the law’s own table on every kind and every day around the ladder', async () => {
    const firm = await makeFirm(database);
    const expected = new Map<string, number>();
    for (const kind of DEADLINE_KINDS) {
      const clientId = await addClient(database, firm.organizationId, { name: kind });
      for (let age = 0; age <= 200; age += 1) {
        const liquidatedOn = addDays(plainDate(TODAY), -age);
        const event = kind === 'protest_reliquidation' ? 'reliquidation' : 'liquidation';
        const deadline = computeDeadlines({ liquidatedOn, event }).find((computed) => computed.kind === kind);
        if (deadline === undefined) throw new Error('no such clock');
        const id = await addDeadline(database, firm.organizationId, { clientId, kind, liquidatedOn });
        const tier = alertDue(deadline, plainDate(TODAY), []);
        if (tier !== null) expected.set(id, tier === 'lapsed' ? -1 : tier);
      }
    }
    await sweepOrganization(database, firm.organizationId, morning());
    const found = await readAlerts(database, firm.organizationId);
    expect(new Map(found.map((alert) => [alert.deadlineId, alert.tier]))).toEqual(expected);
    expect(found).toHaveLength(expected.size);
  });

  it('alerts each tier once over the whole life of a deadline, whatever the steps, and lapsed once at its end', async () => {
    const { organizationId, deadlineId } = await firmWithProtest('2026-07-24');
    for (let day = -30; day <= 80; day += 1) await sweepOrganization(database, organizationId, morning(day));
    const tiers = (await readAlerts(database, organizationId)).map((alert) => alert.tier);
    expect(tiers).toEqual([...(ALERT_LADDERS.protest?.tiers ?? []), -1]);
    expect((await readMails(database, organizationId)).length).toBe(tiers.length);
    expect((await readAlerts(database, organizationId)).every((alert) => alert.deadlineId === deadlineId)).toBe(true);
  });

  it('tells only the tightest tier on first sight, and nothing again in a second sweep', async () => {
    const { organizationId, deadlineId } = await firmWithProtest('2026-06-01');
    const first = await sweepOrganization(database, organizationId, morning());
    const second = await sweepOrganization(database, organizationId, morning());
    expect(await readAlerts(database, organizationId)).toEqual([{ deadlineId, tier: 7 }]);
    expect(first).toMatchObject({ alertsFound: 1, lapsed: 0 });
    expect(second).toEqual({ alertsFound: 0, lapsed: 0, provisionalFound: 0, overlooked: 0, mailIds: [] });
  });

  it('finds each alert once and composes one digest when many sweeps run at once', async () => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    const results = await Promise.all(
      Array.from({ length: 6 }, () => sweepOrganization(database, organizationId, morning())),
    );
    expect(results.reduce((sum, result) => sum + result.alertsFound, 0)).toBe(1);
    expect(results.flatMap((result) => result.mailIds)).toHaveLength(1);
    expect(await readMails(database, organizationId)).toHaveLength(1);
  });

  it('tells nothing twice and misses nothing when the clock goes back and then forward', async () => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    for (const day of [0, -1, -40, 0, 3, 2, 5]) await sweepOrganization(database, organizationId, morning(day));
    // Sat 28 Nov is the last day, Fri 27 Nov the safe day: 4 days on TODAY, 1 day on the 26th, past it on the 28th.
    expect((await readAlerts(database, organizationId)).map((alert) => alert.tier)).toEqual([7, 1, 0]);
    expect(await readMails(database, organizationId)).toHaveLength(3);
  });

  it('tells each tier that is left after a clock that ran ahead called the date lapsed, and the lapse not twice', async () => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    for (const day of [0, 30, 1, 3, 4, 5, 6]) await sweepOrganization(database, organizationId, morning(day));
    const tiers = (await readAlerts(database, organizationId)).map((alert) => alert.tier);
    expect(tiers.toSorted((one, other) => other - one)).toEqual([7, 3, 1, 0, -1]);
    expect(new Set(tiers).size).toBe(tiers.length);
  });

  it('has a digest for a day for which a clock that ran ahead wrote one before it came', async () => {
    const firm = await firmWithProtest('2026-06-01');
    await sweepOrganization(database, firm.organizationId, morning(3));
    await sweepOrganization(database, firm.organizationId, morning(0));
    const found = await addDeadline(database, firm.organizationId, {
      clientId: firm.clientId,
      kind: 'protest',
      liquidatedOn: '2026-05-31',
    });
    expect((await sweepOrganization(database, firm.organizationId, morning(3))).mailIds).toHaveLength(1);
    const mails = await readMails(database, firm.organizationId);
    expect(mails.filter(({ text }) => text.includes(found))).toHaveLength(1);
    expect(await sweepOrganization(database, firm.organizationId, morning(3))).toMatchObject({ mailIds: [] });
  });

  it('tells of a date without IEEPA duty as of any other', async () => {
    const firm = await makeFirm(database);
    const clientId = await addClient(database, firm.organizationId);
    const date = { clientId, liquidatedOn: '2026-06-01', ieepaDutyCents: 0 };
    const deadlineId = await addDeadline(database, firm.organizationId, { ...date, kind: 'protest' });
    await sweepOrganization(database, firm.organizationId, morning());
    expect(await readAlerts(database, firm.organizationId)).toEqual([{ deadlineId, tier: 7 }]);
    expect((await readMails(database, firm.organizationId))[0]?.text).toContain(deadlineId);
  });

  it('raises nothing for voluntary reliquidation, which limits CBP alone', async () => {
    const firm = await makeFirm(database);
    const clientId = await addClient(database, firm.organizationId);
    await addDeadline(database, firm.organizationId, {
      clientId,
      kind: 'voluntary_reliquidation',
      liquidatedOn: '2026-09-01',
    });
    expect(await sweepOrganization(database, firm.organizationId, morning())).toMatchObject({ alertsFound: 0 });
  });

  it('sees one firm only', async () => {
    const mine = await firmWithProtest('2026-06-01');
    const other = await firmWithProtest('2026-06-01');
    await sweepOrganization(database, mine.organizationId, morning());
    expect(await readAlerts(database, other.organizationId)).toEqual([]);
    expect(await readMails(database, other.organizationId)).toEqual([]);
  });
});

describe('acknowledgement', () => {
  const actor = (id: string) => ({ kind: 'user', id }) as const;

  it('silences the tier and not the next one', async () => {
    const { organizationId, ownerId, deadlineId } = await firmWithProtest('2026-06-12');
    await sweepOrganization(database, organizationId, morning());
    const { tiers } = await database.withTenantPg(organizationId, (tx) =>
      acknowledgeDeadline(tx, { deadlineId, note: 'counsel is drafting', actor: actor(ownerId), now: NOW }),
    );
    expect(tiers).toEqual([30]);
    await sweepOrganization(database, organizationId, morning(1));
    expect(await readMails(database, organizationId)).toHaveLength(1);
    await sweepOrganization(database, organizationId, morning(3));
    expect((await readAlerts(database, organizationId)).map((alert) => alert.tier)).toEqual([30, 14]);
    expect(await readMails(database, organizationId)).toHaveLength(2);
    const log = await database.withTenantPg(organizationId, (tx) => listAlerts(tx, { limit: 10 }, plainDate(TODAY)));
    expect(log.data.map((alert) => alert.acknowledged?.note ?? null)).toEqual([null, 'counsel is drafting']);
    expect(log.data[0]?.deadline).toMatchObject({ acknowledged: null, openAlertTier: 14 });
  });

  it('is refused when nothing is open, and for a deadline of another firm', async () => {
    const mine = await firmWithProtest('2026-06-12');
    const other = await firmWithProtest('2026-06-12');
    const acknowledge = (deadlineId: string) =>
      database.withTenantPg(mine.organizationId, (tx) =>
        acknowledgeDeadline(tx, { deadlineId, note: null, actor: actor(mine.ownerId), now: NOW }),
      );
    await expect(acknowledge(mine.deadlineId)).rejects.toMatchObject({ code: 'deadline.already_acknowledged' });
    await sweepOrganization(database, other.organizationId, morning());
    await expect(acknowledge(other.deadlineId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does not silence the digest within a week of the day', async () => {
    const { organizationId, ownerId, deadlineId } = await firmWithProtest('2026-06-01');
    await sweepOrganization(database, organizationId, morning(0, { localTime: '02:00' }));
    await database.withTenantPg(organizationId, (tx) =>
      acknowledgeDeadline(tx, { deadlineId, note: null, actor: actor(ownerId), now: NOW }),
    );
    expect((await sweepOrganization(database, organizationId, morning())).mailIds).toHaveLength(1);
  });
});

describe('the digest', () => {
  it.each([
    ['does not exist (clocks go from 01:59 to 03:00)', '02:30', ['01:55', '03:00', '03:05'], [0, 1, 0]],
    [
      'exists twice (clocks go from 01:59 back to 01:00)',
      '01:30',
      ['01:25', '01:30', '01:55', '01:00', '01:30', '02:00'],
      [0, 1, 0, 0, 0, 0],
    ],
  ])('goes out once on the day on which its hour %s', async (_what, digestTime, sweeps, expected) => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    await database.withTenantPg(organizationId, (tx) =>
      tx.query('update organization set digest_time = $2 where id = $1', [organizationId, digestTime]),
    );
    const sent: number[] = [];
    for (const localTime of sweeps)
      sent.push((await sweepOrganization(database, organizationId, morning(0, { localTime }))).mailIds.length);
    expect(sent).toEqual(expected);
  });

  it('waits for the firm’s hour, and does not wait in a rehearsal', async () => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    const early = await sweepOrganization(database, organizationId, morning(0, { localTime: '05:59' }));
    expect(early).toMatchObject({ alertsFound: 1, mailIds: [] });
    const rehearsal = { localTime: '00:00', mail: { ...MAIL, isRehearsal: true } };
    expect((await sweepOrganization(database, organizationId, morning(0, rehearsal))).mailIds).toHaveLength(1);
    expect((await readMails(database, organizationId))[0]?.text).toContain('Rehearsal: the business date is fixed');
  });

  it('leaves what is found after the morning for the next morning', async () => {
    const firm = await firmWithProtest('2026-06-01');
    await sweepOrganization(database, firm.organizationId, morning());
    const late = await addDeadline(database, firm.organizationId, {
      clientId: firm.clientId,
      kind: 'protest',
      liquidatedOn: '2026-06-05',
    });
    expect(await sweepOrganization(database, firm.organizationId, morning())).toMatchObject({
      alertsFound: 1,
      mailIds: [],
    });
    expect((await sweepOrganization(database, firm.organizationId, morning(1))).mailIds).toHaveLength(1);
    const [first, second] = await readMails(database, firm.organizationId);
    expect(first?.text).not.toContain(late);
    expect(second?.text).toContain(`${MAIL.appUrl}/deadlines/${late}`);
    // The protest of 1 June entered a tighter tier meanwhile and is told again, once, for that.
    expect((await readAlerts(database, firm.organizationId)).map((alert) => alert.tier).sort()).toEqual([14, 3, 7]);
  });

  it('waits while a report is being read', async () => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    const setStatus = (status: string) =>
      database.withTenantPg(organizationId, (tx) =>
        tx.query(
          `insert into report_import (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit, created_at)
           values ($1, $1, 'es003', 'x.csv', 1, sha256('x'), '2026-11-20', $2, true, $3)
           on conflict (organization_id, id) do update set status = excluded.status`,
          [organizationId, status, NOW],
        ),
      );
    await setStatus('reading');
    expect((await sweepOrganization(database, organizationId, morning())).mailIds).toEqual([]);
    await setStatus('committed');
    expect((await sweepOrganization(database, organizationId, morning())).mailIds).toHaveLength(1);
  });

  it('goes to owners, managers and, for his clients, to a client’s owner; to nobody else', async () => {
    const firm = await makeFirm(database);
    const email = (name: string) => `${name}-${firm.organizationId.slice(0, 8)}@broker.example`;
    await addMember(database, firm.organizationId, { email: email('manager'), role: 'manager' });
    const specialist = await addMember(database, firm.organizationId, {
      email: email('specialist'),
      role: 'specialist',
    });
    await addMember(database, firm.organizationId, { email: email('auditor'), role: 'auditor' });
    const his = await addClient(database, firm.organizationId, { name: 'His Client', ownerUserId: specialist });
    const free = await addClient(database, firm.organizationId, { name: 'Free Client' });
    for (const clientId of [his, free])
      await addDeadline(database, firm.organizationId, { clientId, kind: 'protest', liquidatedOn: '2026-06-01' });
    await sweepOrganization(database, firm.organizationId, morning());
    const mails = await readMails(database, firm.organizationId);
    expect(mails.map((mail) => mail.recipient)).toEqual([email('manager'), firm.ownerEmail, email('specialist')]);
    expect(mails.map((mail) => mail.text.includes('Free Client'))).toEqual([true, true, false]);
  });

  it('tells a new member what is still open and not what lapsed before he came', async () => {
    const firm = await firmWithProtest('2026-06-01');
    const gone = await addDeadline(database, firm.organizationId, {
      clientId: firm.clientId,
      kind: 'protest',
      liquidatedOn: '2026-02-02',
    });
    await sweepOrganization(database, firm.organizationId, morning());
    const email = `new-${firm.organizationId.slice(0, 8)}@broker.example`;
    await addMember(database, firm.organizationId, {
      email,
      role: 'manager',
      createdAt: new Date(NOW.getTime() + 1000),
    });
    await sweepOrganization(database, firm.organizationId, morning());
    const mails = await readMails(database, firm.organizationId);
    expect(mails.map((mail) => [mail.recipient, mail.text.includes(gone)])).toEqual([
      [email, false],
      [firm.ownerEmail, true],
    ]);
  });

  it('names protests on file beside other dates to those who are responsible, and never goes out for them alone', async () => {
    const firm = await makeFirm(database);
    const email = `his-${firm.organizationId.slice(0, 8)}@broker.example`;
    const specialist = await addMember(database, firm.organizationId, { email, role: 'specialist' });
    const his = await addClient(database, firm.organizationId, { name: 'His Client', ownerUserId: specialist });
    const other = await addClient(database, firm.organizationId, { name: 'Other Client' });
    // Safe days: 20 Jan 2027, 58 days away, and 27 Aug 2026, too long ago to be told.
    await addProtestedEntry(database, firm.organizationId, {
      clientId: his,
      entryNumber: '60516225905',
      liquidatedOn: '2026-07-24',
      protestNumber: '5132-26-176626',
    });
    await addProtestedEntry(database, firm.organizationId, {
      clientId: other,
      entryNumber: '60500000011',
      liquidatedOn: '2026-07-31',
      protestNumber: '5132-26-000001',
    });
    await addProtestedEntry(database, firm.organizationId, {
      clientId: his,
      entryNumber: '60500000029',
      liquidatedOn: '2026-02-28',
      protestNumber: '5132-26-000002',
    });
    expect((await sweepOrganization(database, firm.organizationId, morning())).mailIds).toEqual([]);
    await addDeadline(database, firm.organizationId, { clientId: his, kind: 'protest', liquidatedOn: '2026-06-01' });
    await sweepOrganization(database, firm.organizationId, morning(1));
    const mails = await readMails(database, firm.organizationId);
    expect(mails.map((mail) => mail.recipient)).toEqual([email, firm.ownerEmail]);
    for (const { text } of mails) {
      expect(text).toContain('  His Client: protest 5132-26-176626 · 1 entry\n    Entry: 60516225905\n');
      expect(text).toContain('New objections may be added until Wed 20 Jan 2027, in 57 days');
      expect(text).not.toContain('5132-26-000002');
    }
    expect(mails.map(({ text }) => text.includes('5132-26-000001'))).toEqual([false, true]);
  });

  it('is rendered and kept, and not sent, while SMTP is not configured', async () => {
    const { organizationId } = await firmWithProtest('2026-06-01');
    await sweepOrganization(database, organizationId, morning(0, { mail: { ...MAIL, isConfigured: false } }));
    const [mail] = await readMails(database, organizationId);
    expect(mail).toMatchObject({
      status: 'not_configured',
      subject: 'Capeline: 1 date within 7 days, $123,456 (Mon 23 Nov 2026)',
    });
    expect(mail?.text).toContain('Protest: file by Fri 27 Nov 2026, in 4 days · 1 entry · $123,456');
    const waiting = await database.withSystem('test', (tx) =>
      tx.query('select 1 from outbox where topic = $1 and organization_id = $2', ['send-mail', organizationId]),
    );
    expect(waiting).toEqual([]);
  });
});
