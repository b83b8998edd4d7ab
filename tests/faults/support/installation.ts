/** A whole installation whose every part can be killed, frozen and started again by its own handle. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database, migrateDatabase } from '../../../packages/db/src/index.ts';
import {
  findFreePort,
  migrateQueueSchema,
  roleUrls,
  urlFor,
  withClient,
  withWorkerMemory,
} from '../../../packages/runtime/src/index.ts';
import type { QueueHome } from '../../journeys/support/queue-backends.ts';
import { ROOT } from '../../journeys/support/running-system.ts';
import { waitUntil } from '../../journeys/support/wait-until.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres-cluster.ts';
import { startRedis, type TestRedis } from '../../support/redis-server.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { type CapelineProcess, startProcess } from './capeline-process.ts';
import type { FaultFirm } from './firm.ts';

/** A fixed day, on which a digest goes out as soon as there is something to tell. */
export const TODAY = '2026-11-23';

/** Waits are seconds in production; nothing here depends on how long they are. */
const SHORT_TIMES = {
  heartbeatMs: 500,
  watchdogMs: 500,
  importGraceMs: 2_000,
  importLeaseMs: 2_000,
  mailLeaseMs: 5_000,
  relayPollMs: 200,
  relayTimeoutMs: 1_000,
  jobLockMs: 2_000,
  stopGraceMs: 3_000,
};

export interface ApiProcess extends CapelineProcess {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

export interface Installation {
  readonly queueHome: QueueHome['name'];
  readonly cluster: TestCluster;
  readonly redis: TestRedis | null;
  readonly sink: SmtpSink;
  /** The environment of its processes without what differs between them. */
  readonly env: Readonly<Record<string, string>>;
  /** Addresses of the product's database, the superuser's among them. */
  readonly urls: Readonly<Record<'adminUrl' | 'appUrl' | 'systemUrl' | 'ownerUrl', string>>;
  /** The product's own doors, for setting up and for what it can verify itself. */
  readonly database: Database;
  /** Firms that tests made; `expectInvariants` looks at each of them. */
  readonly firms: FaultFirm[];
  /** Starts an API and waits until it answers. */
  startApi(env?: Readonly<Record<string, string>>): Promise<ApiProcess>;
  /** Starts a worker and does not wait for it. */
  startWorker(env?: Readonly<Record<string, string>>): CapelineProcess;
  /** The workers that have not ended, frozen ones among them. */
  workers(): CapelineProcess[];
  /** As the superuser, past row-level security: for looking, not for doing. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  cli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** The same with other settings, such as another database. */
  cliWith(env: Readonly<Record<string, string>>, ...args: string[]): ReturnType<Installation['cli']>;
  stop(): Promise<void>;
}

/** What tests may want otherwise. */
export interface InstallationOptions {
  readonly queueHome?: QueueHome['name'];
  readonly sink?: SmtpSink;
  readonly times?: Readonly<Record<string, number>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly redisSettings?: Readonly<Record<string, string>>;
  /** Lines of postgresql.conf. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

/** pg lets the address decide over what the program says, so that each process can be told apart in pg_stat_activity. */
const named = (url: string, name: string): string => `${url}?application_name=${name}`;

function runCli(env: Readonly<Record<string, string>>, args: readonly string[]): ReturnType<Installation['cli']> {
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/src/main.ts'), ...args], { cwd: ROOT, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** Starts PostgreSQL (which keeps every commit through a kill), redis-server if the queue lives there, and a mail server; and migrates. No process of the product runs yet. */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const { queueHome = 'PostgreSQL', times = {} } = options;
  const cluster = await startTestCluster({ synchronous_commit: 'on', ...options.postgresSettings });
  const redis = queueHome === 'Redis' ? await startRedis(options.redisSettings) : null;
  const sink = options.sink ?? (await startSmtpSink());
  const dataDir = await mkdtemp(join(tmpdir(), 'capeline-faults-'));
  await chmod(dataDir, 0o755);
  const roles = roleUrls(cluster.adminUrl, cluster.credentials, 'capeline');
  const { username, password } = new URL(cluster.adminUrl);
  const urls = { ...roles, adminUrl: urlFor(cluster.adminUrl, username, password, 'capeline') };
  await migrateDatabase({ ownerUrl: urls.ownerUrl });
  await migrateQueueSchema(urls.ownerUrl);
  const database = createDatabase(roles);
  const port = await findFreePort();
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    APP_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: sink.url,
    CAPELINE_DATA_DIR: dataDir,
    CAPELINE_SAMPLE: '0',
    CAPELINE_TODAY: TODAY,
    CAPELINE_WORKER_TIMES: Object.entries({ ...SHORT_TIMES, ...times })
      .map((pair) => pair.join('='))
      .join(','),
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
    ...options.env,
  };
  const addresses = (name: string): Record<string, string> => ({
    DATABASE_URL: named(urls.appUrl, name),
    DATABASE_SYSTEM_URL: named(urls.systemUrl, name),
  });
  const processes: CapelineProcess[] = [];
  const launch = (kind: 'api' | 'worker', more: Readonly<Record<string, string>>): CapelineProcess => {
    const name = `${kind}-${processes.length + 1}`;
    const own = { ...env, ...addresses(name), ...more };
    const started = startProcess(name, `apps/${kind}/src/main.ts`, kind === 'worker' ? withWorkerMemory(own) : own);
    processes.push(started);
    return started;
  };
  let isFirstApi = true;
  return {
    queueHome,
    cluster,
    redis,
    sink,
    env,
    urls,
    database,
    firms: [],
    startApi: async (more = {}) => {
      const ownPort = isFirstApi ? port : await findFreePort();
      isFirstApi = false;
      const url = `http://127.0.0.1:${ownPort}`;
      const api = launch('api', { PORT: String(ownPort), ...more });
      const answers = async (): Promise<boolean> => {
        if (!api.isRunning()) throw new Error(`the API ended:\n${api.output()}`);
        return (await fetch(`${url}/livez`).catch(() => null))?.status === 200;
      };
      await waitUntil(answers, 30_000, () => `the API does not answer:\n${api.output()}`);
      return { ...api, url };
    },
    startWorker: (more = {}) => launch('worker', more),
    workers: () => processes.filter((one) => one.name.startsWith('worker') && one.isRunning()),
    query: (sql, parameters = []) =>
      withClient(urls.adminUrl, async (client) => (await client.query(sql, [...parameters])).rows),
    cli: (...args) => runCli({ ...env, ...addresses('cli'), DATABASE_OWNER_URL: urls.ownerUrl }, args),
    cliWith: (more, ...args) => runCli({ ...env, ...more }, args),
    stop: async () => {
      await Promise.all(processes.map((one) => one.kill()));
      await database.close();
      await sink.stop();
      await redis?.stop();
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
