import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createDatabase, type Database, insertOrganization } from '../../packages/db/src/index.ts';
import { relayOutbox } from '../../packages/operations/src/index.ts';
import {
  createQueueBackend,
  migrateQueueSchema,
  QUEUE_SCHEMA,
  silentLogger,
} from '../../packages/runtime/src/index.ts';
import { startRedis } from '../../tests/support/redis-server.ts';
import { type BenchCase, median, timeMs } from '../harness.ts';
import { type BenchDatabase, connectAdmin, emptyDatabase } from '../support/filled-database.ts';

const JOBS = 2_000;
const BATCH = 500;
const CONCURRENCY = 8;
const ORGANIZATION = '00000000-0000-4000-8000-000000000001';
const payloadOf = (index: number) => ({ organizationId: ORGANIZATION, mailId: ORGANIZATION, index });
const OUTBOX = `insert into outbox (organization_id, topic, payload)
  select $1, $2, jsonb_build_object('organizationId', $1::uuid, 'mailId', $1::uuid, 'index', n) from generate_series(0, $3::int - 1) n`;

/** Counts jobs as they end; `all` resolves at the last one. */
function counter() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let done = 0;
  return {
    all: promise,
    one: async (): Promise<void> => {
      done += 1;
      if (done === JOBS) resolve();
      if (done > JOBS) throw new Error('A job ran twice.');
    },
  };
}

interface Parts {
  readonly database: Database;
  readonly admin: pg.Client;
  readonly own: BenchDatabase;
  /** Null: the queue on PostgreSQL. */
  readonly redisUrl: string | null;
}

/** Jobs a second from rows of the outbox to finished, through relay and queue of the product. */
async function throughOutbox({ database, admin, own, redisUrl }: Parts, name: string): Promise<number> {
  const backend = createQueueBackend({ redisUrl, databaseUrl: own.appUrl }, silentLogger());
  await backend.ensureReady();
  const { one, all } = counter();
  await admin.query(OUTBOX, [ORGANIZATION, name, JOBS]);
  backend.worker(name, one, { concurrency: CONCURRENCY });
  const relay = async (): Promise<void> => {
    const count = await relayOutbox(database, (messages) =>
      backend
        .queue(name)
        .addAll(
          messages.map(({ id, payload }) => ({ name, payload, options: { jobId: `outbox-${id}`, attempts: 3 } })),
        ),
    );
    if (count > 0) await relay();
  };
  const time = await timeMs(() => Promise.all([relay(), all]));
  await backend.close();
  return (JOBS / time) * 1000;
}

/** The same jobs by BullMQ alone: `addBulk` in batches of the same size and a worker that does nothing. */
async function bare({ own, redisUrl }: Parts, name: string): Promise<number> {
  const redis = redisUrl === null ? null : new Redis(redisUrl, { maxRetriesPerRequest: null });
  const pools: pg.Pool[] = [];
  // BullMQ describes pg's pool by a type of its own, and the two backends by two more.
  const connection = (): never => {
    if (redis !== null) return redis as never;
    const made = new pg.Pool({
      connectionString: own.appUrl,
      max: 2 + CONCURRENCY,
      options: `-c search_path=${QUEUE_SCHEMA}`,
    });
    pools.push(made);
    return made as never;
  };
  const kinds = (redis === null ? withBackend(createPostgresBackend) : { Queue, Worker }) as {
    Queue: typeof Queue;
    Worker: typeof Worker;
  };
  const queue = new kinds.Queue(name, { connection: connection() });
  const { one, all } = counter();
  const worker = new kinds.Worker(name, one, { connection: connection(), concurrency: CONCURRENCY });
  const jobs = Array.from({ length: JOBS }, (_, index) => ({ name, data: payloadOf(index), opts: { attempts: 3 } }));
  const add = async (): Promise<void> => {
    for (let at = 0; at < JOBS; at += BATCH) await queue.addBulk(jobs.slice(at, at + BATCH));
  };
  const time = await timeMs(() => Promise.all([add(), all]));
  await worker.close();
  await queue.close();
  await Promise.all(pools.map((made) => made.end()));
  redis?.disconnect();
  return (JOBS / time) * 1000;
}

/** What the outbox and the two promises of the relay cost a job, on both backends. */
export const queueCase: BenchCase = {
  name: 'queue',
  about: `jobs a second from the outbox to finished on PostgreSQL, against bare addBulk and a worker that does nothing; then the same on Redis`,
  bar: 0.5,
  direction: 'at_least',
  unit: 'jobs/s',
  pairs: 5,
  async prepare() {
    const own = await emptyDatabase('bench_queue');
    await migrateQueueSchema(own.ownerUrl);
    const admin = await connectAdmin(own);
    const database = createDatabase({ ...own, maxConnections: 2 });
    await database.withTenantPg(ORGANIZATION, (tx) => insertOrganization(tx, { name: 'Queue', createdAt: new Date() }));
    const server = await startRedis();
    const onPostgres: Parts = { database, admin, own, redisUrl: null };
    const onRedis: Parts = { ...onPostgres, redisUrl: server.url };
    const redisRatios: number[] = [];
    let round = 0;
    return {
      async pair() {
        round += 1;
        const ours = await throughOutbox(onPostgres, `outbox-${round}`);
        const baseline = await bare(onPostgres, `bare-${round}`);
        redisRatios.push((await throughOutbox(onRedis, `outbox-${round}`)) / (await bare(onRedis, `bare-${round}`)));
        return { ours, baseline };
      },
      async also() {
        const value = Math.round(median(redisRatios) * 100) / 100;
        return [{ name: 'the same on Redis', value, bar: 0.5, met: value >= 0.5 }];
      },
      async cleanUp() {
        await database.close();
        await admin.end();
        await own.drop();
        await server.stop();
      },
    };
  },
};
