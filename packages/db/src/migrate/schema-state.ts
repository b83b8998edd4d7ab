import pg from 'pg';
import { listKnownMigrations } from './known-migrations.ts';

/** The database and this program were not made for each other; `reason` says which of the two is older. */
export class SchemaMismatchError extends Error {
  override readonly name = 'SchemaMismatchError';
  readonly reason: 'database_is_newer' | 'database_is_behind';
  readonly migrations: readonly string[];

  constructor(reason: SchemaMismatchError['reason'], migrations: readonly string[]) {
    const list = migrations.join(', ');
    super(
      reason === 'database_is_newer'
        ? `The database was migrated by a newer version of Capeline (unknown here: ${list}). Run that version, or restore a backup made before it.`
        : `The database lacks migrations of this version of Capeline (${list}). Migrate it first.`,
    );
    this.reason = reason;
    this.migrations = migrations;
  }
}

/** The names of the migrations that are applied in the database; none when it was never migrated. */
export async function readAppliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const table = await client.query<{ found: string | null }>(
    `select to_regclass('public._prisma_migrations')::text as found`,
  );
  if (table.rows[0]?.found === null) return [];
  const applied = await client.query<{ migration_name: string }>(
    'select migration_name from public._prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  );
  return applied.rows.map((row) => row.migration_name);
}

/** Throws `SchemaMismatchError` when the database has migrations that this program does not bring along. */
export async function assertNoUnknownMigration(client: pg.ClientBase): Promise<void> {
  const known = new Set((await listKnownMigrations()).map((migration) => migration.name));
  const unknown = (await readAppliedMigrations(client)).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new SchemaMismatchError('database_is_newer', unknown);
}

/**
 * For services, with the URL of any of the three roles: throws `SchemaMismatchError` unless the database has exactly the
 * migrations of this program, so that an old worker never writes into a newer schema.
 */
export async function assertSchemaIsKnown(options: { databaseUrl: string }): Promise<void> {
  const client = new pg.Client({ connectionString: options.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await assertNoUnknownMigration(client);
    const applied = new Set(await readAppliedMigrations(client));
    const missing = (await listKnownMigrations()).map(({ name }) => name).filter((name) => !applied.has(name));
    if (missing.length > 0) throw new SchemaMismatchError('database_is_behind', missing);
  } finally {
    await client.end();
  }
}
