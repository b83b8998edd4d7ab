import type pg from 'pg';
import { listKnownMigrations } from '../migrate/known-migrations.ts';
import { assertNoUnknownMigration, readAppliedMigrations } from '../migrate/schema-state.ts';
import { migrateDatabase } from '../migrate.ts';
import type { ArchiveHeader, ArchiveManifest } from './archive-format.ts';
import { BackupError } from './backup-error.ts';
import { ensureBackupCanRead } from './catalogue.ts';
import { loadArchive } from './load-archive.ts';
import { withOwner } from './owner-connection.ts';
import { readArchive } from './read-archive.ts';

/** What was restored. */
export interface RestoreSummary {
  readonly createdAt: string;
  readonly tables: number;
  readonly rows: number;
  /** Migrations that an older backup went through on its way to this version. */
  readonly migrated: readonly string[];
}

/** A program that has just ended is seen as connected until its server process has gone: so long do we look again. */
const LEAVING_TENTHS = 20;

/** Who is connected beside us, as `capeline_app (2)`; empty when nobody is. */
async function listOthers(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; count: string }>(
    `select usename::text as name, count(*) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and usename is not null group by usename order by 1`,
  );
  return rows.map(({ name, count }) => `${name} (${count})`).join(', ');
}

/** Throws when anybody but us stays connected: a running product would write between, or keep what it read before. */
async function assertAlone(client: pg.Client): Promise<void> {
  let others = await listOthers(client);
  for (let tenth = 0; tenth < LEAVING_TENTHS && others !== ''; tenth += 1) {
    await client.query('select pg_sleep(0.1)');
    others = await listOthers(client);
  }
  if (others === '') return;
  throw new BackupError(
    `Others are connected to the database: ${others}. Stop Capeline and whatever else uses it first.`,
  );
}

/** The firms that a restore would overwrite. */
async function listFirms(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from organization order by name');
  return rows.map((row) => row.name);
}

/** The migrations that the backup lacks. Throws unless its own are the beginning of ours. */
async function missingMigrations({ migrations }: ArchiveHeader): Promise<string[]> {
  const known = (await listKnownMigrations()).map(({ name }) => name);
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new BackupError(
      `This backup was made by a newer version of Capeline (unknown here: ${unknown.join(', ')}). Restore it with that version.`,
    );
  if (migrations.some((name, position) => known[position] !== name))
    throw new BackupError(
      'This backup was made by another line of Capeline. Restore it with the version that made it.',
    );
  return known.slice(migrations.length);
}

/** Removes the tables, functions and types of an installation without firms, so that its schema can be made anew. */
async function clearSchema(client: pg.Client): Promise<void> {
  await client.query(`
    do $$
    declare
      ours record;
    begin
      for ours in select oid::regclass as name from pg_class
                   where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_has_role(current_user, relowner, 'usage')
      loop execute format('drop table %s cascade', ours.name); end loop;
      for ours in select oid::regprocedure as name from pg_proc
                   where pronamespace = 'public'::regnamespace and pg_has_role(current_user, proowner, 'usage')
      loop execute format('drop routine %s cascade', ours.name); end loop;
    end
    $$`);
}

/** Makes the schema that the backup was made with. A database with firms is never rebuilt, only filled anew. */
async function prepareSchema(
  ownerUrl: string,
  header: ArchiveHeader,
  missing: readonly string[],
  replace: boolean,
): Promise<void> {
  await withOwner(ownerUrl, async (client) => {
    await assertAlone(client);
    await assertNoUnknownMigration(client);
    if ((await readAppliedMigrations(client)).length === 0) return;
    await ensureBackupCanRead(client);
    const firms = await listFirms(client);
    if (firms.length > 0 && !replace)
      throw new BackupError(
        `The database holds ${firms.length} ${firms.length === 1 ? 'firm' : 'firms'} (${firms.slice(0, 3).join(', ')}${firms.length > 3 ? ', …' : ''}). Restore into an empty one, or say --replace to lose what it holds.`,
      );
    if (missing.length === 0) return;
    if (firms.length > 0)
      throw new BackupError(
        'This backup is of an older version. It can be restored into an empty database, where it is then migrated; --replace needs a backup of the very same version.',
      );
    await clearSchema(client);
  });
  const last = header.migrations.at(-1);
  await migrateDatabase({ ownerUrl, ...(last === undefined ? {} : { upTo: last }) });
}

/**
 * Puts a backup into an empty or freshly migrated database, or with `replace` in the place of what it holds. The whole archive is
 * verified before the first write and again while it is loaded, in one transaction. An older backup is loaded into its own schema and
 * then migrated. Throws `BackupError`, `SchemaMismatchError` or what PostgreSQL says; the data are then what they were.
 */
export async function restoreDatabase(options: {
  readonly ownerUrl: string;
  readonly file: string;
  readonly replace: boolean;
}): Promise<RestoreSummary> {
  const { ownerUrl, file, replace } = options;
  const { header } = await readArchive(file, {});
  const missing = await missingMigrations(header);
  await prepareSchema(ownerUrl, header, missing, replace);
  const manifest: ArchiveManifest = await withOwner(ownerUrl, async (client) => {
    await assertAlone(client);
    return loadArchive(client, file);
  });
  const { applied } = await migrateDatabase({ ownerUrl });
  await withOwner(ownerUrl, (client) => client.query('analyze'));
  return {
    createdAt: header.createdAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    migrated: applied,
  };
}
