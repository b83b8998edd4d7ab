import { chmod, copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { appendAudit, createDatabase, migrateDatabase, SchemaMismatchError, verifyAuditChain } from '../index.ts';
import { listKnownMigrations } from '../migrate/known-migrations.ts';
import { listTables, listTenantTables, plantRow, TENANTLESS } from '../test-support/catalogue.ts';
import { connected, makeFirm, makeMember, NOW } from '../test-support/open-database.ts';
import { backUpDatabase } from './back-up-database.ts';
import { BackupError } from './backup-error.ts';
import { NOT_SAVED } from './catalogue.ts';
import { restoreDatabase } from './restore-database.ts';

const AWKWARD = 'Quill \\ Paper\t"Products"\nline two, \\. , naïve ☂';
let folder: string;
let source: TestDatabase;
let archive: string;
let firm: string;
const made: TestDatabase[] = [];

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  made.push(database);
  return database;
}
async function migratedDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  made.push(database);
  return database;
}

/** Every row of every table that is saved, and where the sequences stand, as text. */
function everything(database: TestDatabase): Promise<Record<string, string[]>> {
  return connected(database.adminUrl, async (admin) => {
    const state: Record<string, string[]> = {};
    for (const table of (await listTables(admin)).filter((name) => !(name in NOT_SAVED))) {
      const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
      state[table] = rows.map(({ row }) => row);
    }
    const { rows } = await admin.query<{ sequence: string }>(
      `select sequencename || ' ' || coalesce(last_value::text, '-') as sequence from pg_sequences where schemaname = 'public' order by 1`,
    );
    state.sequences = rows.map(({ sequence }) => sequence);
    return state;
  });
}

/** What guards the rows: policies, foreign keys, triggers, row-level security. */
function guards(database: TestDatabase): Promise<unknown[]> {
  return connected(database.adminUrl, async (admin) => {
    const { rows } = await admin.query(
      `select 'table' as kind, relname::text as name, relrowsecurity::text || relforcerowsecurity::text as detail
         from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       union all
       select 'key', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || convalidated
         from pg_constraint where connamespace = 'public'::regnamespace
       union all
       select 'trigger', tgrelid::regclass || '.' || tgname, tgenabled::text from pg_trigger
        where not tgisinternal
       union all
       select 'policy', tablename || '.' || policyname, roles::text || cmd || coalesce(qual, '') from pg_policies
       order by 1, 2`,
    );
    return rows;
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capeline-backup-'));
  archive = join(folder, 'nightly.capeline');
  source = await migratedDatabase();
  const database = createDatabase({ appUrl: source.appUrl, systemUrl: source.systemUrl, maxConnections: 2 });
  firm = await makeFirm(database, AWKWARD);
  await makeMember(database, firm, 'dana@harbor.example');
  await database.withTenantPg(firm, async (tx) => {
    for (const subjectId of ['one', 'two'])
      await appendAudit(tx, {
        actor: { kind: 'cli', id: null },
        action: 'test.done',
        subject: { kind: 'test', id: subjectId },
        details: { text: AWKWARD },
        at: NOW,
      });
    // More than one message of COPY, and more than one piece of whatever buffers lie between.
    await tx.query(
      `insert into client (organization_id, id, name) select $1, gen_random_uuid(), repeat('long name ', 100) || n
         from generate_series(1, 3000) n`,
      [firm],
    );
  });
  await database.withSystem('test', (tx) =>
    tx.query(`insert into service_state (name, seen_at) values ('worker', now())`),
  );
  await database.close();
  await backUpDatabase({ ownerUrl: source.ownerUrl, file: archive });
}, 60_000);
afterAll(async () => {
  for (const database of made) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('is one file that only its owner can read, and never overwrites one', async () => {
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    const before = await readFile(archive);
    await expect(backUpDatabase({ ownerUrl: source.ownerUrl, file: archive })).rejects.toThrow(/is there already/);
    expect((await readFile(archive)).equals(before)).toBe(true);
  });

  it('brings every row, every sequence and every guard back into an empty database, and the trail verifies', async () => {
    const target = await emptyDatabase();
    const summary = await restoreDatabase({ ownerUrl: target.ownerUrl, file: archive, replace: false });
    expect(summary).toMatchObject({ migrated: [], rows: expect.any(Number) });
    expect(await everything(target)).toEqual(await everything(source));
    expect(await guards(target)).toEqual(await guards(source));
    const database = createDatabase({ appUrl: target.appUrl, systemUrl: target.systemUrl, maxConnections: 2 });
    try {
      expect(await database.withTenantRead(firm, verifyAuditChain)).toMatchObject({ ok: true, count: 2 });
    } finally {
      await database.close();
    }
  });

  it('holds rows of every table but those that are left out with a reason', async () => {
    const full = await migratedDatabase();
    const tables = await connected(full.adminUrl, async (admin) => {
      await admin.query(`insert into organization (id, name) values ($1, 'Firm')`, [firm]);
      for (const table of await listTenantTables(admin)) await plantRow(admin, table, firm);
      return listTables(admin);
    });
    const file = join(folder, 'full.capeline');
    const { tables: saved } = await backUpDatabase({ ownerUrl: full.ownerUrl, file });
    expect(saved.map(({ table }) => table)).toEqual(tables.filter((table) => !(table in NOT_SAVED)));
    for (const { table, rows } of saved)
      if (!(table in TENANTLESS)) expect({ table, rows }).toEqual({ table, rows: 1 });
  });

  it('leaves sessions and heartbeats behind', async () => {
    const target = await migratedDatabase();
    await restoreDatabase({ ownerUrl: target.ownerUrl, file: archive, replace: false });
    const { rows } = await connected(target.adminUrl, (admin) => admin.query('select * from service_state'));
    expect(rows).toEqual([]);
  });

  it('leaves no half file when it fails', async () => {
    const file = join(folder, 'none.capeline');
    const nothing = await emptyDatabase();
    await expect(backUpDatabase({ ownerUrl: nothing.ownerUrl, file })).rejects.toThrow('nothing to back up');
    await connected(source.adminUrl, (admin) => admin.query('revoke select on check_record from capeline_owner'));
    try {
      await expect(backUpDatabase({ ownerUrl: source.ownerUrl, file })).rejects.toThrow('permission denied');
    } finally {
      await connected(source.adminUrl, (admin) => admin.query('grant select on check_record to capeline_owner'));
    }
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('opens the rows to a session of the owner that says so, and to nothing else that runs with its rights', async () => {
    const look = (url: string, sql: string) =>
      connected(url, async (client) => (await client.query<{ n: number }>(sql)).rows[0]?.n);
    await connected(source.ownerUrl, (owner) =>
      owner.query(`create function peek() returns bigint language sql security definer as 'select count(*) from organization';
                   grant execute on function peek() to capeline_app`),
    );
    const count = 'select count(*)::int as n from organization';
    expect(await look(source.ownerUrl, count)).toBe(0);
    const asBackup = (url: string, sql: string) =>
      connected(url, async (client) => {
        await client.query(`set app.backup = 'on'`);
        return (await client.query<{ n: number }>(sql)).rows[0]?.n;
      });
    expect(await asBackup(source.ownerUrl, count)).toBe(1);
    expect(await asBackup(source.appUrl, count)).toBe(0);
    expect(await asBackup(source.appUrl, 'select peek()::int as n')).toBe(0);
    await connected(source.ownerUrl, (owner) => owner.query('drop function peek()'));
  });
});

describe('a restore', () => {
  async function refusal(file: string, target: TestDatabase, replace = false): Promise<string> {
    const before = await everything(target);
    const error = await restoreDatabase({ ownerUrl: target.ownerUrl, file, replace }).then(
      () => null,
      (caught: Error) => caught,
    );
    expect(error).toBeInstanceOf(BackupError);
    expect(await everything(target)).toEqual(before);
    return error?.message ?? '';
  }
  async function variant(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, change(await readFile(archive)));
    return file;
  }
  const rezipped = (change: (plain: Buffer) => Buffer) => (bytes: Buffer) => gzipSync(change(gunzipSync(bytes)));

  it('refuses an archive that was changed, cut or made by somebody else, and writes nothing', async () => {
    const target = await migratedDatabase();
    const flipped = await variant('flipped', (bytes) => {
      const copy = Buffer.from(bytes);
      const middle = Math.floor(copy.length / 2);
      copy.writeUInt8(copy.readUInt8(middle) ^ 1, middle);
      return copy;
    });
    expect(await refusal(flipped, target)).toMatch(/damaged/);
    const edited = await variant(
      'edited',
      rezipped((plain) => Buffer.from(plain.toString('latin1').replace('dana@harbor', 'anna@harbor'), 'latin1')),
    );
    expect(await refusal(edited, target)).toContain('the rows of app_user are not those that were saved');
    const shortened = await variant(
      'shortened',
      rezipped((plain) => plain.subarray(0, plain.length - 10)),
    );
    expect(await refusal(shortened, target)).toMatch(/not complete/);
    const cut = join(folder, 'cut');
    await copyFile(archive, cut);
    await chmod(cut, 0o600);
    await truncate(cut, Math.floor((await stat(archive)).size / 2));
    expect(await refusal(cut, target)).toMatch(/not complete/);
    expect(await refusal(await variant('text', () => Buffer.from('Entry Number,Importer\n')), target)).toMatch(
      /damaged|no backup/,
    );
    expect(await refusal(await variant('gzip', () => gzipSync('Entry Number,Importer\n')), target)).toMatch(
      /damaged|no backup/,
    );
  });

  it('refuses a database with firms unless told to replace them, and then replaces all of it', async () => {
    const target = await migratedDatabase();
    await connected(target.adminUrl, (admin) =>
      admin.query(`insert into organization (id, name) values (gen_random_uuid(), 'Here Before')`),
    );
    expect(await refusal(archive, target)).toContain('holds 1 firm (Here Before)');
    await restoreDatabase({ ownerUrl: target.ownerUrl, file: archive, replace: true });
    expect(await everything(target)).toEqual(await everything(source));
  });

  it('refuses while somebody is connected', async () => {
    const target = await migratedDatabase();
    await connected(target.appUrl, async () => {
      await expect(restoreDatabase({ ownerUrl: target.ownerUrl, file: archive, replace: false })).rejects.toThrow(
        'Others are connected to the database: capeline_app (1). Stop Capeline',
      );
    });
  });

  it('waits for a program that is just leaving the database', async () => {
    const target = await migratedDatabase();
    let isOver = false;
    let outcome: Promise<string> = Promise.resolve('');
    await connected(target.appUrl, async () => {
      outcome = restoreDatabase({ ownerUrl: target.ownerUrl, file: archive, replace: false })
        .then(() => 'restored', String)
        .finally(() => {
          isOver = true;
        });
      const name = new URL(target.ownerUrl).pathname.slice(1);
      const waiting = `select from pg_stat_activity where datname = $1 and query = 'select pg_sleep(0.1)'`;
      await connected(source.adminUrl, async (admin) => {
        while (!isOver && (await admin.query(waiting, [name])).rows.length === 0);
      });
    });
    expect(await outcome).toBe('restored');
    expect(await everything(target)).toEqual(await everything(source));
  });

  it('refuses a backup of a newer version, and a database of one', async () => {
    const newer = await variant(
      'newer',
      rezipped((plain) => {
        const length = plain.readUInt32BE(1);
        const header = JSON.parse(plain.subarray(5, 5 + length).toString()) as { migrations: string[] };
        header.migrations.push('29990101000000_add_the_future');
        const text = Buffer.from(JSON.stringify(header));
        const head = Buffer.from(plain.subarray(0, 5));
        head.writeUInt32BE(text.length, 1);
        return Buffer.concat([head, text, plain.subarray(5 + length)]);
      }),
    );
    expect(await refusal(newer, await migratedDatabase())).toContain('29990101000000_add_the_future');
    const target = await migratedDatabase();
    await connected(target.ownerUrl, (owner) =>
      owner.query(`insert into _prisma_migrations (id, checksum, migration_name, finished_at)
                   values ('x', 'x', '29990101000000_add_the_future', now())`),
    );
    await expect(restoreDatabase({ ownerUrl: target.ownerUrl, file: archive, replace: true })).rejects.toThrow(
      SchemaMismatchError,
    );
  });

  it('takes an older backup through its own schema to this one, but only into a database without firms', async () => {
    const names = (await listKnownMigrations()).map(({ name }) => name);
    const [first = '', ...later] = names;
    const old = await emptyDatabase();
    expect(await migrateDatabase({ ownerUrl: old.ownerUrl, upTo: first })).toEqual({ applied: [first] });
    await connected(old.adminUrl, (admin) =>
      admin.query(`insert into organization (id, name) values (gen_random_uuid(), 'From Before')`),
    );
    const file = join(folder, 'old.capeline');
    expect(await backUpDatabase({ ownerUrl: old.ownerUrl, file })).toMatchObject({ migrations: [first] });
    for (const target of [await emptyDatabase(), await migratedDatabase()]) {
      const summary = await restoreDatabase({ ownerUrl: target.ownerUrl, file, replace: false });
      expect(summary.migrated).toEqual(later);
      const { rows } = await connected(target.adminUrl, (admin) => admin.query('select name from organization'));
      expect(rows).toEqual([{ name: 'From Before' }]);
      expect(await refusal(file, target, true)).toContain('needs a backup of the very same version');
      expect(await guards(target)).toEqual(await guards(source));
    }
  });
});
