import { assertSchemaIsKnown, createDatabase } from '@capeline/db';
import { ensureSampleFirm, openMail, readWaitingReport, SAMPLE_TIME_ZONE } from '@capeline/operations';
import {
  type Config,
  ConfigError,
  createClock,
  createLogger,
  createQueueBackend,
  createShutdown,
  loadConfig,
  type Shutdown,
  stopOnSignals,
} from '@capeline/runtime';
import type { WorkerContext } from './context.ts';
import { startWorker } from './worker.ts';

const logger = createLogger({ name: 'worker' });

/** Everything that jobs work with; what must be closed is registered to stop after them. */
function createContext(
  config: Config,
  urls: { readonly appUrl: string; readonly systemUrl: string },
  shutdown: Shutdown,
): WorkerContext {
  const database = createDatabase({ ...urls, logger });
  shutdown.add('database', () => database.close(), { timeoutMs: 3_000 });
  const { settings: mail, transport } = openMail(config, config.workerTimes.mailLeaseMs);
  if (transport !== null) shutdown.add('mail', () => transport.close());
  const clock = createClock(config.today);
  const times = config.workerTimes;
  return {
    database,
    clock,
    logger,
    transport,
    mail,
    retention: config.retention,
    evidence: { store: null, keepRemovedDays: config.evidence.keepRemovedDays },
    times,
    readReport: async (report, signal) => {
      const businessDate = (timeZone: string) => clock.businessDate(timeZone);
      const outcome = await readWaitingReport(database, report, {
        now: () => clock.now(),
        businessDate,
        signal,
        leaseMs: times.importLeaseMs,
      });
      logger.info({ ...report, status: outcome.status, counts: outcome.counts }, 'a report was read');
    },
  };
}

/** A worker without its sample is still a worker: the fault is logged and the next start tries again. */
async function makeSample({ database, clock }: WorkerContext): Promise<void> {
  try {
    const businessDate = clock.businessDate(SAMPLE_TIME_ZONE);
    const outcome = await ensureSampleFirm(database, { now: () => clock.now(), businessDate });
    if (outcome === 'made' || outcome === 'renewed') logger.info({ outcome }, 'the sample firm');
  } catch (error) {
    logger.error({ err: error }, 'the sample firm could not be made');
  }
}

/** Starts the worker, or says in one line why it must not run: unknown schema, unsafe role, faulty configuration or queue. */
async function start(config: Config): Promise<void> {
  const { database: addresses } = config;
  if (addresses.mode !== 'external')
    throw new Error(
      'DATABASE_URL and DATABASE_SYSTEM_URL are not set. "npm start" brings its own PostgreSQL and sets them.',
    );
  logger.level = config.logLevel;
  const shutdown = createShutdown(logger);
  stopOnSignals(shutdown, { supervised: config.supervised });
  const context = createContext(config, addresses, shutdown);
  await context.database.check();
  await assertSchemaIsKnown({ databaseUrl: addresses.appUrl });
  const queue = createQueueBackend({ redisUrl: config.redisUrl, databaseUrl: addresses.appUrl }, logger);
  const prepare = config.sample ? () => makeSample(context) : undefined;
  await startWorker(
    { context, queue, systemUrl: addresses.systemUrl, ...(prepare === undefined ? {} : { prepare }) },
    shutdown,
  );
  logger.info({ queue: queue.kind, mail: context.mail.isConfigured }, 'working');
}

try {
  await start(loadConfig());
} catch (error) {
  logger.fatal(error instanceof ConfigError ? { faults: error.faults } : { err: error }, 'the worker cannot start');
  process.exitCode = 1;
  // Pools and timers that were already open must not keep a process that will never work.
  setTimeout(() => process.exit(1), 1_000).unref();
}
