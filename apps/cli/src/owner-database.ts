import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BackupError, DatabaseUnavailableError, SchemaMismatchError } from '@capeline/db';
import {
  ConfigError,
  createShutdown,
  DataDirInUseError,
  ensureRoles,
  errorCode,
  loadConfig,
  lockDataDir,
  type RoleUrls,
  readInstance,
  type Shutdown,
  silentLogger,
  startEmbeddedPostgres,
  stopOnSignals,
} from '@capeline/runtime';
import { type CommandIo, EXIT } from './command.ts';

/** What a command on the whole database needs of it. */
interface Needs {
  /** Whether it may work beside a running Capeline. */
  readonly besideRunning: boolean;
  /** Whether it may begin a new embedded database where there is none. */
  readonly makesDatabase: boolean;
}

/** The database cannot be used as it is; the message says the cure. */
class NotPossibleError extends Error {}

function externalUrls(config: ReturnType<typeof loadConfig>): RoleUrls | null {
  const { database } = config;
  if (database.mode === 'embedded') return null;
  if (database.ownerUrl === null)
    throw new NotPossibleError('DATABASE_OWNER_URL is not set: this needs the address of the role capeline_owner.');
  return { appUrl: database.appUrl, systemUrl: database.systemUrl, ownerUrl: database.ownerUrl };
}

/** The embedded database of a folder that nothing runs on, for as long as `shutdown` has not begun. */
async function startEmbedded(dataDir: string, needs: Needs, shutdown: Shutdown): Promise<RoleUrls> {
  if (!needs.makesDatabase && !existsSync(join(dataDir, 'postgres/data/PG_VERSION')))
    throw new NotPossibleError(
      `There is no database in ${dataDir}. Set CAPELINE_DATA_DIR, or DATABASE_URL for your own.`,
    );
  shutdown.add('data folder', await lockDataDir(dataDir));
  const starting = startEmbeddedPostgres({ dataDir, logger: silentLogger() });
  shutdown.add('database', async () => (await starting.catch(() => null))?.stop());
  const postgres = await starting;
  return ensureRoles(postgres.adminUrl, postgres.credentials);
}

async function findDatabase(needs: Needs, shutdown: Shutdown): Promise<RoleUrls> {
  const config = loadConfig();
  const external = externalUrls(config);
  if (external !== null) return external;
  const running = await readInstance(config.dataDir);
  if (running === null) return startEmbedded(config.dataDir, needs, shutdown);
  if (!needs.besideRunning)
    throw new NotPossibleError(
      `Capeline is running on ${config.dataDir}. Stop it first (Ctrl-C, or SIGTERM to ${running.pid}).`,
    );
  if (running.ownerUrl === null) throw new NotPossibleError("The running instance does not tell the owner's address.");
  return { appUrl: running.databaseUrl, systemUrl: running.systemUrl, ownerUrl: running.ownerUrl };
}

const FILE_FAULTS = ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM', 'EROFS', 'ENOSPC', 'EEXIST', 'ECONNREFUSED'];

/** What the operator can mend is told in a sentence; anything else is a fault of ours and thrown on. */
function explain(error: unknown): string | null {
  const isExpected =
    error instanceof NotPossibleError ||
    error instanceof BackupError ||
    error instanceof ConfigError ||
    error instanceof DataDirInUseError ||
    error instanceof SchemaMismatchError ||
    error instanceof DatabaseUnavailableError ||
    FILE_FAULTS.includes(errorCode(error) ?? '');
  return isExpected && error instanceof Error ? error.message : null;
}

/**
 * Runs `work` with the addresses of DATABASE_URL and its kin, else of the running instance, else of the data folder's own database,
 * started for as long as it takes. What the operator can mend is told on standard error and ends with 2.
 */
export async function withOwnerDatabase(
  command: string,
  io: CommandIo,
  needs: Needs,
  work: (urls: RoleUrls) => Promise<number>,
): Promise<number> {
  const shutdown = createShutdown(silentLogger());
  const ignoreSignals = stopOnSignals(shutdown, { supervised: false });
  try {
    return await work(await findDatabase(needs, shutdown));
  } catch (error) {
    const message = explain(error);
    if (message === null) throw error;
    io.stderr.write(`capeline ${command}: ${message}\n`);
    return EXIT.usage;
  } finally {
    await shutdown.stop('done');
    ignoreSignals();
  }
}
