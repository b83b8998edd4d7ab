import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestCluster, type TestCluster } from '../../../../tests/support/postgres-cluster.ts';
import { hasRedis, startRedis, type TestRedis } from '../../../../tests/support/redis-server.ts';
import { ensureDatabase, withClient } from '../embedded-postgres/roles.ts';
import { silentLogger } from '../logger.ts';
import { createQueueBackend } from './create-queue-backend.ts';
import { migrateQueueSchema } from './postgres-schema.ts';
import { type JobRun, type QueueBackend, QueueMisconfiguredError, QueueUnavailableError } from './queue-backend.ts';

let cluster: TestCluster;
let redis: TestRedis | null = null;
const open: QueueBackend[] = [];

beforeAll(async () => {
  cluster = await startTestCluster();
  await migrateQueueSchema(cluster.ownerUrl());
  if (hasRedis()) redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((backend) => backend.close(1_000)));
});
afterAll(async () => {
  await redis?.stop();
  await cluster.stop();
});

function backendOn(redisUrl: string | null, databaseUrl = cluster.appUrl()): QueueBackend {
  const backend = createQueueBackend({ redisUrl, databaseUrl }, silentLogger());
  open.push(backend);
  return backend;
}

/** Collects jobs and lets a test wait for the n-th. */
function collector(): {
  handler: (job: JobRun) => Promise<void>;
  jobs: JobRun[];
  reached: (count: number) => Promise<void>;
} {
  const jobs: JobRun[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    jobs,
    handler: async (job) => {
      jobs.push(job);
      for (const wait of waiting) if (jobs.length >= wait.count) wait.resolve();
    },
    reached: (count) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (jobs.length >= count) resolve();
      waiting.push({ count, resolve });
      return promise;
    },
  };
}

const kinds = hasRedis() ? (['postgres', 'redis'] as const) : (['postgres'] as const);

describe.each(kinds)('the queue on %s', (kind) => {
  const ready = async (): Promise<QueueBackend> => {
    const backend = backendOn(kind === 'redis' ? (redis?.url ?? '') : null);
    await backend.ensureReady();
    return backend;
  };

  it('runs an added job once, with its payload, whoever adds it', async () => {
    const [producer, consumer] = [await ready(), await ready()];
    expect(producer.kind).toBe(kind);
    const { handler, jobs, reached } = collector();
    await producer.queue('once').add('say', { text: 'one' }, { jobId: 'job-one' });
    await producer.queue('once').add('say', { text: 'one' }, { jobId: 'job-one' });
    await producer.queue('once').addAll([{ name: 'say', payload: { text: 'two' } }]);
    consumer.worker('once', handler);
    await reached(2);
    await consumer.close();
    expect(jobs.map((job) => job.payload)).toEqual([{ text: 'one' }, { text: 'two' }]);
    expect(await producer.queue('once').counts()).toMatchObject({ waiting: 0, active: 0, failed: 0, completed: 0 });
  });

  it('tries a failed job again as often as asked, then shows it as failed', async () => {
    const backend = await ready();
    const attempts: number[] = [];
    const finished = Promise.withResolvers<void>();
    backend.worker(
      'fails',
      async (job) => {
        attempts.push(job.attempt);
        throw new Error('no luck');
      },
      { onFailed: ({ final }) => (final ? finished.resolve() : undefined) },
    );
    await backend.queue('fails').add('try', {}, { attempts: 2, backoffMs: 1 });
    await finished.promise;
    expect(attempts).toEqual([1, 2]);
    expect(await backend.queue('fails').failed(10)).toMatchObject([{ name: 'try', reason: 'no luck' }]);
  });

  it('waits for the running job when it closes, and takes no new one', async () => {
    const backend = await ready();
    const [started, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let ended = 0;
    const worker = backend.worker('closing', async () => {
      started.resolve();
      await gate.promise;
      ended += 1;
    });
    await backend.queue('closing').addAll([
      { name: 'first', payload: {} },
      { name: 'second', payload: {} },
    ]);
    await started.promise;
    const closed = worker.close();
    gate.resolve();
    await closed;
    expect(ended).toBe(1);
    expect(await backend.queue('closing').counts()).toMatchObject({ waiting: 1, active: 0 });
  });

  it('gives up on a job that does not end, and tells it so', async () => {
    const backend = await ready();
    const [started, aborted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const worker = backend.worker('hangs', async (job) => {
      started.resolve();
      job.signal.addEventListener('abort', () => aborted.resolve());
      await aborted.promise;
    });
    await backend.queue('hangs').add('hang', {});
    await started.promise;
    await worker.close(10);
    await aborted.promise;
  });

  it('keeps one schedule however often it is made, and fires it', async () => {
    const backend = await ready();
    const { handler, reached } = collector();
    backend.worker('ticks', handler);
    for (let round = 0; round < 3; round += 1)
      await backend.queue('ticks').schedule('tick', { everyMs: 50 }, 'tick', {});
    expect(await backend.queue('ticks').scheduleIds()).toEqual(['tick']);
    await reached(2);
    await backend.queue('ticks').removeSchedule('tick');
    expect(await backend.queue('ticks').scheduleIds()).toEqual([]);
  });

  it('answers ping, and closes twice without harm', async () => {
    const backend = await ready();
    expect(await backend.ping()).toBe(true);
    await Promise.all([backend.close(), backend.close()]);
  });
});

describe('a queue that cannot be used', () => {
  it('refuses queue() and worker() before it is ready', () => {
    const backend = backendOn(null);
    expect(() => backend.queue('early')).toThrow('ensureReady');
    expect(() => backend.worker('early', async () => undefined)).toThrow('ensureReady');
  });

  it('names a missing schema and its cure instead of spinning', async () => {
    await ensureDatabase(cluster.adminUrl, 'without_queue');
    await expect(backendOn(null, cluster.appUrl('without_queue')).ensureReady()).rejects.toThrow(
      QueueMisconfiguredError,
    );
    await expect(backendOn(null, cluster.appUrl('without_queue')).ensureReady()).rejects.toThrow('Run the migrations');
  });

  it('names a missing grant, and a further migration run gives it back', async () => {
    await ensureDatabase(cluster.adminUrl, 'without_grant');
    const owner = cluster.ownerUrl('without_grant');
    await migrateQueueSchema(owner);
    await withClient(owner, (client) => client.query('revoke delete on bullmq.job from capeline_app'));
    await expect(backendOn(null, cluster.appUrl('without_grant')).ensureReady()).rejects.toThrow('table job');
    await Promise.all([migrateQueueSchema(owner), migrateQueueSchema(owner)]);
    await backendOn(null, cluster.appUrl('without_grant')).ensureReady();
  });

  it('can be migrated again after the queue has run, although the application then owns sequences in its schema', async () => {
    await ensureDatabase(cluster.adminUrl, 'has_run');
    const owner = cluster.ownerUrl('has_run');
    await migrateQueueSchema(owner);
    const backend = backendOn(null, cluster.appUrl('has_run'));
    await backend.ensureReady();
    await backend.queue('anything').add('say', {});
    const { rows } = await withClient(owner, (client) =>
      client.query(
        "select 1 from pg_class where relkind = 'S' and pg_get_userbyid(relowner) = 'capeline_app' and relnamespace = 'bullmq'::regnamespace",
      ),
    );
    expect(rows.length).toBeGreaterThan(0);
    await migrateQueueSchema(owner);
    await backend.ensureReady();
  });

  it('says that the server does not answer when it does not', async () => {
    const nowhere = 'postgresql://capeline_app:x@127.0.0.1:1/capeline';
    await expect(backendOn(null, nowhere).ensureReady()).rejects.toThrow(QueueUnavailableError);
  });
});

(hasRedis() ? describe : describe.skip)('Redis', () => {
  it('is refused when it may evict jobs', async () => {
    const careless = await startRedis({ 'maxmemory-policy': 'allkeys-lru' });
    try {
      const backend = backendOn(careless.url);
      await expect(backend.ensureReady()).rejects.toThrow(QueueMisconfiguredError);
      await expect(backend.ensureReady()).rejects.toThrow('noeviction');
      await backend.close();
    } finally {
      await careless.stop();
    }
  });

  it('works on after a restart and tells that it was away', async () => {
    const server = await startRedis();
    try {
      const backend = backendOn(server.url);
      await backend.ensureReady();
      const back = Promise.withResolvers<void>();
      backend.onReconnected(() => back.resolve());
      const { handler, jobs, reached } = collector();
      backend.worker('survives', handler);
      await server.restart();
      await back.promise;
      await backend.queue('survives').add('after', { text: 'still here' });
      await reached(1);
      expect(jobs[0]?.payload).toEqual({ text: 'still here' });
      await backend.close();
    } finally {
      await server.stop();
    }
  });
});
