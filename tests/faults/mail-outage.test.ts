/** A mail server that is wholly gone, cuts the line behind a message, is slow, or offers no TLS where it is demanded. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '../../packages/runtime/src/index.ts';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { startScriptedSmtp } from '../support/smtp-script.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

interface MailRow {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** A firm with one date that is due, so that its digest is written at once. */
async function firmWithDigest(installation: Installation, api: ApiProcess): Promise<FaultFirm> {
  const firm = await makeFirm(installation);
  await committed(api, firm, await sendAccepted(api, firm, reportOf(firm, { first: 1, entries: 4 })));
  return firm;
}

/** Waits until the firm's one message is as wanted; in between it is due at once, because its pauses are minutes. */
async function mailOf(
  { query }: Installation,
  firm: FaultFirm,
  isAsWanted: (mail: MailRow) => boolean,
): Promise<MailRow> {
  let rows: MailRow[] = [];
  await waitUntil(
    async () => {
      rows = await query<MailRow>(
        `select id, status, attempts, last_error as "lastError" from mail_message where organization_id = $1`,
        [firm.organizationId],
      );
      if (rows.some(isAsWanted)) return true;
      await query(`update mail_message set next_attempt_at = now() where organization_id = $1 and status = 'queued'`, [
        firm.organizationId,
      ]);
      return false;
    },
    30_000,
    () => `the mail of ${firm.name} stands at ${JSON.stringify(rows)}`,
  );
  return rows.find(isAsWanted) as MailRow;
}

describe.each(QUEUE_HOMES)('a mail server, queue on $name', ({ name }) => {
  let behave: () => Promise<'hang up' | undefined> | 'hang up' | undefined = () => undefined;
  let sink: SmtpSink;
  let installation: Installation;
  let api: ApiProcess;
  beforeAll(async () => {
    sink = await startSmtpSink({ onData: () => behave() });
    installation = await startInstallation({ queueHome: name, sink });
    api = await installation.startApi();
    for (let count = 0; count < 2; count += 1) installation.startWorker();
  }, 60_000);
  afterAll(() => installation?.stop(), 60_000);

  const arrivedFor = (firm: FaultFirm) => sink.messages.filter(({ to }) => to.includes(firm.ownerEmail));
  const idsFor = (firm: FaultFirm) => new Set(arrivedFor(firm).map(({ messageId }) => messageId)).size;
  const readMail = async () => {
    const answer = await fetch(`${api.url}/readyz`);
    const { checks } = (await answer.json()) as { checks: Record<string, { ok: boolean; detail: string }> };
    return { status: answer.status, mail: checks.mail };
  };

  it('that is wholly down and comes back: nothing is lost, each message arrives once, and everybody was told', async () => {
    await sink.pause();
    const firms = [await firmWithDigest(installation, api), await firmWithDigest(installation, api)];
    for (const firm of firms) {
      const { lastError } = await mailOf(
        installation,
        firm,
        ({ attempts, status }) => attempts >= 3 && status === 'queued',
      );
      expect(lastError).toContain('ECONNREFUSED');
      const board = await fetch(`${api.url}/api/v1/board`, { headers: firm.headers });
      expect(await board.json()).toMatchObject({ mailsStuck: 1 });
    }
    // It is not a reason to send people elsewhere: the dates can be read.
    expect(await readMail()).toMatchObject({
      status: 200,
      mail: { ok: false, detail: expect.stringMatching(/^2 messages were not taken/u) },
    });
    await sink.resume();
    for (const firm of firms) await mailOf(installation, firm, ({ status }) => status === 'accepted');
    await expectInvariants(installation);
    expect(firms.map((firm) => arrivedFor(firm).length)).toEqual([1, 1]);
    expect(await readMail()).toMatchObject({ status: 200, mail: { ok: true } });
  }, 120_000);

  it('that cuts the line behind each message: one repeat, never more, then it is given up and can be sent again by hand', async () => {
    behave = () => 'hang up';
    const firm = await firmWithDigest(installation, api);
    const given = await mailOf(installation, firm, ({ status }) => status === 'failed');
    expect(given).toMatchObject({ attempts: 2, lastError: expect.stringContaining('it may have arrived') });
    expect(arrivedFor(firm)).toHaveLength(2);
    behave = () => undefined;
    const again = await fetch(`${api.url}/api/v1/mails/${given.id}/resend`, { method: 'POST', headers: firm.headers });
    expect({ status: again.status, body: await again.json() }).toMatchObject({
      status: 200,
      body: { mayHaveArrived: true },
    });
    await mailOf(installation, firm, ({ status }) => status === 'accepted');
    await expectInvariants(installation, { mayRepeatMails: true });
    expect([arrivedFor(firm).length, idsFor(firm)]).toEqual([3, 1]);
  }, 120_000);

  it('that cuts the line behind the first copy alone: the message comes once more, under the same Message-ID', async () => {
    let copies = 0;
    behave = () => {
      copies += 1;
      return copies === 1 ? 'hang up' : undefined;
    };
    const firm = await firmWithDigest(installation, api);
    await mailOf(installation, firm, ({ status }) => status === 'accepted');
    await expectInvariants(installation, { mayRepeatMails: true });
    expect([arrivedFor(firm).length, idsFor(firm)]).toEqual([2, 1]);
  }, 120_000);

  it('that is slower than a job’s lock gets each message once', async () => {
    behave = async () => {
      const began = performance.now();
      // Longer than the lock of a job (2 s) and many looks of the watchdog, shorter than what a message may take (4 s).
      await waitUntil(
        () => performance.now() - began > 2_500,
        10_000,
        () => 'time stands still',
      );
      return undefined;
    };
    const firm = await firmWithDigest(installation, api);
    expect((await mailOf(installation, firm, ({ status }) => status === 'accepted')).attempts).toBe(1);
    behave = () => undefined;
    await expectInvariants(installation, { mayRepeatMails: true });
    expect(arrivedFor(firm)).toHaveLength(1);
  }, 120_000);
});

describe('a mail server without TLS where it is demanded', () => {
  it('learns neither sender nor message; the log of mails and of the worker name the cause', async () => {
    const said: string[] = [];
    const port = await findFreePort();
    const server = await startScriptedSmtp(
      { extensions: ['AUTH PLAIN LOGIN'], heard: (line) => said.push(line) },
      port,
    );
    const installation = await startInstallation({
      env: { SMTP_URL: `smtp://dana:secret@127.0.0.1:${port}?tls=required` },
    });
    try {
      const api = await installation.startApi();
      const worker = installation.startWorker();
      const firm = await firmWithDigest(installation, api);
      const waiting = await mailOf(installation, firm, ({ attempts, status }) => attempts >= 1 && status === 'queued');
      expect(waiting.lastError).toMatch(/STARTTLS/u);
      await worker.said('STARTTLS');
      expect(said.filter((line) => !/^(?:EHLO|STARTTLS|QUIT)/u.test(line))).toEqual([]);
      expect(said.some((line) => line.startsWith('STARTTLS'))).toBe(true);
      expect(server.messages).toEqual([]);
    } finally {
      await installation.stop();
      await server.stop();
    }
  }, 60_000);
});
