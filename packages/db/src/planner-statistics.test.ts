import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeFirm, type OpenDatabase, openTestDatabase } from './test-support/open-database.ts';

describe('renewPlannerStatistics', () => {
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());

  it('lets the application, which owns no table, tell the planner how large the tables are', async () => {
    const { database } = open;
    const organizationId = await makeFirm(database);
    const known = () =>
      database.withTenantPg(organizationId, async (tx) => {
        const rows = await tx.query<{ known: boolean }>(
          "select reltuples >= 0 as known from pg_class where relname = 'deadline'",
          [],
        );
        return rows[0]?.known;
      });
    expect(await known()).toBe(false);
    await expect(
      database.withTenantPg(organizationId, (tx) => tx.query('alter table deadline disable row level security', [])),
    ).rejects.toThrow('must be owner');
    await database.renewPlannerStatistics(organizationId);
    expect(await known()).toBe(true);
  });
});
