import { createHash } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { withClient } from '../embedded-postgres/roles.ts';
import { waitUntil } from '../embedded-postgres/server-process.ts';
import type { Logger } from '../logger.ts';
import { QueueMisconfiguredError, QueueUnavailableError } from './queue-backend.ts';
import type { Wiring } from './wiring.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A name for the installation that all its processes agree on and no other has: the database cluster's own number and the database's.
 * It prefixes every Redis key, so that two installations on one Redis never run each other's jobs, not even one restored from the other's backup.
 */
async function readInstallationId(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ cluster: string; database: string }>(
      `select system_identifier::text as cluster, (select oid::text from pg_database where datname = current_database()) as database
         from pg_control_system()`,
    );
    return createHash('sha256').update(`${rows[0]?.cluster}/${rows[0]?.database}`).digest('hex').slice(0, 12);
  });
}

async function assertEvictionPolicy(redis: Redis): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy !== 'noeviction')
    throw new QueueMisconfiguredError(
      `Redis may throw jobs away: its maxmemory-policy is ${policy ?? 'unknown'}. Set "maxmemory-policy noeviction" in redis.conf (or redis-cli CONFIG SET maxmemory-policy noeviction).`,
    );
}

/** BullMQ on Redis. The connection heals itself; commands wait for it, as BullMQ demands. */
export function wireRedis(redisUrl: string, databaseUrl: string, logger: Logger): Wiring {
  const redis = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(100 * times, 2_000),
  });
  const listeners: (() => void)[] = [];
  let prefix: string | null = null;
  let wasReady = false;
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis does not answer'));
  redis.on('ready', () => {
    if (wasReady) for (const listener of listeners) listener();
    wasReady = true;
  });
  const readyPrefix = (): string => {
    if (prefix === null) throw new Error('ensureReady() comes before queue() and worker().');
    return prefix;
  };
  return {
    ensureReady: async () => {
      if (!(await waitUntil(async () => redis.status === 'ready', CONNECT_TIMEOUT_MS)))
        throw new QueueUnavailableError('Redis (REDIS_URL) does not answer.');
      await assertEvictionPolicy(redis);
      prefix ??= `capeline-${await readInstallationId(databaseUrl)}`;
    },
    makeQueue: (name) => new Queue<unknown>(name, { connection: redis, prefix: readyPrefix() }),
    makeWorker: (name, process, options) => ({
      worker: new Worker<unknown>(name, process, { ...options, connection: redis, prefix: readyPrefix() }),
      release: async () => undefined,
    }),
    onReconnected: (listener) => void listeners.push(listener),
    ping: async () => redis.status === 'ready' && (await redis.ping().catch(() => '')) === 'PONG',
    close: async () => redis.disconnect(),
  };
}
