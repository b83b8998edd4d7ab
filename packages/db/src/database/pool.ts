import pg from 'pg';
import type { DatabaseLogger } from '../logger.ts';
import { assertSafeRole } from './safe-role.ts';
import { valueParsers } from './value-parsers.ts';

/** How long a caller waits for a free connection before the answer is "not available". */
export const CONNECTION_WAIT_MS = 10_000;

/**
 * How long a transaction may wait for its program. A worker that is frozen or cut off in the middle of a merge would otherwise hold its
 * firm's lock, and every import of the firm, until somebody notices. `?idle_in_transaction_session_timeout=` in the address overrides it.
 */
const IDLE_TRANSACTION_MS = 60_000;

/**
 * How long a connection without work is kept. pg would end it after ten seconds; the next burst then opens several at once, each with a
 * new server process, a password, the check of its role and empty caches, and on a busy machine everybody waited half a second for that.
 */
const KEPT_IDLE_MS = 5 * 60_000;

/** From then on the system looks whether the other side is still there: a kept connection must not die unnoticed. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/**
 * A pool whose every new connection proves that its role is bound by row-level security before it is used, so that no
 * wrong URL can serve a single row.
 */
export function createPool(options: {
  url: string;
  maxConnections: number;
  logger: DatabaseLogger | undefined;
  /** Statements leave at once, without waiting for the answers to those before them; COPY and cursors do not work then. */
  sendsAhead?: boolean;
}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    application_name: 'capeline',
    idleTimeoutMillis: KEPT_IDLE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    pipeline: options.sendsAhead === true,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    types: valueParsers,
    verify: (client, done) => {
      assertSafeRole(client).then(() => done(), done);
    },
  });
  const onError = (error: Error): void => options.logger?.warn({ err: error }, 'a database connection broke');
  // An idle connection reports to the pool, one in use to itself; either without a handler would end the program.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
