import { randomBytes } from 'node:crypto';
import { ensureDatabase, type RoleUrls, roleUrls, withClient } from '../../packages/runtime/src/index.ts';
import { type ClusterDescription, parseClusterDescription, TEMPLATE_DATABASE } from './cluster-description.ts';
import { readClusterDescription } from './config.ts';

/** A migrated database of one's own. */
export interface TestDatabase extends RoleUrls {
  readonly name: string;
  /** The superuser, in this database: to look past row-level security in an assertion, and to tamper. */
  readonly adminUrl: string;
  /** Ends what is still connected and drops it. */
  drop(): Promise<void>;
}

function cluster(): ClusterDescription {
  const text = readClusterDescription();
  if (text === null)
    throw new Error('No test database: set "capeline": { "database": true } in the package.json of this package.');
  return parseClusterDescription(text);
}

function describe(name: string): TestDatabase {
  const { adminUrl, credentials } = cluster();
  const own = new URL(adminUrl);
  own.pathname = `/${name}`;
  return {
    ...roleUrls(adminUrl, credentials, name),
    name,
    adminUrl: own.href,
    drop: () =>
      withClient(adminUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

const newName = (): string => `test_${randomBytes(6).toString('hex')}`;

/** Clones the migrated template, in about 50 ms; for tests of everything above the migrations. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl } = cluster();
  const name = newName();
  await ensureDatabase(adminUrl, name, TEMPLATE_DATABASE);
  return describe(name);
}

/** An empty database without any migration; for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { adminUrl } = cluster();
  const name = newName();
  await ensureDatabase(adminUrl, name);
  return describe(name);
}
