/** PostgreSQL restarted and killed while people and workers are at it, without connections, and in deadlocks. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureDatabase, roleUrls, withClient } from '../../packages/runtime/src/index.ts';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { mergeLock, withHold } from './support/database-watch.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';
import { ask, type Load, type LoadAnswer, startLoad } from './support/load.ts';

/** Words that would tell a caller about the inside. */
const INSIDE = /select |insert |update |relation|constraint|postgres|capeline_|ECONN|127\.0\.0\.1|at \w+ \(|pg_|SQL/i;

/** Nothing but answers, and "not now" in the one form that says when to come back. */
function expectHonestAnswers(answers: readonly LoadAnswer[]): void {
  const wrong = answers.filter(
    ({ status, retryAfter, body }) =>
      !(status >= 200 && status < 300) &&
      !(
        status === 503 &&
        Number(retryAfter) > 0 &&
        body.includes('"code":"service.unavailable"') &&
        !INSIDE.test(body)
      ),
  );
  expect(wrong.slice(0, 3)).toEqual([]);
}

async function savedNames({ query }: Installation, firm: FaultFirm): Promise<string[]> {
  const rows = await query<{ name: string }>('select name from firm_uploader where organization_id = $1', [
    firm.organizationId,
  ]);
  return rows.map(({ name }) => name);
}

/** What was acknowledged is there, each once and each with its event. */
async function expectWritesKept(installation: Installation, firm: FaultFirm, load: Load): Promise<void> {
  const saved = await savedNames(installation, firm);
  expect(new Set(saved).size).toBe(saved.length);
  expect(load.acknowledged().filter((name) => !saved.includes(name))).toEqual([]);
  const [trail] = await installation.query<{ count: number }>(
    `select count(*)::int as count from audit_event where organization_id = $1 and action = 'firm_uploader.added'`,
    [firm.organizationId],
  );
  expect(trail?.count).toBe(saved.length);
}

/** A connection cut between the mail server's accept and our commit permits the message once more, under the same Message-ID. */
const CUT = { mayRepeatMails: true };

let serial = 1;
const nextReport = (firm: FaultFirm, entries = 300) => {
  const report = reportOf(firm, { first: serial, entries, importers: serial });
  serial += entries;
  return report;
};

describe.each(QUEUE_HOMES)('PostgreSQL under load, queue on $name', ({ name }) => {
  let installation: Installation;
  let api: ApiProcess;
  let firm: FaultFirm;
  beforeAll(async () => {
    installation = await startInstallation({ queueHome: name });
    api = await installation.startApi();
    firm = await makeFirm(installation);
    installation.startWorker();
    installation.startWorker();
    for (const worker of installation.workers()) await worker.said('"msg":"working"');
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'that ends by %s and comes back: 503 meanwhile, nothing acknowledged is lost, and all goes on by itself',
    async (signal) => {
      const load = startLoad(api, firm);
      const before = await sendAccepted(api, firm, nextReport(firm));
      await withHold(installation, mergeLock(firm.organizationId), async (held) => {
        const running = await sendAccepted(api, firm, nextReport(firm));
        await held.waited();
        await waitUntil(
          () => load.acknowledged().length > 10,
          30_000,
          () => 'nothing was written before the fault',
        );
        await installation.cluster.kill(signal);
        const from = load.answers.length;
        await waitUntil(
          () => load.count(503, from) > 10,
          30_000,
          () => `no 503: ${JSON.stringify(load.answers.at(-1))}`,
        );
        expect((await fetch(`${api.url}/livez`)).status).toBe(200);
        expect((await fetch(`${api.url}/readyz`)).status).toBe(503);
        await installation.cluster.start();
        const back = load.answers.length;
        await waitUntil(
          () => load.count(200, back) > 10 && load.count(201, back) > 5,
          15_000,
          () => `not back: ${JSON.stringify(load.answers.at(-1))}`,
        );
        await load.stop();
        for (const id of [before, running]) await committed(api, firm, id);
      });
      expectHonestAnswers(load.answers);
      await expectWritesKept(installation, firm, load);
      await waitUntil(
        async () => (await fetch(`${api.url}/readyz`)).status === 200,
        30_000,
        () => 'never ready again',
      );
      expect(installation.workers()).toHaveLength(2);
      await expectInvariants(installation, CUT);
    },
    120_000,
  );

  it('that hangs and answers nobody: 503 within seconds to all who wait, and all goes on when it wakes', async () => {
    const load = startLoad(api, firm);
    await waitUntil(
      () => load.acknowledged().length > 5,
      30_000,
      () => 'nothing was written before the fault',
    );
    const before = await sendAccepted(api, firm, nextReport(firm));
    const wake = await installation.cluster.freeze();
    try {
      const from = load.answers.length;
      await waitUntil(
        () => load.count(503, from) >= 6,
        60_000,
        () => `no 503: ${JSON.stringify(load.answers.at(-1))}`,
      );
      expect((await fetch(`${api.url}/livez`)).status).toBe(200);
    } finally {
      wake();
    }
    const back = load.answers.length;
    await waitUntil(
      () => load.count(200, back) > 10 && load.count(201, back) > 5,
      30_000,
      () => `not back: ${JSON.stringify(load.answers.at(-1))}`,
    );
    await load.stop();
    await committed(api, firm, before);
    expectHonestAnswers(load.answers);
    await expectWritesKept(installation, firm, load);
    await expectInvariants(installation, CUT);
  }, 180_000);
});

describe('PostgreSQL', () => {
  let installation: Installation;
  let api: ApiProcess;
  let firm: FaultFirm;
  beforeAll(async () => {
    // A standby that never answers lets a commit be done and not yet be told; a deadlock is looked for late enough to be met.
    installation = await startInstallation({
      postgresSettings: { wal_level: 'replica', max_wal_senders: '1', deadlock_timeout: '2s' },
    });
    api = await installation.startApi();
    firm = await makeFirm(installation);
    installation.startWorker();
    for (const worker of installation.workers()) await worker.said('"msg":"working"');
    await committed(api, firm, await sendAccepted(api, firm, nextReport(firm)));
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

  const addUploader = (uploader: string) =>
    ask(api, firm, '/api/v1/firm-readiness/uploaders', { name: uploader, filerCodes: [firm.filerCode] });
  const renameClient = async (clientName: string): Promise<Response> => {
    const [client] = await installation.query<{ id: string }>('select id from client where organization_id = $1', [
      firm.organizationId,
    ]);
    return fetch(`${api.url}/api/v1/clients/${client?.id}`, {
      method: 'PATCH',
      headers: { ...firm.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name: clientName }),
    });
  };
  const deadlocks = async (): Promise<number> => {
    const [row] = await installation.query<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    return row?.deadlocks ?? 0;
  };

  it('killed during a commit: who waited is not told that nothing was changed, and the import is committed once', async () => {
    await installation.query(`alter system set synchronous_standby_names = 'nobody'`);
    await installation.query('select pg_reload_conf()');
    const answer = addUploader('Saved and not told');
    let stuck: { pid: number } | undefined;
    const findStuck = async (kind: string): Promise<void> => {
      await waitUntil(
        async () => {
          [stuck] = await installation.query<{ pid: number }>(
            `select pid from pg_stat_activity where wait_event = 'SyncRep' and application_name like $1`,
            [`${kind}-%`],
          );
          return stuck !== undefined;
        },
        30_000,
        () => 'nobody is in the middle of a commit',
      );
    };
    await findStuck('api');
    process.kill(stuck?.pid ?? 0, 'SIGKILL');
    const told = await answer;
    await waitUntil(
      async () => {
        try {
          await installation.query('alter system reset synchronous_standby_names');
          await installation.query('select pg_reload_conf()');
          return true;
        } catch {
          return false; // it still recovers
        }
      },
      30_000,
      () => 'PostgreSQL did not recover by itself',
    );
    expect(await savedNames(installation, firm)).toContain('Saved and not told');
    expectHonestAnswers([{ ...told, name: null }]);
    expect(told.status).toBe(503);
    expect(told.body).not.toMatch(/nothing was changed/i);
    expect(told.body).toContain('may have been saved');
    await committed(api, firm, await sendAccepted(api, firm, nextReport(firm)));
    await expectInvariants(installation, CUT);
  }, 120_000);

  it('without a free connection for changes: 503 for the one that comes too late, readers and probes are answered, and all that waited are done', async () => {
    const [waiting, late] = await withHold(
      installation,
      { sql: 'lock table firm_uploader in exclusive mode' },
      async (held) => {
        const first = Array.from({ length: 10 }, (_, index) => addUploader(`Waits ${index}`));
        await waitUntil(
          async () => {
            const [row] = await installation.query<{ count: number }>(
              `select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and application_name like 'api-%'`,
            );
            return row?.count === 10;
          },
          30_000,
          () => 'the pool is not exhausted',
        );
        const tooLate = await addUploader('Too late');
        // Reading has connections of its own.
        expect((await ask(api, firm, '/api/v1/clients')).status).toBe(200);
        expect((await fetch(`${api.url}/livez`)).status).toBe(200);
        expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
        await held.release();
        return [await Promise.all(first), tooLate];
      },
    );
    expect(late.status).toBe(503);
    expectHonestAnswers([{ ...late, name: null }]);
    expect(waiting.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(await savedNames(installation, firm)).not.toContain('Too late');
  }, 120_000);

  it('that ends a deadlock at the cost of a request: it is done again, unseen', async () => {
    const before = await deadlocks();
    const answer = await withHold(
      installation,
      { sql: `set local deadlock_timeout = '60s'; lock table audit_head in access exclusive mode` },
      async (held) => {
        const renaming = renameClient(`${firm.clientName} renamed`);
        await held.waited('api');
        await held.run('lock table client in share mode');
        await held.release();
        return renaming;
      },
    );
    expect(answer.status).toBe(200);
    expect(await deadlocks()).toBe(before + 1);
  }, 60_000);

  it('that ends a deadlock at the cost of an import: it is read again and committed whole', async () => {
    const before = await deadlocks();
    const importId = await withHold(
      installation,
      { sql: `set local deadlock_timeout = '60s'; lock table entry_line in share mode` },
      async (held) => {
        const id = await sendAccepted(api, firm, nextReport(firm));
        await held.waited('worker');
        await held.run('lock table entry in share mode');
        return id;
      },
    );
    expect((await committed(api, firm, importId)).counts).toMatchObject({ entriesCreated: 300 });
    expect(await deadlocks()).toBe(before + 1);
    await expectInvariants(installation, CUT);
  }, 60_000);

  it('empty, and two who start at once: it is migrated once, and both go on', async () => {
    const { cluster } = installation;
    await ensureDatabase(cluster.adminUrl, 'fresh');
    const urls = roleUrls(cluster.adminUrl, cluster.credentials, 'fresh');
    const env = { DATABASE_URL: urls.appUrl, DATABASE_SYSTEM_URL: urls.systemUrl, DATABASE_OWNER_URL: urls.ownerUrl };
    const both = await Promise.all([installation.cliWith(env, 'migrate'), installation.cliWith(env, 'migrate')]);
    expect(both.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(2).fill({ code: 0, stderr: '' }));
    const rows = await withClient(urls.ownerUrl, (client) =>
      client.query<{ name: string; count: number }>(
        'select migration_name as name, count(*)::int from _prisma_migrations group by 1 having count(*) > 1',
      ),
    );
    expect(rows.rows).toEqual([]);
    const again = await installation.cliWith(env, 'migrate');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  }, 120_000);
});
