import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import { findPostgresBinaries } from './binaries.ts';
import {
  ADMIN_ROLE,
  type Cluster,
  createCluster,
  findOrphan,
  makePassableFolder,
  type RunningServer,
  readBinariesVersion,
  readClusterVersion,
  ServerStartError,
  startServer,
} from './cluster.ts';
import { type DatabaseCredentials, ensureCredentials } from './credentials.ts';
import { assertPassable, chooseDatabaseUser } from './database-user.ts';
import { findFreePort } from './free-port.ts';
import { withClient } from './roles.ts';
import { stopServer } from './server-process.ts';

/** A running embedded database. */
export interface EmbeddedPostgres {
  /** The superuser's address; for `ensureRoles` and backups only. */
  readonly adminUrl: string;
  readonly credentials: DatabaseCredentials;
  readonly port: number;
  /** The server's present process. */
  pid(): number;
  /** Fast shutdown, immediate after `timeoutMs` (default 6 s). Idempotent. Stop everything that uses the database first. */
  stop(timeoutMs?: number): Promise<void>;
}

const SETTINGS: Readonly<Record<string, string>> = {
  cluster_name: 'capeline',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1', // these days a solid-state disk
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The values in statements and details are importer numbers and addresses: they stay out of the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const MAX_START_ATTEMPTS = 5;
const LONGEST_RESTART_PAUSE_MS = 10_000;

async function rotateLog(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
}

async function readRememberedPort(file: string): Promise<number | undefined> {
  const port = Number(await readFile(file, 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
}

async function prepareCluster(root: string, logger: Logger): Promise<[Cluster, DatabaseCredentials]> {
  const binaries = findPostgresBinaries();
  const folder = join(root, 'data');
  await makePassableFolder(root);
  const user = await chooseDatabaseUser(folder);
  await assertPassable(user, binaries.folder);
  await assertPassable(user, root);
  const cluster: Cluster = { binaries, user, folder, logFile: join(root, 'server.log') };
  const credentials = await ensureCredentials(join(root, 'credentials.json'));
  const [theirs, ours] = [await readClusterVersion(folder), await readBinariesVersion(binaries)];
  if (theirs === null) {
    logger.info({ folder }, 'making the embedded database');
    await createCluster(cluster, credentials.admin, { sync: true });
  } else if (theirs !== ours) {
    throw new Error(
      `The database in ${folder} was made by PostgreSQL ${theirs}, this release carries ${ours}. Restore a backup into a new CAPELINE_DATA_DIR, or go back to the release that made it.`,
    );
  }
  return [cluster, credentials];
}

async function endOrphan(cluster: Cluster, logger: Logger): Promise<void> {
  const orphan = await findOrphan(cluster);
  if (orphan === null) return;
  logger.warn({ pid: orphan }, 'ending a database that an earlier run left behind');
  await stopServer(orphan, 10_000);
}

/** Another program may take the port between our look and the server's start, and a killed server's memory takes a moment to be freed: both are tried again. */
async function startWithRetry(cluster: Cluster, preferredPort: number | undefined): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(attempt < 3 ? preferredPort : undefined);
    try {
      return await startServer(cluster, port, SETTINGS);
    } catch (error) {
      const passing =
        error instanceof ServerStartError &&
        /Address already in use|could not create any TCP\/IP sockets|shared memory block|lock file/.test(error.log);
      if (!passing || attempt >= MAX_START_ATTEMPTS) throw error;
      await delay(200 * attempt);
    }
  }
}

/**
 * Starts the PostgreSQL that npm brought over `<dataDir>/postgres`, making the cluster at the first start, and keeps it running: a server
 * that ends without being told to is started again on the same port. A server that an earlier run left behind is ended first, so the
 * caller must hold the data folder (`lockDataDir`). As root it runs as the system user `capeline`. Throws with path and cure when
 * the folder cannot be used.
 */
export async function startEmbeddedPostgres(options: {
  readonly dataDir: string;
  readonly logger: Logger;
}): Promise<EmbeddedPostgres> {
  const { dataDir, logger } = options;
  const root = join(dataDir, 'postgres');
  await makePassableFolder(dataDir);
  const [cluster, credentials] = await prepareCluster(root, logger);
  await endOrphan(cluster, logger);
  await rotateLog(cluster.logFile);
  const portFile = join(root, 'port');
  let server = await startWithRetry(cluster, await readRememberedPort(portFile));
  const { port } = server;
  await writeFile(portFile, `${port}\n`);
  const adminUrl = `postgresql://${ADMIN_ROLE}:${credentials.admin}@127.0.0.1:${port}/postgres`;

  let stopping: Promise<void> | null = null;
  let restarting: Promise<void> = Promise.resolve();
  const restart = async (): Promise<void> => {
    for (let pauseMs = 200; stopping === null; pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_PAUSE_MS)) {
      logger.error('the embedded database ended unexpectedly, starting it again');
      try {
        server = await startServer(cluster, port, SETTINGS);
        watch();
        return;
      } catch (error) {
        logger.error({ err: error }, 'the embedded database does not start');
        await delay(pauseMs);
      }
    }
  };
  const watch = (): void => {
    void server.exited.then(() => {
      if (stopping === null) restarting = restart();
    });
  };
  watch();
  const stop = async (timeoutMs: number): Promise<void> => {
    await restarting;
    await stopServer(server.pid, timeoutMs);
  };
  try {
    await withClient(adminUrl, (client) => client.query('select 1'));
  } catch (error) {
    stopping = stop(6_000);
    await stopping;
    throw new Error(`The database in ${cluster.folder} does not take the password of ${root}/credentials.json.`, {
      cause: error,
    });
  }
  logger.info({ port, pid: server.pid }, 'embedded database ready');
  return {
    adminUrl,
    credentials,
    port,
    pid: () => server.pid,
    stop: (timeoutMs = 6_000) => {
      stopping ??= stop(timeoutMs);
      return stopping;
    },
  };
}
