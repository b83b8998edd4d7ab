import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { assertSchemaIsKnown, migrateDatabase, SchemaMismatchError } from './index.ts';
import { listKnownMigrations, readPrismaSchema } from './migrate/known-migrations.ts';
import { withSchemaEngine } from './migrate/load-schema-engine.ts';
import { connected } from './test-support/open-database.ts';

let test: TestDatabase;
let names: string[];
beforeEach(async () => {
  test = await createEmptyDatabase();
  names = (await listKnownMigrations()).map((migration) => migration.name);
});
afterEach(() => test.drop());

const asOwner = (sql: string) => connected(test.ownerUrl, (owner) => owner.query(sql));

describe('migrateDatabase', () => {
  it('applies every migration once, also when two instances start together', async () => {
    const both = await Promise.all([migrateDatabase(test), migrateDatabase(test)]);
    expect(both.flatMap((outcome) => outcome.applied)).toEqual(names);
    expect(await migrateDatabase(test)).toEqual({ applied: [] });
    const { rows } = await asOwner('select migration_name from _prisma_migrations order by 1');
    expect(rows.map((row) => row.migration_name)).toEqual(names);
  });

  it('goes on after a migration that was interrupted', async () => {
    await migrateDatabase(test);
    // What a kill in the middle leaves: begun, not finished, nothing of it in the database.
    await connected(test.adminUrl, (admin) =>
      admin.query('drop owned by capeline_owner cascade; create schema if not exists public'),
    );
    await connected(test.adminUrl, (admin) => admin.query('grant all on schema public to capeline_owner'));
    await connected(test.ownerUrl, async (owner) => {
      await owner.query(`create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
        finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
        started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`);
      await owner.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
        crypto.randomUUID(),
        'x',
        names[0],
      ]);
    });
    expect(await migrateDatabase(test)).toEqual({ applied: names });
    await expect(assertSchemaIsKnown({ databaseUrl: test.appUrl })).resolves.toBeUndefined();
  });

  it('refuses a database that a newer version migrated, and so does every service', async () => {
    await migrateDatabase(test);
    await asOwner(`insert into _prisma_migrations (id, checksum, migration_name, finished_at)
                   values ('x', 'x', '29990101000000_add_the_future', now())`);
    const newer = /newer version of Capeline.*29990101000000_add_the_future/;
    await expect(migrateDatabase(test)).rejects.toThrow(newer);
    for (const databaseUrl of [test.appUrl, test.systemUrl])
      await expect(assertSchemaIsKnown({ databaseUrl })).rejects.toThrow(newer);
  });

  it('is missed by services when it has not run', async () => {
    const error = await assertSchemaIsKnown({ databaseUrl: test.appUrl }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SchemaMismatchError);
    expect(error).toMatchObject({ reason: 'database_is_behind', migrations: names });
  });

  it('leaves the migrated database as prisma/schema.prisma says, but for foreign keys', async () => {
    await migrateDatabase(test);
    const files = [{ path: 'schema.prisma', content: await readPrismaSchema() }];
    const difference = await withSchemaEngine(test.ownerUrl, files[0]?.content, (engine) =>
      engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: '/' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    // Relations in the schema would slow every Prisma query down, so foreign keys are only in the migrations.
    const rest = (difference.stdout ?? '').replaceAll(
      /-- DropForeignKey\nALTER TABLE "\w+" DROP CONSTRAINT "\w+_fkey";\n*/g,
      '',
    );
    expect(rest.replace(/^-- This is an empty migration\.\s*$/, '').trim()).toBe('');
  });
});
