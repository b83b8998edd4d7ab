import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { createDatabase, deleteSampleOrganization } from './index.ts';
import { listTenantTables, plantRow } from './test-support/catalogue.ts';

const OURS = crypto.randomUUID();
const THEIRS = crypto.randomUUID();
const NOBODY = crypto.randomUUID();
let test: TestDatabase;
let app: pg.Client;
let tables: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  const admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
  for (const id of [OURS, THEIRS]) await admin.query(`insert into organization (id, name) values ($1, 'Firm')`, [id]);
  tables = await listTenantTables(admin);
  for (const table of tables) for (const id of [OURS, THEIRS]) await plantRow(admin, table, id);
  await admin.end();
  app = new pg.Client({ connectionString: test.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await test.drop();
});

/** Runs `work` in a transaction with the setting (none when undefined) and rolls back. */
async function inTransaction<Result>(setting: string | undefined, work: () => Promise<Result>): Promise<Result> {
  await app.query('begin');
  try {
    if (setting !== undefined) await app.query(`select set_config('app.organization_id', $1, true)`, [setting]);
    return await work();
  } finally {
    await app.query('rollback');
  }
}

async function count(table: string): Promise<number> {
  const { rows } = await app.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}

async function refusal(sql: string, params: unknown[] = []): Promise<string> {
  return app.query(sql, params).then(
    () => 'accepted',
    (error: pg.DatabaseError) => error.code ?? error.message,
  );
}

/** How many rows a statement hit, or the code of its refusal. */
async function outcomeOf(sql: string, params: unknown[]): Promise<string> {
  return app.query(sql, params).then(
    ({ rowCount }) => `${rowCount} rows`,
    (error: pg.DatabaseError) => error.code ?? error.message,
  );
}

/** An update of all columns that the role may change, which leaves every value as it is; none where it may change none. */
async function updatesOf(table: string): Promise<string[]> {
  const { rows } = await app.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
        and has_column_privilege(current_user, attrelid, attnum, 'UPDATE')`,
    [table],
  );
  const changes = rows.map(({ name }) => `${name} = ${name}`).join(', ');
  return changes === '' ? [] : [`update ${table} set ${changes}`];
}

describe('rows of every tenant table, as the application role', () => {
  it('are there with the own setting, and only the own ones', async () => {
    for (const table of tables) {
      const { rows } = await inTransaction(OURS, () => app.query(`select distinct organization_id from ${table}`));
      expect({ table, rows }).toEqual({ table, rows: [{ organization_id: OURS }] });
    }
  });

  it('are not there without a setting, with an empty one or with the wrong one', async () => {
    for (const table of [...tables, 'organization', 'app_user']) {
      for (const setting of [undefined, '', NOBODY])
        expect({ table, setting, n: await inTransaction(setting, () => count(table)) }).toEqual({
          table,
          setting,
          n: 0,
        });
    }
  });

  it('cannot be inserted for another firm, nor without a setting', async () => {
    for (const table of tables) {
      for (const setting of [OURS, undefined]) {
        const insert = () => refusal(`insert into ${table} (organization_id) values ($1)`, [THEIRS]);
        expect({ table, code: await inTransaction(setting, insert) }).toEqual({ table, code: '42501' });
      }
    }
  });

  it('cannot be deleted or changed by another firm where the role may delete or change at all', async () => {
    for (const table of tables)
      for (const setting of [OURS, undefined, '', NOBODY]) {
        const isOwn = setting === OURS;
        for (const statement of [`delete from ${table}`, ...(await updatesOf(table))]) {
          const outcome = await inTransaction(setting, () =>
            outcomeOf(`${statement} where organization_id = $1`, [THEIRS]),
          );
          expect({ table, setting, statement, outcome }).toEqual({
            table,
            setting,
            statement,
            outcome: expect.stringMatching(/^(?:0 rows|42501)$/u),
          });
          // Without naming anybody: what is hit is the own, if anything.
          const blind = await inTransaction(setting, () => outcomeOf(statement, []));
          const most = isOwn ? /^(?:[01] rows|42501|23503)$/u : /^(?:0 rows|42501)$/u;
          expect({ table, setting, statement, blind }).toEqual({
            table,
            setting,
            statement,
            blind: expect.stringMatching(most),
          });
        }
      }
  });

  it('cannot be given to another firm', async () => {
    for (const table of tables) {
      const move = () => refusal(`update ${table} set organization_id = $1`, [THEIRS]);
      expect({ table, code: await inTransaction(OURS, move) }).toEqual({ table, code: '42501' });
    }
  });

  it('cannot be truncated', async () => {
    for (const table of tables) expect(await inTransaction(OURS, () => refusal(`truncate ${table}`))).toBe('42501');
  });

  it('cannot be reached through a setting that is no id', async () => {
    expect(await inTransaction("' or true --", () => refusal('select * from client'))).toBe('22P02');
  });

  it('are gone with the end of the transaction, after a commit and after a failure', async () => {
    for (const table of tables)
      for (const ending of ['commit', 'rollback', 'reset']) {
        await app.query('begin');
        await app.query(`select set_config('app.organization_id', $1, true)`, [OURS]);
        const seen = [await count(table)];
        if (ending === 'rollback') await refusal('select 1 / 0');
        if (ending === 'reset') {
          await app.query('reset app.organization_id');
          seen.push(await count(table));
        }
        await app.query(ending === 'reset' ? 'commit' : ending);
        seen.push(await count(table));
        expect({ table, ending, seen: seen.slice(1) }).toEqual({ table, ending, seen: seen.slice(1).map(() => 0) });
        expect(seen[0]).toBe(1);
      }
  });

  it('hide from the owner too, so that a data migration must say what it does', async () => {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      const { rows } = await owner.query('select count(*)::int as n from entry');
      expect(rows).toEqual([{ n: 0 }]);
    } finally {
      await owner.end();
    }
  });

  it('may be staged in a temporary table', async () => {
    expect(await inTransaction(OURS, () => refusal('create temporary table staged (a text) on commit drop'))).toBe(
      'accepted',
    );
  });

  it('are removed with a whole firm only when it is marked as the sample, a mark that cannot be set later', async () => {
    const removed = await inTransaction(OURS, () => app.query('delete from organization'));
    expect(removed.rowCount).toBe(0);
    expect(await inTransaction(OURS, () => refusal('update organization set is_sample = true'))).toBe('42501');
  });

  it('are removed with the sample firm to the last one, its audit trail included', async () => {
    const sample = crypto.randomUUID();
    const admin = new pg.Client({ connectionString: test.adminUrl });
    await admin.connect();
    const database = createDatabase({ appUrl: test.appUrl, systemUrl: test.systemUrl });
    try {
      await admin.query(`insert into organization (id, name, is_sample) values ($1, 'Sample', true)`, [sample]);
      for (const table of tables) await plantRow(admin, table, sample);
      const remove = (id: string) => database.withTenantPg(id, deleteSampleOrganization);
      expect([await remove(OURS), await remove(sample)]).toEqual([false, true]);
      for (const table of tables) {
        const { rows } = await admin.query(`select from ${table} where organization_id = $1`, [sample]);
        expect({ table, left: rows.length }).toEqual({ table, left: 0 });
      }
    } finally {
      await database.close();
      await admin.end();
    }
  });
});
