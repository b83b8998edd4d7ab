import { withClient } from '@capeline/runtime';
import { listTenantTables } from '../../../../packages/db/src/test-support/catalogue.ts';
import type { TestDatabase } from '../../../../tests/support/database.ts';

/** Every row of a firm in every tenant table, as one hash a table: what must not change is compared by it. */
export function fingerprintOf(test: TestDatabase, organizationId: string): Promise<Record<string, string>> {
  return withClient(test.adminUrl, async (admin) => {
    const prints: Record<string, string> = {};
    for (const table of await listTenantTables(admin)) {
      const { rows } = await admin.query<{ print: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print
           from ${table} t where organization_id = $1`,
        [organizationId],
      );
      prints[table] = rows[0]?.print ?? '';
    }
    return prints;
  });
}
