import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { ensureBackupCanRead } from './backup/catalogue.ts';
import type { DatabaseLogger } from './logger.ts';
import { type KnownMigration, listKnownMigrations, migrationsFolder } from './migrate/known-migrations.ts';
import { withSchemaEngine } from './migrate/load-schema-engine.ts';
import { assertNoUnknownMigration } from './migrate/schema-state.ts';

/** Any number that nothing else in the database locks; the engine's own lock gives up after ten seconds, this one waits. */
const MIGRATION_LOCK = 7_215_220_614;
const NO_FILTERS = { externalTables: [], externalEnums: [] };

function toMigrationList(migrations: readonly KnownMigration[]): MigrationList {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  };
}

/** Marks a migration finished inside its own transaction: a kill right behind the commit leaves nothing half recorded. */
function finishingSqlFor(migrations: readonly KnownMigration[]) {
  const nameOf = new Map(migrations.map(({ name, script }) => [script, name]));
  return (script: string): string => {
    const name = nameOf.get(script);
    if (name === undefined) return '';
    return `;update public._prisma_migrations set finished_at = now()
      where migration_name = '${name.replaceAll("'", "''")}' and finished_at is null and rolled_back_at is null;`;
  };
}

async function applyPending(
  ownerUrl: string,
  logger: DatabaseLogger | undefined,
  upTo: string | undefined,
): Promise<string[]> {
  const migrations = (await listKnownMigrations()).filter(({ name }) => upTo === undefined || name <= upTo);
  const migrationsList = toMigrationList(migrations);
  const known = new Set(migrations.map(({ name }) => name));
  return withSchemaEngine(
    ownerUrl,
    undefined,
    async (engine) => {
      const history = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: NO_FILTERS,
      });
      // A script runs in one transaction, so one that was begun and not finished has left nothing behind: try it again.
      for (const migrationName of history.failedMigrationNames.filter((name) => known.has(name))) {
        logger?.warn({ migrationName }, 'an earlier attempt at this migration was interrupted and is repeated');
        await engine.markMigrationRolledBack({ migrationName });
      }
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      return appliedMigrationNames;
    },
    finishingSqlFor(migrations),
  );
}

/**
 * Brings the database to the schema of this program and answers with the migrations that it applied. Safe to run from two
 * instances at once (the second waits and finds nothing to do) and after a kill; throws `SchemaMismatchError` when the
 * database is newer than this program. `ownerUrl` connects as the owner; no network but the database is needed. `upTo` stops at the
 * schema of an earlier version, into which an older backup fits.
 */
export async function migrateDatabase(options: {
  ownerUrl: string;
  logger?: DatabaseLogger;
  upTo?: string;
}): Promise<{ applied: string[] }> {
  const guard = new pg.Client({ connectionString: options.ownerUrl });
  guard.on('error', (error) => options.logger?.warn({ err: error }, 'the connection that guards migrations broke'));
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await assertNoUnknownMigration(guard);
    const applied = await applyPending(options.ownerUrl, options.logger, options.upTo);
    await ensureBackupCanRead(guard);
    if (applied.length > 0) options.logger?.info({ applied }, 'database migrated');
    return { applied };
  } finally {
    await guard.end();
  }
}
