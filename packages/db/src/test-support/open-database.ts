import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { createDatabase, type Database, insertMembership, insertOrganization, insertUser } from '../index.ts';

/** An instant for everything that a test writes. */
export const NOW = new Date('2026-11-23T12:00:00.000Z');

/** Runs statements on a connection of its own. */
export async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export type OpenDatabase = { test: TestDatabase; database: Database; close: () => Promise<void> };

/** A migrated database of one's own with its doors. */
export async function openTestDatabase(maxConnections = 4): Promise<OpenDatabase> {
  const test = await createTestDatabase();
  const database = createDatabase({ appUrl: test.appUrl, systemUrl: test.systemUrl, maxConnections });
  return {
    test,
    database,
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}

/** Makes a firm and answers with its id. */
export async function makeFirm(database: Database, name = 'Harbor Customs'): Promise<string> {
  const organizationId = crypto.randomUUID();
  await database.withTenantPg(organizationId, (tx) => insertOrganization(tx, { name, createdAt: NOW }));
  return organizationId;
}

/** Makes a member of a firm and answers with the person's id. */
export async function makeMember(database: Database, organizationId: string, email: string): Promise<string> {
  const userId = crypto.randomUUID();
  await database.withTenantPg(organizationId, async (tx) => {
    await insertUser(tx, { id: userId, email, name: 'Dana Reyes', createdAt: NOW });
    await insertMembership(tx, { id: crypto.randomUUID(), userId, role: 'specialist', createdAt: NOW });
  });
  return userId;
}
