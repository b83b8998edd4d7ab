import { createPostgresBackend, type PostgresConnectionOptions, withBackend } from 'bullmq';
import pg from 'pg';
import { errorCode } from '../error-code.ts';
import type { Logger } from '../logger.ts';
import { assertQueueSchema, QUEUE_SCHEMA } from './postgres-schema.ts';
import { QueueUnavailableError } from './queue-backend.ts';
import type { Wiring } from './wiring.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);

/** Jobs come in bursts, and schedules every minute: connections that pg ended after ten seconds would be opened anew each time. */
const KEPT_IDLE_MS = 5 * 60_000;

/** BullMQ's pool for one purpose. A connection that drops, idle or in use, is logged; its next user gets the error. */
function makePool(databaseUrl: string, max: number, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    idleTimeoutMillis: KEPT_IDLE_MS,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    keepAlive: true, // a LISTEN whose connection is silently gone would sleep for an hour
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
  });
  const log = (error: Error): void => logger.warn({ err: error }, 'a connection of the queue dropped');
  pool.on('error', log);
  pool.on('connect', (client) => client.on('error', log));
  return pool;
}

/** BullMQ takes a real pool but describes it by a type of its own that pg's does not fit. */
function asConnection(pool: pg.Pool): PostgresConnectionOptions {
  return pool as unknown as PostgresConnectionOptions;
}

/** Class 08 and 57P: connection exceptions and operator intervention; 53: no resources; E…: the network. */
function isConnectionProblem(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== null) return /^(?:E[A-Z]+|08\w{3}|57P\w{2}|53\w{3})$/.test(code);
  return /timeout|terminated/i.test(String(error)); // pg's own errors have no code
}

/** BullMQ on the product's own PostgreSQL. Every worker has a pool of its own, because it keeps one connection for LISTEN. */
export function wirePostgres(databaseUrl: string, logger: Logger): Wiring {
  const shared = makePool(databaseUrl, 4, logger);
  return {
    ensureReady: async () => {
      try {
        const client = await shared.connect();
        try {
          await assertQueueSchema(client);
        } finally {
          client.release();
        }
      } catch (error) {
        if (!isConnectionProblem(error)) throw error;
        throw new QueueUnavailableError('The queue’s database does not answer.', { cause: error });
      }
    },
    makeQueue: (name) => new Queue<unknown>(name, { connection: asConnection(shared) }),
    makeWorker: (name, process, options) => {
      // One connection listens, each running job may renew, move and fetch.
      const pool = makePool(databaseUrl, 2 + options.concurrency, logger);
      const worker = new Worker<unknown>(name, process, { ...options, connection: asConnection(pool) });
      return { worker, release: () => pool.end() };
    },
    onReconnected: () => undefined,
    ping: async () => {
      try {
        await shared.query('select 1');
        return true;
      } catch {
        return false; // that is the answer
      }
    },
    close: () => shared.end(),
  };
}
