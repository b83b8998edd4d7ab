/** SIGTERM under load: what was begun is answered or handed over, nothing is half done, and the process ends by itself with code 0. */
import { type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import type { CapelineProcess } from './support/capeline-process.ts';
import { withHold } from './support/database-watch.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted, viewImport } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

const LONGEST_STOP_MS = 30_000;

/** Sends SIGTERM and answers with the exit code and how long it took. */
async function stopIn(process: CapelineProcess): Promise<{ code: number | null; inTime: boolean }> {
  const began = performance.now();
  const code = await process.stop();
  return { code, inTime: performance.now() - began < LONGEST_STOP_MS };
}

const CLEAN = { code: 0, inTime: true };

describe('an API that is stopped', () => {
  let installation: Installation;
  let firm: FaultFirm;
  let api: ApiProcess;
  beforeAll(async () => {
    installation = await startInstallation();
    firm = await makeFirm(installation);
    installation.startWorker();
  }, 60_000);
  afterAll(() => installation?.stop(), 60_000);

  /** An upload whose beginning was sent, and whose end comes when told. */
  async function beginUpload(): Promise<{ upload: ClientRequest; end(): void; answer: Promise<number | string> }> {
    const { bytes, entryNumbers } = reportOf(firm, { first: 1, entries: 50 });
    const boundary = 'capeline-stopping';
    const field = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const before = `${field('autoCommit', 'true')}${field('asOf', '2026-11-20')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="report.csv"\r\n\r\n`;
    const upload = request(`${api.url}/api/v1/imports`, {
      method: 'POST',
      headers: { ...firm.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    const answer = new Promise<number | string>((resolve) => {
      upload.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      upload.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? error.message));
    });
    const half = Math.floor(bytes.length / 2);
    await new Promise<void>((resolve) => {
      upload.write(Buffer.concat([Buffer.from(before), bytes.subarray(0, half)]), () => resolve());
    });
    await api.said('listening');
    for (const number of entryNumbers) firm.sent.add(number);
    return {
      upload,
      answer,
      end: () => void upload.end(Buffer.concat([bytes.subarray(half), Buffer.from(`\r\n--${boundary}--\r\n`)])),
    };
  }
  const rename = (name: string) =>
    fetch(`${api.url}/api/v1/organization`, {
      method: 'PATCH',
      headers: { ...firm.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  const rowLock = () => ({
    sql: 'select from organization where id = $1 for update',
    parameters: [firm.organizationId],
  });

  it('answers the requests that it has begun, also a change and an upload in the middle, and takes no new ones', async () => {
    api = await installation.startApi();
    const upload = await beginUpload();
    const { renamed, stopped } = await withHold(installation, rowLock(), async (held) => {
      const changing = rename(firm.name);
      await held.waited();
      const stopping = stopIn(api);
      await api.said('"msg":"stopping"');
      upload.end();
      await held.release();
      return { renamed: await changing, stopped: await stopping };
    });
    expect(renamed.status).toBe(200);
    expect(await upload.answer).toBe(202);
    expect(stopped).toEqual(CLEAN);
    expect(api.output()).not.toContain('cut off');
    await expect(fetch(`${api.url}/livez`)).rejects.toThrow();
    await expectInvariants(installation);
  }, 120_000);

  it('is not held up by a client that never ends its upload, and keeps nothing of it', async () => {
    api = await installation.startApi();
    const count = () => installation.query<{ count: string }>('select count(*) from report_import');
    const before = await count();
    const { answer } = await beginUpload();
    expect(await stopIn(api)).toEqual(CLEAN);
    expect(await answer).not.toBe(202);
    expect(await count()).toEqual(before);
  }, 120_000);
});

describe.each(QUEUE_HOMES)('a worker that is stopped, queue on $name', ({ name }) => {
  let isSilent = false;
  const silence = Promise.withResolvers<void>();
  let sink: SmtpSink;
  let installation: Installation;
  let api: ApiProcess;
  let firm: FaultFirm;
  beforeAll(async () => {
    sink = await startSmtpSink({ onData: () => (isSilent ? silence.promise : undefined) });
    installation = await startInstallation({ queueHome: name, sink });
    api = await installation.startApi();
    firm = await makeFirm(installation);
  }, 60_000);
  afterAll(async () => {
    silence.resolve();
    await installation?.stop();
  }, 60_000);

  it('in the middle of an import hands it over: another worker commits it once', async () => {
    const first = installation.startWorker();
    await first.said('"msg":"working"');
    const importId = await sendAccepted(api, firm, reportOf(firm, { first: 1, entries: 20_000 }));
    await waitUntil(
      async () => (await viewImport(api, firm, importId)).status === 'reading',
      30_000,
      () => 'nobody reads the report',
    );
    expect(await stopIn(first)).toEqual(CLEAN);
    const second = installation.startWorker();
    expect((await committed(api, firm, importId)).counts).toMatchObject({ entriesCreated: 20_000, entriesUpdated: 0 });
    await expectInvariants(installation);
    expect(await stopIn(second)).toEqual(CLEAN);
  }, 180_000);

  it('while the mail server does not answer gives up on that answer and ends well', async () => {
    const other = await makeFirm(installation);
    isSilent = true;
    const worker = installation.startWorker();
    await committed(api, other, await sendAccepted(api, other, reportOf(other, { first: 1, entries: 4 })));
    const statuses = () =>
      installation.query<{ status: string }>('select status from mail_message where organization_id = $1', [
        other.organizationId,
      ]);
    await waitUntil(
      async () => (await statuses()).some(({ status }) => status === 'sending'),
      30_000,
      () => 'the message never went out',
    );
    expect(await stopIn(worker)).toEqual(CLEAN);
    isSilent = false;
    silence.resolve();
    expect(await statuses()).not.toContainEqual({ status: 'accepted' });
    installation.startWorker();
    await waitUntil(
      async () => {
        await installation.query(`update mail_message set next_attempt_at = now() where status = 'queued'`);
        return (await statuses()).every(({ status }) => status === 'accepted');
      },
      30_000,
      () => 'nobody sent it afterwards',
    );
    await expectInvariants(installation, { mayRepeatMails: true });
  }, 120_000);
});
