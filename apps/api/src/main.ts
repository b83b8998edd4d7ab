import { assertSchemaIsKnown, createDatabase } from '@capeline/db';
import {
  ConfigError,
  connectSharedCounters,
  createClock,
  createLogger,
  createShutdown,
  stopOnSignals,
} from '@capeline/runtime';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { type ApiConfig, loadApiConfig } from './config.ts';
import { startOutageWatch } from './watch-outages.ts';

const logger = createLogger({ name: 'api' });

/** Requests in flight are answered for so long; a client that drips its upload for ever must not hold up the stop. */
const HTTP_GRACE_MS = 10_000;

/** A connection that a request in flight has answered would stay open for the next one, which will not come. */
const IDLE_LOOK_MS = 100;

/** People wait for no more than about fifteen seconds before they are told to come back. */
const DATABASE_SILENCE = { askAfterMs: 5_000, limitMs: 5_000 };

async function closeWithin(app: FastifyInstance, graceMs: number): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_LOOK_MS);
  const timer = setTimeout(() => {
    logger.warn('requests that do not end are cut off; what they were to change is not changed');
    app.server.closeAllConnections();
  }, graceMs);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(timer);
  }
}

/** Starts the API, or says in one line why it must not run: unknown schema, unsafe role, faulty configuration. */
async function start(config: ApiConfig): Promise<void> {
  const { database: addresses } = config;
  if (addresses.mode !== 'external')
    throw new Error(
      'DATABASE_URL and DATABASE_SYSTEM_URL are not set. "npm start" brings its own PostgreSQL and sets them.',
    );
  logger.level = config.logLevel;
  const shutdown = createShutdown(logger);
  stopOnSignals(shutdown, { supervised: config.supervised });
  const { appUrl, systemUrl } = addresses;
  const database = createDatabase({ appUrl, systemUrl, logger, silence: DATABASE_SILENCE });
  shutdown.add('database', () => database.close());
  await database.check();
  await assertSchemaIsKnown({ databaseUrl: addresses.appUrl });
  const counters = config.redisUrl === null ? null : connectSharedCounters(config.redisUrl, logger);
  if (counters !== null) shutdown.add('shared counters', () => counters.close());
  const clock = createClock(config.today);
  const app = await buildApp({
    config,
    database,
    clock,
    logger,
    redis: counters?.client ?? null,
    processMetrics: true,
  });
  shutdown.add('http', () => closeWithin(app, HTTP_GRACE_MS), { timeoutMs: HTTP_GRACE_MS + 5_000 });
  startOutageWatch({ config, database, clock, logger }, shutdown);
  await app.listen({ host: config.host, port: config.port });
  logger.info({ address: config.appUrl }, 'listening');
}

try {
  await start(loadApiConfig());
} catch (error) {
  logger.fatal(error instanceof ConfigError ? { faults: error.faults } : { err: error }, 'the API cannot start');
  process.exitCode = 1;
  // Pools and listeners that were already open must not keep a process that will never serve.
  setTimeout(() => process.exit(1), 1000).unref();
}
