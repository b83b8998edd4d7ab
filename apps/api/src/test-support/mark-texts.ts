import { withClient } from '@capeline/runtime';
import { listTenantTables, plantRow } from '../../../../packages/db/src/test-support/catalogue.ts';
import type { TestDatabase } from '../../../../tests/support/database.ts';

/** What a firm's rows hold that nobody else may ever see. */
export interface MarkedFirm {
  /** `table.column` of every text that carries the mark now. */
  readonly marked: readonly string[];
  /** Every id in any of its rows. */
  readonly ids: readonly string[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

const CHECK_VIOLATION = '23514';

/** How a value of each type carries the mark; the number of the row keeps unique what must be. */
const MARKED_BY_TYPE: Readonly<Record<string, string>> = {
  text: `$1 || ' ' || numbered.no`,
  'text[]': `array[$1 || ' ' || numbered.no]`,
  jsonb: `jsonb_build_object($1::text, $1::text)`,
};

/** A check holds the column to a closed list or to a form in which no mark fits: false. Anything else is a fault of the test. */
function refusesByCheck(error: unknown): false {
  if ((error as { code?: string }).code === CHECK_VIOLATION) return false;
  throw error;
}

/**
 * Writes a mark into every text, list of texts and JSON of every tenant table of a firm, past all policies and keys; a table in which
 * the firm has no row gets one. What the catalogue has tomorrow is marked tomorrow.
 */
export function markEveryText(test: TestDatabase, organizationId: string, mark: string): Promise<MarkedFirm> {
  return withClient(test.adminUrl, async (admin) => {
    const marked: string[] = [];
    const ids = new Set<string>();
    const rowsOf = (table: string) =>
      admin.query<{ row: string }>(`select t::text as row from ${table} t where organization_id = $1`, [
        organizationId,
      ]);
    for (const table of await listTenantTables(admin)) {
      if ((await rowsOf(table)).rows.length === 0) await plantRow(admin, table, organizationId);
      const { rows: columns } = await admin.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute
          where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
        [table],
      );
      for (const { name, type } of columns.filter((column) => column.type in MARKED_BY_TYPE)) {
        await admin.query('set session_replication_role = replica');
        const isMarked = await admin
          .query(
            `update ${table} t set ${name} = ${MARKED_BY_TYPE[type]}
               from (select ctid, row_number() over () as no from ${table} where organization_id = $2) numbered
              where t.ctid = numbered.ctid`,
            [mark, organizationId],
          )
          .then(() => true, refusesByCheck);
        if (isMarked) marked.push(`${table}.${name}`);
      }
      await admin.query('set session_replication_role = default');
      for (const { row } of (await rowsOf(table)).rows) for (const id of row.match(UUID) ?? []) ids.add(id);
    }
    return { marked, ids: [...ids] };
  });
}
