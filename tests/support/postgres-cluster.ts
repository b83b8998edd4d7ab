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
  roleUrls,
  startServer,
  stopServer,
  urlFor,
} from '../../packages/runtime/src/index.ts';
import { guard } from './watchdog.ts';

/** A throw-away PostgreSQL with the product's three roles and an empty database `capeline`. */
export interface TestCluster {
  ownerUrl(database?: string): string;
  appUrl(database?: string): string;
  systemUrl(database?: string): string;
  /** The superuser, in the database `postgres`. */
  readonly adminUrl: string;
  readonly credentials: DatabaseCredentials;
  readonly pid: number;
  readonly folder: string;
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
export function describeCluster(
  adminUrl: string,
  credentials: DatabaseCredentials,
): Pick<TestCluster, 'ownerUrl' | 'appUrl' | 'systemUrl'> {
  return {
    ownerUrl: (database = 'capeline') => roleUrls(adminUrl, credentials, database).ownerUrl,
    appUrl: (database = 'capeline') => roleUrls(adminUrl, credentials, database).appUrl,
    systemUrl: (database = 'capeline') => roleUrls(adminUrl, credentials, database).systemUrl,
  };
}

/**
 * Starts a cluster in a folder of its own on a free port, in about a second. It ends with `stop()`, or with this process, even when that
 * is killed. `settings` override the server's.
 */
export async function startTestCluster(settings: Readonly<Record<string, string>> = {}): Promise<TestCluster> {
  const root = await mkdtemp(join(tmpdir(), 'capeline-pg-'));
  await chmod(root, 0o755); // the database user has to pass through
  const binaries = findPostgresBinaries();
  const folder = join(root, 'data');
  const user = await chooseDatabaseUser(folder);
  await assertPassable(user, binaries.folder);
  await assertPassable(user, root);
  const cluster: Cluster = { binaries, user, folder, logFile: join(root, 'server.log') };
  const credentials = createCredentials();
  await createCluster(cluster, credentials.admin, { sync: false });
  const server = await startServer(cluster, await findFreePort(), { ...FAST_SETTINGS, ...settings });
  const watchdog = guard(server.pid, root);
  const adminUrl = urlFor(`postgresql://127.0.0.1:${server.port}`, ADMIN_ROLE, credentials.admin, 'postgres');
  await ensureRoles(adminUrl, credentials);
  return {
    ...describeCluster(adminUrl, credentials),
    adminUrl,
    credentials,
    pid: server.pid,
    folder: root,
    stop: async () => {
      await stopServer(server.pid, 5_000);
      watchdog.release('remove');
      await rm(root, { recursive: true, force: true });
    },
  };
}
