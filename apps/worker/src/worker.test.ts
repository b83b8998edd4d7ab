import { readServiceStates } from '@capeline/db';
import { findLastSweep } from '@capeline/operations';
import { createShutdown, type Shutdown, silentLogger, waitUntil } from '@capeline/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { hasRedis, startRedis, type TestRedis } from '../../../tests/support/redis-server.ts';
import { relayAll } from './relay.ts';
import { ensureSchedules } from './schedules.ts';
import {
  addImport,
  addProvisionalEntry,
  countOutboxRows,
  type Harness,
  mailStatuses,
  makeFirm,
  startHarness,
} from './test-support/harness.ts';
import { startWorker } from './worker.ts';

let harness: Harness;
let redis: TestRedis | null = null;
let shutdowns: Shutdown[] = [];
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  for (const shutdown of shutdowns) await shutdown.stop('the test is over');
  shutdowns = [];
  await harness.stop();
  await redis?.stop();
  redis = null;
});

const KINDS = hasRedis() ? (['postgres', 'redis'] as const) : (['postgres'] as const);
async function redisUrlFor(kind: 'postgres' | 'redis'): Promise<string | null> {
  if (kind === 'postgres') return null;
  redis = await startRedis();
  return redis.url;
}
async function start(redisUrl: string | null, changes: Partial<Harness['context']> = {}): Promise<Shutdown> {
  const shutdown = createShutdown(silentLogger());
  shutdowns.push(shutdown);
  const context = { ...harness.context, ...changes };
  await startWorker({ context, queue: harness.openQueue(redisUrl), systemUrl: harness.store.systemUrl }, shutdown);
  return shutdown;
}
async function keysIn(url: string): Promise<string[]> {
  const client = new Redis(url);
  const keys = await client.keys('*');
  client.disconnect();
  return keys;
}
const eventually = async (what: string, check: () => Promise<boolean>): Promise<void> => {
  if (!(await waitUntil(check, 15_000))) throw new Error(`never happened: ${what}`);
};
/** Times at which neither watchdog nor poll can do the queue's work. */
const QUEUE_ALONE = { watchdogMs: 3_600_000, importGraceMs: 3_600_000 };

describe.each(KINDS)('a worker on %s', (kind) => {
  it('takes an import from outbox to queue to committed, alerts on it and mails once', async () => {
    await start(await redisUrlFor(kind), { times: { ...harness.context.times, ...QUEUE_ALONE } });
    const firm = await makeFirm(harness);
    const importId = await addImport(harness, firm.organizationId);
    const mail = await harness.sink.waitFor(({ to }) => to.includes(firm.ownerEmail));
    expect(mail.text).toContain(`/deadlines/${firm.deadlineId}`);
    expect(harness.reads).toEqual([importId]);
    await eventually('accepted', async () => (await mailStatuses(harness, firm.organizationId))[0] === 'accepted');
    await eventually('the outbox is empty', async () => (await countOutboxRows(harness)) === 0);
    expect(harness.sink.messages).toHaveLength(1);
  });

  it('sweeps by itself as often as its schedule says, and tells a past date without a status once', async () => {
    const times = { ...harness.context.times, ...QUEUE_ALONE, sweepMs: 300 };
    const firm = await makeFirm(harness);
    await addProvisionalEntry(harness, firm.organizationId, '2026-09-18');
    await start(await redisUrlFor(kind), { times });
    const first = await harness.sink.waitFor(({ to }) => to.includes(firm.ownerEmail));
    expect(first.text).toContain('CAPE: file by would be Mon 30 Nov 2026, in 7 days');
    harness.clock.advance(24 * 3_600_000);
    const second = await harness.sink.waitFor(
      ({ to, subject }) => to.includes(firm.ownerEmail) && subject.includes('Tue 24 Nov 2026'),
    );
    expect(second.text).not.toContain('without a status');
  });

  it('fails a poison payload once, with its reason, and goes on with the next job', async () => {
    const url = await redisUrlFor(kind);
    await start(url, { times: { ...harness.context.times, ...QUEUE_ALONE } });
    const queue = harness.openQueue(url);
    await queue.ensureReady();
    await queue.queue('send-mail').add('send-mail', { organizationId: 'x' }, { attempts: 5, backoffMs: 60_000 });
    await eventually('failed for good', async () => (await queue.queue('send-mail').counts()).failed === 1);
    const [failed] = await queue.queue('send-mail').failed(1);
    expect(failed?.reason).toContain('The payload of send-mail breaks its contract');
    const firm = await makeFirm(harness);
    await addImport(harness, firm.organizationId);
    await harness.sink.waitFor(({ to }) => to.includes(firm.ownerEmail));
  });

  it('removes the texts of old mails by its schedule', async () => {
    const firm = await makeFirm(harness);
    await harness.database.withTenantPg(firm.organizationId, (tx) =>
      tx.query(
        `insert into mail_message (organization_id, id, kind, recipient, business_date, message_id, subject, text_body, html_body, status, created_at)
         values ($1, gen_random_uuid(), 'digest', 'a@broker.example', '2026-01-05', 'old', 'old', 'text', 'text', 'accepted', '2026-01-05')`,
        [firm.organizationId],
      ),
    );
    await start(await redisUrlFor(kind), { times: { ...harness.context.times, ...QUEUE_ALONE } });
    await eventually('removed', () =>
      harness.database.withTenantPg(firm.organizationId, async (tx) => {
        const rows = await tx.query<{ text: string }>(
          `select text_body as text from mail_message where organization_id = $1 and subject = 'old'`,
          [firm.organizationId],
        );
        return rows[0]?.text === 'Removed by the retention settings.';
      }),
    );
  });

  it('stops at once when it has nothing to do, and leaves no work half done', async () => {
    const shutdown = await start(await redisUrlFor(kind));
    expect(await shutdown.stop('test')).toBe(true);
  });

  it('makes each schedule once and removes those of firms that are gone', async () => {
    const queue = harness.openQueue(await redisUrlFor(kind));
    await queue.ensureReady();
    const firm = await makeFirm(harness);
    await queue.queue('sweep-organization').schedule('sweep-gone', { everyMs: 60_000 }, 'sweep-organization', {});
    await ensureSchedules(queue, harness.context);
    await ensureSchedules(queue, harness.context);
    expect(await queue.queue('sweep-organization').scheduleIds()).toEqual([`sweep-${firm.organizationId}`]);
    expect(await queue.queue('apply-retention').scheduleIds()).toEqual([`retention-${firm.organizationId}`]);
  });

  it.each([
    ['an hour back', -3_600_000],
    ['three days forward and back', 0],
  ])('goes on sweeping, and says so, when the clock of the machine is set %s', async (_what, shift) => {
    const firm = await makeFirm(harness);
    const { clock, database, organizationId } = { ...harness, ...firm };
    const sweptAt = () => findLastSweep(database, organizationId);
    const accepted = () =>
      eventually('all mail is accepted', async () =>
        (await mailStatuses(harness, organizationId)).every((status) => status === 'accepted'),
      );
    await start(await redisUrlFor(kind));
    await accepted();
    if (shift === 0) {
      clock.advance(3 * 86_400_000);
      await eventually('swept ahead', async () => (await sweptAt())?.getTime() === clock.now().getTime());
      await accepted();
      clock.advance(-3 * 86_400_000);
    } else clock.advance(shift);
    clock.advance(1);
    await eventually('swept after it', async () => (await sweptAt())?.getTime() === clock.now().getTime());
    await eventually('noted by the service', async () => {
      const states = await database.withSystem('test', readServiceStates);
      const worker = states.find(({ name }) => name === 'worker');
      return worker?.lastSweepAt?.getTime() === clock.now().getTime() && worker.seenAt <= clock.now();
    });
    await accepted();
    const told = harness.sink.messages.map(({ messageId }) => messageId);
    expect(new Set(told).size).toBe(told.length);
  });

  it('sweeps every firm at the start and notes it before it is ready', async () => {
    const firm = await makeFirm(harness);
    await start(await redisUrlFor(kind));
    const states = await harness.database.withSystem('test', readServiceStates);
    expect(states.find(({ name }) => name === 'worker')?.lastSweepAt).toEqual(harness.clock.now());
    expect(await mailStatuses(harness, firm.organizationId)).toHaveLength(1);
  });

  it('is ready without any firm too', async () => {
    await start(await redisUrlFor(kind));
    const states = await harness.database.withSystem('test', readServiceStates);
    expect(states.find(({ name }) => name === 'worker')?.lastSweepAt).toEqual(harness.clock.now());
  });

  it('reads an import of which the queue never heard', async () => {
    await start(await redisUrlFor(kind));
    const firm = await makeFirm(harness);
    const importId = await addImport(harness, firm.organizationId, { isLost: true });
    await eventually('read', async () => harness.reads.includes(importId));
  });

  it('mails once although several workers share the work', async () => {
    const firms = await Promise.all(Array.from({ length: 8 }, () => makeFirm(harness)));
    const url = await redisUrlFor(kind);
    await Promise.all([start(url), start(url), start(url)]);
    for (const firm of firms) await harness.sink.waitFor(({ to }) => to.includes(firm.ownerEmail));
    await eventually('the outbox is empty', async () => (await countOutboxRows(harness)) === 0);
    expect(harness.sink.messages).toHaveLength(firms.length);
  });
});

describe('a worker whose queue is dead', () => {
  it('reads, sweeps and mails by its watchdog alone', async () => {
    const firm = await makeFirm(harness);
    const importId = await addImport(harness, firm.organizationId);
    await start('redis://127.0.0.1:1/0');
    await eventually('read', async () => harness.reads.includes(importId));
    await harness.sink.waitFor(({ to }) => to.includes(firm.ownerEmail));
    expect(await countOutboxRows(harness)).toBeGreaterThan(0);
    expect(harness.sink.messages).toHaveLength(1);
  }, 40_000);
});

if (KINDS.length > 1)
  describe('a Redis', () => {
    it('loses no work when it is flushed or restarted: schedules come back, and what the outbox said is done without it', async () => {
      const url = await redisUrlFor('redis');
      await start(url);
      const firm = await makeFirm(harness);
      await harness.sink.waitFor(({ to }) => to.includes(firm.ownerEmail));
      const observer = harness.openQueue(url);
      await observer.ensureReady();
      const scheduled = async () =>
        (await observer.queue('sweep-organization').scheduleIds()).includes(`sweep-${firm.organizationId}`);
      await eventually('scheduled', scheduled);
      const client = new Redis(url ?? '');
      await client.flushall();
      client.disconnect();
      const importId = await addImport(harness, firm.organizationId, { isLost: true });
      await eventually('scheduled again', scheduled);
      await eventually('read', async () => harness.reads.includes(importId));
      redis?.signal('SIGKILL');
      await redis?.restart();
      const next = await addImport(harness, firm.organizationId);
      await eventually('read after the restart', async () => harness.reads.includes(next));
      await eventually('the outbox is empty', async () => (await countOutboxRows(harness)) === 0);
      expect(harness.sink.messages).toHaveLength(1);
    }, 60_000);

    it('keeps two installations apart that share it: neither runs or sees a job of the other', async () => {
      const url = await redisUrlFor('redis');
      const other = await startHarness();
      try {
        const [ours, theirs] = [harness.openQueue(url), other.openQueue(url)];
        for (const queue of [ours, theirs]) await queue.ensureReady();
        await ours.queue('send-mail').schedule('ours', { everyMs: 60_000 }, 'send-mail', {});
        await ours.queue('read-report').add('read-report', {}, { jobId: 'same-id' });
        expect(await theirs.queue('send-mail').scheduleIds()).toEqual([]);
        expect((await theirs.queue('read-report').counts()).waiting).toBe(0);
        await theirs.queue('read-report').add('read-report', {}, { jobId: 'same-id' });
        const delivered = Promise.withResolvers<void>();
        const worker = theirs.worker('read-report', async () => delivered.resolve());
        await delivered.promise;
        await worker.close();
        expect(await theirs.queue('read-report').counts()).toMatchObject({ waiting: 0, active: 0 });
        expect(await ours.queue('read-report').counts()).toMatchObject({ waiting: 1, active: 0 });
        const keys = await keysIn(url ?? '');
        expect(new Set(keys.map((key) => key.split(':')[0])).size).toBe(2);
        for (const key of keys) expect(key).toMatch(/^capeline-[0-9a-f]{12}:/);
      } finally {
        await other.stop();
      }
    });
  });

describe.each(KINDS)('the relay to %s', (kind) => {
  it('keeps the rows while the queue does not answer, and hands them over once it does', async () => {
    const firm = await makeFirm(harness);
    await addImport(harness, firm.organizationId);
    const queue = harness.openQueue(await redisUrlFor(kind));
    await queue.ensureReady();
    const deaf = { ...queue, ping: async () => false };
    await expect(relayAll(deaf, harness.context)).rejects.toThrow('The queue does not answer.');
    const hanging = { ...queue, ping: () => Promise.withResolvers<boolean>().promise };
    await expect(relayAll(hanging, harness.context)).rejects.toThrow('The queue did not answer within 1000 ms.');
    expect(await countOutboxRows(harness)).toBe(1);
    await relayAll(queue, harness.context);
    expect(await countOutboxRows(harness)).toBe(0);
    expect((await queue.queue('read-report').counts()).waiting).toBe(1);
  });

  it('adds a message once that it hands over twice, as after a crash before the delete', async () => {
    const firm = await makeFirm(harness);
    await addImport(harness, firm.organizationId);
    const queue = harness.openQueue(await redisUrlFor(kind));
    await queue.ensureReady();
    const [row] = await harness.database.withSystem('test', (tx) => tx.query<{ id: number }>('select id from outbox'));
    await relayAll(queue, harness.context);
    await harness.database.withTenantPg(firm.organizationId, (tx) =>
      tx.query(`insert into outbox (organization_id, id, topic, payload) values ($1, $2, 'read-report', '{}')`, [
        firm.organizationId,
        row?.id,
      ]),
    );
    await relayAll(queue, harness.context);
    expect((await queue.queue('read-report').counts()).waiting).toBe(1);
  });

  it('does not let an unknown topic block what comes after it', async () => {
    const firm = await makeFirm(harness);
    await harness.database.withTenantPg(firm.organizationId, (tx) =>
      tx.query(`insert into outbox (organization_id, topic, payload) values ($1, 'from-the-future', '{}')`, [
        firm.organizationId,
      ]),
    );
    await addImport(harness, firm.organizationId);
    const queue = harness.openQueue(await redisUrlFor(kind));
    await queue.ensureReady();
    await relayAll(queue, harness.context);
    expect(await countOutboxRows(harness)).toBe(0);
    expect((await queue.queue('read-report').counts()).waiting).toBe(1);
  });
});
