/** Everything that can happen to a Redis: the queue there only says "look now", so nothing is lost but minutes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { startRedis } from '../support/redis-server.ts';
import { mergeLock, withHold } from './support/database-watch.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted, viewImport } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';
import { withQueue } from './support/queue.ts';

const hasRedis = QUEUE_HOMES.some(({ name }) => name === 'Redis');

(hasRedis ? describe : describe.skip)('a Redis', () => {
  let installation: Installation;
  let api: ApiProcess;
  let firm: FaultFirm;
  let serial = 1;
  beforeAll(async () => {
    installation = await startInstallation({ queueHome: 'Redis' });
    api = await installation.startApi();
    firm = await makeFirm(installation);
    installation.startWorker();
    for (const worker of installation.workers()) await worker.said('"msg":"working"');
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

  const redis = () => {
    if (installation.redis === null) throw new Error('There is no Redis.');
    return installation.redis;
  };
  const nextReport = (entries = 200) => {
    const report = reportOf(firm, { first: serial, entries, importers: serial });
    serial += entries;
    return report;
  };
  const send = () => sendAccepted(api, firm, nextReport());
  const expectSchedules = () =>
    withQueue(installation, (queue) =>
      waitUntil(
        async () =>
          (await queue.queue('sweep-organization').scheduleIds()).includes(`sweep-${firm.organizationId}`) &&
          (await queue.queue('apply-retention').scheduleIds()).includes(`retention-${firm.organizationId}`),
        30_000,
        () => 'the schedules did not come back',
      ),
    );

  it('that is flushed in the middle of an import loses neither it nor what comes next', async () => {
    const running = await withHold(installation, mergeLock(firm.organizationId), async (held) => {
      const id = await send();
      await held.waited();
      const client = new Redis(redis().url);
      await client.flushall();
      client.disconnect();
      return id;
    });
    await committed(api, firm, running);
    await committed(api, firm, await send());
    await expectSchedules();
    await expectInvariants(installation);
  }, 120_000);

  it('that is killed: writes go on, the watchdog does the work, and the queue does it again afterwards', async () => {
    redis().signal('SIGKILL');
    const whileAway = [await send(), await send()];
    for (const id of whileAway) await committed(api, firm, id);
    const [waiting] = await installation.query<{ count: number }>('select count(*)::int as count from outbox');
    expect(waiting?.count).toBeGreaterThan(0);
    await redis().restart();
    await committed(api, firm, await send());
    await expectSchedules();
    await expectInvariants(installation);
  }, 120_000);

  it('that hangs longer than every lock and time limit delays, and does nothing twice', async () => {
    const ids = await withHold(installation, mergeLock(firm.organizationId), async (held) => {
      const running = await send();
      await held.waited();
      redis().signal('SIGSTOP');
      const began = performance.now();
      const sent = [running, await send()];
      // Twice the lock of a job, and longer than the relay's limit and the import's lease.
      await waitUntil(
        () => performance.now() - began >= 4_000,
        10_000,
        () => 'time stands still',
      );
      return sent;
    });
    for (const id of ids) await committed(api, firm, id);
    redis().signal('SIGCONT');
    await committed(api, firm, await send());
    await expectSchedules();
    await expectInvariants(installation);
  }, 120_000);

  it('that is absent at the start is waited for: the worker works without it, and then with it', async () => {
    await Promise.all(installation.workers().map((worker) => worker.kill()));
    redis().signal('SIGKILL');
    const worker = installation.startWorker();
    const second = await installation.startApi();
    const id = await sendAccepted(second, firm, nextReport());
    await committed(second, firm, id);
    await redis().restart();
    await worker.said('the queue is ready');
    const next = await sendAccepted(second, firm, nextReport());
    await committed(second, firm, next);
    expect((await viewImport(api, firm, next)).status).toBe('committed');
    await expectInvariants(installation);
  }, 120_000);

  it('that may throw jobs away is refused with the cure, and nothing is written into it', async () => {
    const careless = await startRedis({ 'maxmemory-policy': 'allkeys-lru' });
    try {
      const worker = installation.startWorker({ REDIS_URL: careless.url });
      expect(await worker.ended).toBe(1);
      expect(worker.output()).toContain('Set \\"maxmemory-policy noeviction\\"');
      const client = new Redis(careless.url);
      expect(await client.dbsize()).toBe(0);
      client.disconnect();
    } finally {
      await careless.stop();
    }
  }, 60_000);
});
