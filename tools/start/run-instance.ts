import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Config,
  ConfigError,
  createQueueBackend,
  type EmbeddedPostgres,
  ensureRoles,
  isPortFree,
  type Logger,
  lockDataDir,
  migrateQueueSchema,
  QueueUnavailableError,
  removeInstance,
  type Shutdown,
  startEmbeddedPostgres,
  withWorkerMemory,
  writeInstance,
} from '@capeline/runtime';
import { environment } from '../config.ts';
import { type KeptChild, keepRunning } from './child.ts';

/** What an instance is made of; tests put stand-ins in. */
export interface InstanceParts {
  readonly apiEntry: string;
  readonly workerEntry: string;
  migrate(ownerUrl: string): Promise<unknown>;
  /** `signal` is aborted when stopping begins. */
  buildWebIfStale(signal: AbortSignal): Promise<void>;
}

interface Urls {
  readonly appUrl: string;
  readonly systemUrl: string;
  readonly ownerUrl: string;
}

/** How long each part may take to stop; together, with what they add themselves, less than 20 s. */
const STOP_MS = { worker: 8_000, api: 4_000, database: 4_000 };
const READY_TIMEOUT_MS = 120_000;

async function provideDatabase(config: Config, logger: Logger, shutdown: Shutdown): Promise<Urls> {
  if (config.database.mode === 'external') {
    const { appUrl, systemUrl, ownerUrl } = config.database;
    if (ownerUrl === null)
      throw new ConfigError([
        {
          name: 'DATABASE_OWNER_URL',
          problem: 'is missing although DATABASE_URL is set',
          cure: 'npm start migrates the database and needs the address of the role capeline_owner',
        },
      ]);
    return { appUrl, systemUrl, ownerUrl };
  }
  const starting: Promise<EmbeddedPostgres> = startEmbeddedPostgres({ dataDir: config.dataDir, logger });
  // Registered before it runs: a Ctrl-C during the start must not leave a database behind.
  shutdown.add(
    'database',
    async () => {
      const started = await starting.catch(() => null);
      await started?.stop(STOP_MS.database);
    },
    { timeoutMs: STOP_MS.database + 3_500 },
  );
  const postgres = await starting;
  return ensureRoles(postgres.adminUrl, postgres.credentials);
}

/** Throws `QueueMisconfiguredError` for a Redis that may evict jobs. One that does not answer yet is the worker's to wait for. */
async function refuseUnusableRedis(config: Config, appUrl: string, logger: Logger): Promise<void> {
  if (config.redisUrl === null) return;
  const queue = createQueueBackend({ redisUrl: config.redisUrl, databaseUrl: appUrl }, logger);
  try {
    await queue.ensureReady();
  } catch (error) {
    if (!(error instanceof QueueUnavailableError)) throw error;
  } finally {
    await queue.close();
  }
}

function childEnvironment(urls: Urls): Record<string, string> {
  const env = environment({
    CAPELINE_SUPERVISED: '1',
    DATABASE_URL: urls.appUrl,
    DATABASE_SYSTEM_URL: urls.systemUrl,
  });
  delete env.DATABASE_OWNER_URL; // the services are never the owner
  return env;
}

/** The host to ask ourselves on. */
function ownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function untilReady(config: Config, children: readonly KeptChild[], signal: AbortSignal): Promise<void> {
  const url = `http://${ownHost(config.host)}:${config.port}/readyz`;
  const end = performance.now() + READY_TIMEOUT_MS;
  const poll = async (): Promise<void> => {
    let last = 'no answer';
    while (!signal.aborted) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
      if (answer?.status === 200) return;
      if (answer !== null) last = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
      if (performance.now() > end)
        throw new Error(`Capeline did not become ready within 2 minutes; ${url} says: ${last}`);
      await delay(100);
    }
  };
  await Promise.race([poll(), ...children.map((child) => child.hopeless)]);
}

/**
 * Starts a whole instance: database, migrations, web app, API and worker; returns when `/readyz` answers 200, or early when `shutdown`
 * began meanwhile. Everything that was started is registered with `shutdown`: worker first, then API, database last. Throws
 * `ConfigError`, `DataDirInUseError` or an error whose message says what to do.
 */
export async function runInstance(
  config: Config,
  parts: InstanceParts,
  logger: Logger,
  shutdown: Shutdown,
): Promise<void> {
  const release = await lockDataDir(config.dataDir);
  shutdown.add('data folder', release);
  await removeInstance(config.dataDir);
  shutdown.add('instance.json', () => removeInstance(config.dataDir));
  if (!(await isPortFree(config.port, config.host)))
    throw new ConfigError([
      {
        name: 'PORT',
        problem: `${config.port} on ${config.host} is in use by another program`,
        cure: `Stop that program, or choose another: PORT=${config.port + 1} npm start`,
      },
    ]);
  const urls = await provideDatabase(config, logger, shutdown);
  if (shutdown.signal.aborted) return;
  await parts.migrate(urls.ownerUrl);
  await migrateQueueSchema(urls.ownerUrl);
  if (shutdown.signal.aborted) return;
  await refuseUnusableRedis(config, urls.appUrl, logger);
  if (shutdown.signal.aborted) return;
  await parts.buildWebIfStale(shutdown.signal);
  if (shutdown.signal.aborted) return;

  const logs = join(config.dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const env = childEnvironment(urls);
  const keep = (name: 'api' | 'worker', entry: string): KeptChild => {
    const ownEnv = name === 'worker' ? withWorkerMemory(env) : env;
    const child = keepRunning({ name, entry, env: ownEnv, logFile: join(logs, `${name}.log`), logger });
    shutdown.add(name, () => child.stop(STOP_MS[name]), { timeoutMs: STOP_MS[name] + 1_000 });
    return child;
  };
  // Stopped in the reverse order: the worker before the API, the database last.
  const children = [keep('api', parts.apiEntry), keep('worker', parts.workerEntry)];
  await untilReady(config, children, shutdown.signal);
  if (shutdown.signal.aborted) return;
  for (const child of children) child.markReady();
  await writeInstance(config.dataDir, {
    pid: process.pid,
    port: config.port,
    url: config.appUrl,
    databaseUrl: urls.appUrl,
    systemUrl: urls.systemUrl,
    ownerUrl: urls.ownerUrl,
    startedAt: new Date().toISOString(),
    today: config.today,
  });
}
