import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ADMIN_ROLE,
  assertPassable,
  type Cluster,
  chooseDatabaseUser,
  createCluster,
  createCredentials,
  type DatabaseCredentials,
  ensureRoles,
  findFreePort,
  findPostgresBinaries,
  type PostgresBinaries,
  postgresBinariesIn,
  type RunningServer,
  readBinariesVersion,
  roleUrls,
  startServer,
  stopServer,
  urlFor,
  waitUntil,
  withClient,
} from '../../packages/runtime/src/index.ts';
import { otherPostgresFolder } from './config.ts';
import { guard } from './watchdog.ts';

/** A throw-away PostgreSQL with the product's three roles and an empty database `capeline`. */
export interface TestCluster {
  ownerUrl(database?: string): string;
  appUrl(database?: string): string;
  systemUrl(database?: string): string;
  /** The superuser, in the database `postgres`. */
  readonly adminUrl: string;
  readonly credentials: DatabaseCredentials;
  /** The postmaster as it runs now. */
  readonly pid: number;
  readonly folder: string;
  /** Ends the postmaster by SIGKILL, as a power cut would, or in order by SIGINT; all connections are gone afterwards. */
  kill(signal: 'SIGKILL' | 'SIGINT'): Promise<void>;
  /** SIGSTOP to every process of the server: it takes connections and answers nobody. Resolves with what lets it go on. */
  freeze(): Promise<() => void>;
  /** Starts the server that was killed on the same port over the same data. */
  start(): Promise<void>;
  /** Ends the server at once and removes its folder. */
  stop(): Promise<void>;
}

/** Nothing here survives the test run, so nothing is worth a write to disk. */
const FAST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '128MB',
  max_connections: '200',
  max_wal_size: '4GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** The addresses of a cluster by its superuser's address and its passwords. */
function describeCluster(
  adminUrl: string,
  credentials: DatabaseCredentials,
): Pick<TestCluster, 'ownerUrl' | 'appUrl' | 'systemUrl'> {
  return {
    ownerUrl: (database = 'capeline') => roleUrls(adminUrl, credentials, database).ownerUrl,
    appUrl: (database = 'capeline') => roleUrls(adminUrl, credentials, database).appUrl,
    systemUrl: (database = 'capeline') => roleUrls(adminUrl, credentials, database).systemUrl,
  };
}

/** A throw-away PostgreSQL as a superuser finds it: no roles, no database of ours. */
export type BareCluster = Pick<
  TestCluster,
  'adminUrl' | 'credentials' | 'pid' | 'folder' | 'kill' | 'freeze' | 'start' | 'stop'
>;

/** Those that npm brought, or those that CAPELINE_TEST_POSTGRES names. */
function chooseBinaries(): PostgresBinaries {
  const other = otherPostgresFolder();
  return other === null ? findPostgresBinaries() : postgresBinariesIn(other);
}

/** Servers before 17 have no collation of their own. */
async function localeFor(binaries: PostgresBinaries): Promise<{ locale: readonly string[] } | Record<string, never>> {
  return Number(await readBinariesVersion(binaries)) >= 17 ? {} : { locale: ['--locale=C.UTF-8'] };
}

/** Backends of a killed postmaster hold its shared memory until they notice that it is gone. */
async function startOverOrphans(run: () => Promise<RunningServer>): Promise<RunningServer> {
  let failure: unknown;
  let server: RunningServer | null = null;
  const started = await waitUntil(async () => {
    server = await run().catch((error: unknown) => {
      failure = error;
      return null;
    });
    return server !== null;
  }, 20_000);
  if (!started || server === null) throw failure;
  return server;
}

/** Stops the postmaster first, so that no process is added to those that it has. */
async function freezeServer(adminUrl: string, postmaster: number): Promise<() => void> {
  const stopped = await withClient(adminUrl, async (client) => {
    process.kill(postmaster, 'SIGSTOP');
    const own = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const all = await client.query<{ pid: number }>('select pid from pg_stat_activity');
    return all.rows.map(({ pid }) => pid).filter((pid) => pid !== own.rows[0]?.pid);
  });
  const pids = [postmaster, ...stopped];
  const send = (signal: NodeJS.Signals): void => {
    for (const pid of pids)
      try {
        process.kill(pid, signal);
      } catch {
        // it ended meanwhile
      }
  };
  send('SIGSTOP');
  return () => send('SIGCONT');
}

/** Starts a cluster in a folder of its own on a free port; it ends with `stop()`, or with this process, even when that is killed. */
export async function startBareCluster(settings: Readonly<Record<string, string>> = {}): Promise<BareCluster> {
  const root = await mkdtemp(join(tmpdir(), 'capeline-pg-'));
  await chmod(root, 0o755); // the database user has to pass through
  const binaries = chooseBinaries();
  const folder = join(root, 'data');
  const user = await chooseDatabaseUser(folder);
  await assertPassable(user, binaries.folder);
  await assertPassable(user, root);
  const cluster: Cluster = { binaries, user, folder, logFile: join(root, 'server.log') };
  const credentials = createCredentials();
  await createCluster(cluster, credentials.admin, { sync: false, ...(await localeFor(binaries)) });
  const port = await findFreePort();
  const run = (): Promise<RunningServer> => startServer(cluster, port, { ...FAST_SETTINGS, ...settings });
  let server = await run();
  let watchdog = guard(server.pid, root);
  const adminUrl = urlFor(`postgresql://127.0.0.1:${port}`, ADMIN_ROLE, credentials.admin, 'postgres');
  return {
    adminUrl,
    credentials,
    get pid() {
      return server.pid;
    },
    folder: root,
    kill: async (signal) => {
      process.kill(server.pid, signal);
      await server.exited;
      watchdog.release('keep');
    },
    freeze: () => freezeServer(adminUrl, server.pid),
    start: async () => {
      server = await startOverOrphans(run);
      watchdog = guard(server.pid, root);
    },
    stop: async () => {
      await stopServer(server.pid, 5_000);
      watchdog.release('remove');
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A bare cluster with the product's roles, in about a second. `settings` override the server's. */
export async function startTestCluster(settings: Readonly<Record<string, string>> = {}): Promise<TestCluster> {
  const bare = await startBareCluster(settings);
  await ensureRoles(bare.adminUrl, bare.credentials);
  // The bare one stays the one that knows its process: a copy of its fields would keep the first pid for ever.
  return Object.assign(bare, describeCluster(bare.adminUrl, bare.credentials));
}
