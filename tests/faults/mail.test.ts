/** A mail server that is away, slow, wrong, or hangs up behind a message; and a worker that dies between its answer and our record. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

type Behaviour = (recipient: string) => void | Promise<void>;

interface MailRow {
  readonly recipient: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** What the server says instead of taking a message. */
const refuse = (responseCode: number, message: string) => () => {
  throw Object.assign(new Error(message), { responseCode });
};
const take: Behaviour = () => undefined;

describe.each(QUEUE_HOMES)('a mail server that fails, queue on $name', ({ name }) => {
  let behave: Behaviour = take;
  let sink: SmtpSink;
  let installation: Installation;
  let api: ApiProcess;
  beforeAll(async () => {
    sink = await startSmtpSink({ onData: (mail) => behave(mail.to[0] ?? '') });
    installation = await startInstallation({ queueHome: name, sink });
    api = await installation.startApi();
    for (let count = 0; count < 2; count += 1) installation.startWorker();
  }, 60_000);
  afterAll(() => installation?.stop(), 60_000);

  /** A firm with one date that is due, so that its digest is written at once. */
  async function firmWithDigest(): Promise<FaultFirm> {
    const firm = await makeFirm(installation);
    const report = reportOf(firm, { first: 1, entries: 4 });
    await committed(api, firm, await sendAccepted(api, firm, report));
    return firm;
  }
  async function mailOf(firm: FaultFirm, isAsWanted: (mail: MailRow) => boolean): Promise<MailRow> {
    let rows: MailRow[] = [];
    await waitUntil(
      async () => {
        rows = await installation.query<MailRow>(
          `select recipient, status, attempts, last_error as "lastError" from mail_message where organization_id = $1`,
          [firm.organizationId],
        );
        return rows.some(isAsWanted);
      },
      30_000,
      () => `the mail of ${firm.name} stands at ${JSON.stringify(rows)}`,
    );
    return rows.find(isAsWanted) as MailRow;
  }
  /** The pause before the next attempt is minutes; the test does not wait for it. */
  const dueNow = (firm: FaultFirm) =>
    installation.query(
      `update mail_message set next_attempt_at = now() where organization_id = $1 and status = 'queued'`,
      [firm.organizationId],
    );
  const arrivedFor = (firm: FaultFirm) => sink.messages.filter(({ to }) => to.includes(firm.ownerEmail));

  it('asks for later, as greylisting does: the mail waits, says why, and arrives once', async () => {
    behave = refuse(451, 'greylisted, come back in a minute');
    const firm = await firmWithDigest();
    const waiting = await mailOf(firm, ({ status, attempts }) => status === 'queued' && attempts === 1);
    expect(waiting.lastError).toContain('greylisted');
    const log = await fetch(`${api.url}/api/v1/mails`, { headers: firm.headers });
    expect(await log.text()).toContain('greylisted');
    behave = take;
    await dueNow(firm);
    await expectInvariants(installation);
    expect(arrivedFor(firm)).toHaveLength(1);
  }, 120_000);

  it('refuses one of two recipients for good: that is told, and the other one has his', async () => {
    const gone = 'gone@broker.example';
    behave = (recipient) => {
      if (recipient === gone) refuse(550, 'no such person')();
    };
    const firm = await makeFirm(installation);
    await installation.query(
      `with person as (insert into app_user (id, email, name, created_at) values (gen_random_uuid(), $2, 'Gone', now()) returning id)
       insert into membership (organization_id, id, user_id, role, created_at)
       select $1, gen_random_uuid(), person.id, 'manager', now() from person`,
      [firm.organizationId, gone],
    );
    await committed(api, firm, await sendAccepted(api, firm, reportOf(firm, { first: 1, entries: 4 })));
    expect((await mailOf(firm, ({ status }) => status === 'failed')).lastError).toContain('no such person');
    expect((await mailOf(firm, ({ status }) => status === 'accepted')).recipient).toBe(firm.ownerEmail);
    const board = (await (await fetch(`${api.url}/api/v1/board`, { headers: firm.headers })).json()) as {
      lastDigest: { accepted: number; failed: number };
    };
    expect(board.lastDigest).toMatchObject({ accepted: 1, failed: 1 });
    behave = take;
    // The failure is expected and stands in the record; for the invariants of what follows it is taken out.
    await installation.query(`delete from alert_mail where organization_id = $1 and recipient = $2`, [
      firm.organizationId,
      gone,
    ]);
    await installation.query(`delete from mail_message where organization_id = $1 and recipient = $2`, [
      firm.organizationId,
      gone,
    ]);
    await installation.query(`delete from membership where organization_id = $1 and role = 'manager'`, [
      firm.organizationId,
    ]);
    await expectInvariants(installation);
  }, 120_000);

  it('hangs at the messages of one firm: those of another arrive meanwhile', async () => {
    const release = Promise.withResolvers<void>();
    let slow = '';
    behave = (recipient) => (recipient === slow ? release.promise : undefined);
    const hanging = await makeFirm(installation);
    slow = hanging.ownerEmail;
    await committed(api, hanging, await sendAccepted(api, hanging, reportOf(hanging, { first: 1, entries: 4 })));
    await mailOf(hanging, ({ status }) => status === 'sending');
    const quick = await firmWithDigest();
    await mailOf(quick, ({ status }) => status === 'accepted');
    expect(arrivedFor(hanging)).toEqual([]);
    behave = take;
    release.resolve();
    await waitUntil(
      async () => {
        await dueNow(hanging);
        return arrivedFor(hanging).length > 0;
      },
      30_000,
      () => 'what hung never arrived',
    );
    await expectInvariants(installation, { mayRepeatMails: true });
    expect(new Set(arrivedFor(hanging).map(({ messageId }) => messageId)).size).toBe(1);
  }, 120_000);

  it('has taken a message whose worker is killed before it wrote that down: one repeat, under the same Message-ID', async () => {
    const isTaken = Promise.withResolvers<void>();
    const mayAnswer = Promise.withResolvers<void>();
    const firm = await makeFirm(installation);
    let first = true;
    behave = async (recipient) => {
      if (recipient !== firm.ownerEmail || !first) return;
      first = false;
      isTaken.resolve();
      await mayAnswer.promise;
    };
    await committed(api, firm, await sendAccepted(api, firm, reportOf(firm, { first: 1, entries: 4 })));
    await isTaken.promise;
    await Promise.all(installation.workers().map((worker) => worker.kill()));
    mayAnswer.resolve();
    await waitUntil(
      () => arrivedFor(firm).length === 1,
      10_000,
      () => 'the server did not keep what it had taken',
    );
    behave = take;
    for (let count = 0; count < 2; count += 1) installation.startWorker();
    await mailOf(firm, ({ status }) => status === 'accepted');
    await expectInvariants(installation, { mayRepeatMails: true });
    expect(arrivedFor(firm)).toHaveLength(2);
    expect(new Set(arrivedFor(firm).map(({ messageId }) => messageId)).size).toBe(1);
  }, 120_000);
});
