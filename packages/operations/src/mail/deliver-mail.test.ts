import { createDatabase, type Database } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { createMailTransport, type MailTransport } from '@capeline/mail';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type ReceivedMail, type SmtpSink, startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import { sweepOrganization } from '../alerts/sweep-organization.ts';
import { addClient, addDeadline, MAIL, makeFirm, NOW, readMails, TODAY } from '../alerts/test-support/firm.ts';
import { deliverMail } from './deliver-mail.ts';
import { getMail, listMails } from './list-mails.ts';
import { sendMailAgain } from './send-mail-again.ts';

let store: TestDatabase;
let database: Database;
const cleanUps: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

async function sinkWith(
  onData?: (mail: ReceivedMail) => void | Promise<void>,
  idleMs = 10_000,
): Promise<{ sink: SmtpSink; transport: MailTransport }> {
  const sink = await startSmtpSink(onData === undefined ? {} : { onData });
  const transport = createMailTransport(sink.url, { timeouts: { connectMs: 10_000, idleMs } });
  cleanUps.push(() => sink.stop());
  cleanUps.push(() => transport.close());
  return { sink, transport };
}

/** A firm with one composed digest. */
async function firmWithMail(options: { isSample?: boolean } = {}) {
  const firm = await makeFirm(database, options);
  const clientId = await addClient(database, firm.organizationId);
  await addDeadline(database, firm.organizationId, { clientId, kind: 'protest', liquidatedOn: '2026-06-01' });
  const { mailIds } = await sweepOrganization(database, firm.organizationId, {
    now: NOW,
    businessDate: TODAY,
    localTime: '09:00',
    mail: MAIL,
  });
  const [mailId] = mailIds;
  if (mailId === undefined) throw new Error('no digest was composed');
  return { ...firm, mailId };
}

const at = (minutes: number) => () => new Date(NOW.getTime() + minutes * 60_000);
const only = async (organizationId: string) => {
  const [mail] = await readMails(database, organizationId);
  if (mail === undefined) throw new Error('no mail');
  return mail;
};
const refusal = (responseCode: number, message: string) => () => {
  throw Object.assign(new Error(message), { responseCode });
};

describe('delivery of a message', () => {
  it('hands it over once and records what the server said', async () => {
    const { sink, transport } = await sinkWith();
    const firm = await firmWithMail();
    const input = { now: at(0), mail: MAIL, transport };
    expect(await deliverMail(database, firm, input)).toBe('accepted');
    expect(await deliverMail(database, firm, input)).toBe('skipped');
    const mail = await only(firm.organizationId);
    expect(mail).toMatchObject({ status: 'accepted', attempts: 1, acceptedAt: NOW });
    expect(mail.smtpResponse).toMatch(/^250 /);
    expect(sink.messages).toHaveLength(1);
    expect(sink.messages[0]).toMatchObject({
      to: [firm.ownerEmail],
      from: 'deadlines@broker.example',
      messageId: `<${firm.mailId}@broker.example>`,
      subject: mail.subject,
    });
    expect(sink.messages[0]?.html).toContain('Quill Paper Products');
  });

  it('sends one message when the same job is delivered many times at once', async () => {
    const { sink, transport } = await sinkWith();
    const firm = await firmWithMail();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => deliverMail(database, firm, { now: at(0), mail: MAIL, transport })),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(4);
    expect(sink.messages).toHaveLength(1);
  });

  it('tries again later after a temporary refusal, under the same Message-ID', async () => {
    let isBusy = true;
    const { sink, transport } = await sinkWith(() => {
      if (isBusy) refusal(451, 'come back later')();
    });
    const firm = await firmWithMail();
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport })).toBe('queued');
    expect(await only(firm.organizationId)).toMatchObject({ status: 'queued', attempts: 1, nextAttemptAt: at(1)() });
    expect((await only(firm.organizationId)).lastError).toContain('451');
    isBusy = false;
    expect(await deliverMail(database, firm, { now: at(0.5), mail: MAIL, transport })).toBe('skipped');
    expect(await deliverMail(database, firm, { now: at(1), mail: MAIL, transport })).toBe('accepted');
    expect(sink.messages.map((mail) => mail.messageId)).toEqual([`<${firm.mailId}@broker.example>`]);
  });

  it('gives up at once when the server will never take it, and keeps its reason', async () => {
    const { transport } = await sinkWith(refusal(550, 'no such person'));
    const firm = await firmWithMail();
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport })).toBe('failed');
    expect((await only(firm.organizationId)).lastError).toContain('no such person');
    expect(await deliverMail(database, firm, { now: at(600), mail: MAIL, transport })).toBe('skipped');
  });

  it('gives up, visibly, after five days of temporary refusals', async () => {
    const { transport } = await sinkWith(refusal(451, 'come back later'));
    const firm = await firmWithMail();
    expect(await deliverMail(database, firm, { now: at(5 * 24 * 60), mail: MAIL, transport })).toBe('failed');
    expect((await only(firm.organizationId)).lastError).toMatch(/^Given up after five days: .*come back later/);
  });

  it('repeats under the same Message-ID when the connection dies after DATA and nobody knows what the server did', async () => {
    let isFirst = true;
    const { promise: never } = Promise.withResolvers<void>();
    const { sink, transport } = await sinkWith(async () => {
      const wasFirst = isFirst;
      isFirst = false;
      if (wasFirst) await never;
    }, 500);
    const firm = await firmWithMail();
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport })).toBe('queued');
    expect(await deliverMail(database, firm, { now: at(1), mail: MAIL, transport })).toBe('accepted');
    expect(sink.messages.map((mail) => mail.messageId)).toEqual([`<${firm.mailId}@broker.example>`]);
    expect(await only(firm.organizationId)).toMatchObject({ status: 'accepted', attempts: 2 });
  });

  it('repeats under the same Message-ID after a crash between the server’s accept and our commit, once the lease ran out', async () => {
    const { sink, transport } = await sinkWith();
    const firm = await firmWithMail();
    const crashing: MailTransport = {
      ...transport,
      send: async (mail) => {
        await transport.send(mail);
        throw new Error('killed');
      },
    };
    await expect(deliverMail(database, firm, { now: at(0), mail: MAIL, transport: crashing })).rejects.toThrow(
      'killed',
    );
    expect(await deliverMail(database, firm, { now: at(4), mail: MAIL, transport })).toBe('skipped');
    expect(await deliverMail(database, firm, { now: at(5), mail: MAIL, transport })).toBe('accepted');
    const ids = sink.messages.map((mail) => mail.messageId);
    expect(ids).toEqual([`<${firm.mailId}@broker.example>`, `<${firm.mailId}@broker.example>`]);
  });

  it('does not let a sender that lost its lease overwrite what the next one recorded', async () => {
    const { transport } = await sinkWith();
    const firm = await firmWithMail();
    const hanging: MailTransport = {
      ...transport,
      send: async () => {
        await deliverMail(database, firm, { now: at(10), mail: MAIL, transport });
        return { outcome: 'permanent', reason: 'too late to matter' };
      },
    };
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport: hanging })).toBe('lease_lost');
    expect(await only(firm.organizationId)).toMatchObject({ status: 'accepted', lastError: null });
  });

  it('repeats a message once, and no more, that the server takes and never answers; then it stands there as failed', async () => {
    const { promise: never } = Promise.withResolvers<void>();
    const arrived: string[] = [];
    const { transport } = await sinkWith(async (mail) => {
      arrived.push(mail.messageId ?? '');
      await never;
    }, 500);
    const firm = await firmWithMail();
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport })).toBe('queued');
    expect((await only(firm.organizationId)).lastError).toMatch(/it may have arrived/);
    expect(await deliverMail(database, firm, { now: at(1), mail: MAIL, transport })).toBe('failed');
    expect((await only(firm.organizationId)).lastError).toMatch(/^The server took it twice and never answered/);
    expect(await deliverMail(database, firm, { now: at(600), mail: MAIL, transport })).toBe('skipped');
    expect(arrived).toEqual([`<${firm.mailId}@broker.example>`, `<${firm.mailId}@broker.example>`]);
  });

  it('sends a message again that was given up, at once, under its Message-ID, and says who had it done', async () => {
    let isGone = true;
    const { sink, transport } = await sinkWith(() => {
      if (isGone) refusal(550, 'no such person')();
    });
    const firm = await firmWithMail();
    const again = (minutes: number, mail = MAIL) =>
      database.withTenantPg(firm.organizationId, (tx) =>
        sendMailAgain(tx, firm.mailId, {
          actor: { kind: 'user', id: firm.ownerId },
          today: plainDate(TODAY),
          now: at(minutes)(),
          mail,
        }),
      );
    await expect(again(0)).rejects.toMatchObject({ code: 'mail.not_sendable' });
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport })).toBe('failed');
    await expect(again(1, { ...MAIL, isConfigured: false })).rejects.toMatchObject({ code: 'mail.not_sendable' });
    isGone = false;
    expect(await again(10)).toMatchObject({ status: 'queued', mayHaveArrived: false });
    await expect(again(10)).rejects.toMatchObject({ code: 'mail.not_sendable' });
    expect(await deliverMail(database, firm, { now: at(10), mail: MAIL, transport })).toBe('accepted');
    await expect(again(11)).rejects.toMatchObject({ code: 'mail.not_sendable' });
    expect(sink.messages.map(({ messageId }) => messageId)).toEqual([`<${firm.mailId}@broker.example>`]);
    const [act] = await database.withTenantPg(firm.organizationId, (tx) =>
      tx.query<{ actor: string }>(
        `select actor_id as actor from audit_event where organization_id = $1 and action = 'mail.resent'`,
        [firm.organizationId],
      ),
    );
    expect(act?.actor).toBe(firm.ownerId);
  });

  it('counts the five days anew, and not the silences, when somebody has it sent again', async () => {
    const { promise: never } = Promise.withResolvers<void>();
    let mood: 'silent' | 'busy' = 'busy';
    const { transport } = await sinkWith(async () => {
      if (mood === 'silent') await never;
      refusal(451, 'come back later')();
    }, 500);
    const firm = await firmWithMail();
    const fiveDays = 5 * 24 * 60;
    const by = { actor: { kind: 'user', id: firm.ownerId }, today: plainDate(TODAY), mail: MAIL } as const;
    const again = (minutes: number) =>
      database.withTenantPg(firm.organizationId, (tx) => sendMailAgain(tx, firm.mailId, { ...by, now: at(minutes)() }));
    expect(await deliverMail(database, firm, { now: at(fiveDays), mail: MAIL, transport })).toBe('failed');
    await again(fiveDays + 1);
    expect(await deliverMail(database, firm, { now: at(fiveDays + 1), mail: MAIL, transport })).toBe('queued');
    mood = 'silent';
    expect(await deliverMail(database, firm, { now: at(fiveDays + 100), mail: MAIL, transport })).toBe('queued');
    expect(await deliverMail(database, firm, { now: at(fiveDays + 200), mail: MAIL, transport })).toBe('failed');
    expect(await again(fiveDays + 300)).toMatchObject({ mayHaveArrived: true });
    expect(await deliverMail(database, firm, { now: at(fiveDays + 300), mail: MAIL, transport })).toBe('failed');
    expect((await only(firm.organizationId)).lastError).toMatch(/^The server took it 3 times and never answered/);
  });

  it('records that the server took it although the lease was lost meanwhile, so that nobody sends it once more', async () => {
    const { sink, transport } = await sinkWith();
    const firm = await firmWithMail();
    const never: MailTransport = { ...transport, send: async () => ({ outcome: 'temporary', reason: 'away' }) };
    const slow: MailTransport = {
      ...transport,
      send: async (mail) => {
        const sent = await transport.send(mail);
        await deliverMail(database, firm, { now: at(10), mail: MAIL, transport: never });
        return sent;
      },
    };
    expect(await deliverMail(database, firm, { now: at(0), mail: MAIL, transport: slow })).toBe('accepted');
    expect(await deliverMail(database, firm, { now: at(600), mail: MAIL, transport })).toBe('skipped');
    expect(await only(firm.organizationId)).toMatchObject({ status: 'accepted', lastError: null });
    expect(sink.messages).toHaveLength(1);
  });

  it('does not wait for a time that a clock wrote which ran three days ahead', async () => {
    const { transport } = await sinkWith();
    const firm = await firmWithMail();
    const threeDaysAgo = at(-3 * 24 * 60);
    expect(await deliverMail(database, firm, { now: threeDaysAgo, mail: MAIL, transport })).toBe('accepted');
  });

  it('never lets the sample firm or a rehearsal mail beyond this machine', async () => {
    const { sink, transport } = await sinkWith();
    const remote = { ...MAIL, isLoopback: false };
    const sample = await firmWithMail({ isSample: true });
    const real = await firmWithMail();
    expect(await deliverMail(database, sample, { now: at(0), mail: remote, transport })).toBe('refused');
    expect(await deliverMail(database, real, { now: at(0), mail: { ...remote, isRehearsal: true }, transport })).toBe(
      'refused',
    );
    expect((await only(sample.organizationId)).lastError).toContain('sample firm');
    expect((await only(real.organizationId)).lastError).toContain('CAPELINE_TODAY');
    expect(sink.messages).toEqual([]);
  });

  it('touches nothing of another firm when the job names the wrong one', async () => {
    const { sink, transport } = await sinkWith();
    const mine = await firmWithMail();
    const other = await firmWithMail();
    const forged = { organizationId: mine.organizationId, mailId: other.mailId };
    expect(await deliverMail(database, forged, { now: at(0), mail: MAIL, transport })).toBe('skipped');
    expect(await only(other.organizationId)).toMatchObject({ status: 'queued', attempts: 0 });
    expect(sink.messages).toEqual([]);
  });

  it('shows in the delivery log, page by page, and only to its own firm', async () => {
    const { transport } = await sinkWith();
    const firm = await firmWithMail();
    const other = await firmWithMail();
    await deliverMail(database, firm, { now: at(0), mail: MAIL, transport });
    const page = await database.withTenantRead(firm.organizationId, (tx) => listMails(tx, { limit: 1 }));
    expect(page).toMatchObject({ data: [{ id: firm.mailId, status: 'accepted', alertCount: 1 }], nextCursor: null });
    const detail = await database.withTenantRead(firm.organizationId, (tx) => getMail(tx, firm.mailId));
    expect(detail.textBody).toContain('Protest: file by');
    await expect(database.withTenantRead(firm.organizationId, (tx) => getMail(tx, other.mailId))).rejects.toMatchObject(
      { code: 'not_found' },
    );
    await expect(
      database.withTenantRead(firm.organizationId, (tx) => listMails(tx, { limit: 1, cursor: 'bm9wZQ' })),
    ).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
