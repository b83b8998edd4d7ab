/** Databases full of entries in one PostgreSQL with the settings of `npm start`: filled once a run, shared by all cases that only read. */
import pg from 'pg';
import { createDatabase, migrateDatabase } from '../../packages/db/src/index.ts';
import { createApiKey } from '../../packages/operations/src/index.ts';
import { ensureDatabase, withClient } from '../../packages/runtime/src/index.ts';
import { startTestCluster, type TestCluster } from '../../tests/support/postgres-cluster.ts';
import { BOARD_TODAY, type FilledFirm, type FirmSize, fillFirm } from './fill-firm.ts';
import { PRODUCTION_SETTINGS } from './production-settings.ts';

/** How many clients the entries belong to, whatever their number. */
export const CLIENTS = 1_000;
/** Firms beside the measured one: whoever works for one firm must pass over the rows of others. */
const OTHER_FIRMS = 4;
const OTHER_FIRM: FirmSize = { clients: 100, entriesPerClient: 20 };
/** A key may ask 3,000 times a minute; cases that ask more often take turns with several. */
const KEYS = 40;

/** One database of the shared server. */
export interface BenchDatabase {
  readonly appUrl: string;
  readonly systemUrl: string;
  readonly adminUrl: string;
}

/** A database that one case has for itself. */
export interface OwnDatabase extends BenchDatabase {
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** One firm with all its entries. */
export interface FilledDatabase extends BenchDatabase, FilledFirm {
  readonly name: string;
  readonly entries: number;
  readonly keys: readonly string[];
}

type Log = (line: string) => void;

let cluster: Promise<TestCluster> | null = null;
const filled = new Map<number, Promise<FilledDatabase>>();

function sharedCluster(): Promise<TestCluster> {
  cluster ??= startTestCluster(PRODUCTION_SETTINGS);
  return cluster;
}

function databaseOf(server: TestCluster, name: string): BenchDatabase {
  return {
    appUrl: server.appUrl(name),
    systemUrl: server.systemUrl(name),
    adminUrl: server.adminUrl.replace(/\/postgres$/u, `/${name}`),
  };
}

/** The settings of the product on that database, on the business date that everything in it is relative to. */
export function productEnv({ appUrl, systemUrl }: BenchDatabase): Record<string, string> {
  return { DATABASE_URL: appUrl, DATABASE_SYSTEM_URL: systemUrl, CAPELINE_TODAY: BOARD_TODAY, CAPELINE_SAMPLE: '0' };
}

async function makeKeys(database: ReturnType<typeof createDatabase>, organizationId: string): Promise<string[]> {
  const by = { actor: { kind: 'cli', id: null }, granted: ['*'], now: new Date() } as const;
  return database.withTenantPg(organizationId, async (tx) => {
    const keys: string[] = [];
    for (let index = 0; index < KEYS; index += 1)
      keys.push((await createApiKey(tx, { name: `bench ${index}`, scopes: ['*'] }, by)).key);
    return keys;
  });
}

async function fill(entries: number, log: Log): Promise<FilledDatabase> {
  const server = await sharedCluster();
  const name = `filled_${entries}`;
  await ensureDatabase(server.adminUrl, name);
  await migrateDatabase({ ownerUrl: server.ownerUrl(name) });
  const urls = databaseOf(server, name);
  const database = createDatabase({ ...urls, maxConnections: 2 });
  try {
    return await withClient(urls.adminUrl, async (admin) => {
      for (let index = 0; index < OTHER_FIRMS; index += 1) await fillFirm(admin, database, OTHER_FIRM);
      const firm = await fillFirm(admin, database, {
        clients: CLIENTS,
        entriesPerClient: Math.ceil(entries / CLIENTS),
      });
      const keys = await makeKeys(database, firm.organizationId);
      await admin.query('checkpoint');
      log(`  filled: ${CLIENTS} clients, ${entries} entries, ${firm.deadlines} deadlines, ${firm.alerts} alerts`);
      return { ...urls, ...firm, name, entries, keys };
    });
  } finally {
    await database.close();
  }
}

/** A database with one large firm of so many entries, which its users leave as it is. */
export function filledDatabase(entries: number, log: Log): Promise<FilledDatabase> {
  const known = filled.get(entries);
  if (known !== undefined) return known;
  const filling = fill(entries, log);
  filled.set(entries, filling);
  return filling;
}

function withDrop(server: TestCluster, name: string): OwnDatabase {
  const drop = `drop database ${name} with (force)`;
  return {
    ...databaseOf(server, name),
    ownerUrl: server.ownerUrl(name),
    drop: () => withClient(server.adminUrl, async (admin) => void (await admin.query(drop))),
  };
}

/** A database of its own with the same rows, for a case that changes them; nobody may be connected to the original. */
export async function copyOf(original: FilledDatabase, name: string): Promise<OwnDatabase> {
  const server = await sharedCluster();
  await ensureDatabase(server.adminUrl, name, original.name);
  return withDrop(server, name);
}

/** An empty, migrated database of its own. */
export async function emptyDatabase(name: string): Promise<OwnDatabase> {
  const server = await sharedCluster();
  await ensureDatabase(server.adminUrl, name);
  await migrateDatabase({ ownerUrl: server.ownerUrl(name) });
  return withDrop(server, name);
}

/** A connection as superuser, which row-level security does not see. */
export async function connectAdmin({ adminUrl }: BenchDatabase): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  return admin;
}

/** Ends the shared server, if one was started. */
export async function stopFilledDatabases(): Promise<void> {
  if (cluster !== null) await (await cluster).stop();
  cluster = null;
  filled.clear();
}
