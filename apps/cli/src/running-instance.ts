import { AppError } from '@capeline/contracts';
import {
  assertSchemaIsKnown,
  createDatabase,
  type Database,
  DatabaseUnavailableError,
  listOrganizations,
  type Organization,
  SchemaMismatchError,
  UnsafeRoleError,
} from '@capeline/db';
import { type Clock, ConfigError, createClock, loadConfig, readInstance } from '@capeline/runtime';
import { type CommandIo, EXIT } from './command.ts';

/** An installation that a command works on. */
export interface Installation {
  readonly database: Database;
  readonly clock: Clock;
  /** Where its web app answers, without a trailing slash. */
  readonly appUrl: string;
}

/** Nothing runs here, or what runs cannot be worked with; the message says the cure. */
class NothingRunningError extends Error {}

async function findAddresses(): Promise<{ appUrl: string; systemUrl: string; url: string; today: string | null }> {
  const config = loadConfig();
  const { database, today } = config;
  if (database.mode === 'external')
    return { appUrl: database.appUrl, systemUrl: database.systemUrl, url: config.appUrl, today };
  const instance = await readInstance(config.dataDir);
  if (instance === null)
    throw new NothingRunningError(
      `Nothing is running in ${config.dataDir}. Start Capeline with "npm start", or set DATABASE_URL and DATABASE_SYSTEM_URL.`,
    );
  const url = instance.url.replace(/\/+$/, '');
  // A rehearsal has one business date, whatever this terminal's environment says.
  return { appUrl: instance.databaseUrl, systemUrl: instance.systemUrl, url, today: instance.today ?? today };
}

/** What a person can be told of an error, with the exit code; null for a fault of ours, which is thrown on. */
function explain(error: unknown): { message: string; exitCode: number } | null {
  if (error instanceof AppError) return { message: error.message, exitCode: EXIT.negative };
  if (error instanceof DatabaseUnavailableError)
    return { message: 'The database does not answer. Is Capeline running?', exitCode: EXIT.usage };
  const isExpected =
    error instanceof NothingRunningError ||
    error instanceof ConfigError ||
    error instanceof SchemaMismatchError ||
    error instanceof UnsafeRoleError;
  return isExpected ? { message: error.message, exitCode: EXIT.usage } : null;
}

/**
 * Runs `work` on the database of DATABASE_URL, else on the running instance of the data folder. A refusal is told on standard error and
 * ends with 1; nothing running, or a database that must not be used, with 2.
 */
export async function withInstallation(
  command: string,
  io: CommandIo,
  work: (installation: Installation) => Promise<number>,
): Promise<number> {
  try {
    const { appUrl, systemUrl, url, today } = await findAddresses();
    const database = createDatabase({ appUrl, systemUrl, maxConnections: 3 });
    try {
      await database.check();
      await assertSchemaIsKnown({ databaseUrl: appUrl });
      return await work({ database, clock: createClock(today), appUrl: url });
    } finally {
      await database.close();
    }
  } catch (error) {
    const explained = explain(error);
    if (explained === null) throw error;
    io.stderr.write(`capeline ${command}: ${explained.message}\n`);
    return explained.exitCode;
  }
}

/** The firm of that name; without a name the only real one. Throws an `AppError` that lists the choice otherwise. */
export async function chooseOrganization(database: Database, name: string | undefined): Promise<Organization> {
  const all = await database.withSystem('command line: which firm is meant', listOrganizations);
  const wanted = name?.trim().toLowerCase();
  const found = all.filter((firm) => (wanted === undefined ? !firm.isSample : firm.name.toLowerCase() === wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (wanted !== undefined) throw new AppError('not_found', `There is no firm named "${name}".`);
  throw new AppError(
    'not_found',
    found.length === 0
      ? 'No firm is set up yet. Make one with "capeline setup", or name the sample with --organization.'
      : `There are several firms; name one with --organization: ${found.map((firm) => firm.name).join(', ')}.`,
  );
}
