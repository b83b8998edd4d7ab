import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ArchiveManifest, ArchiveTable } from './archive-format.ts';
import { BackupError } from './backup-error.ts';
import { listSavedTables, listUnsavedTables } from './catalogue.ts';
import { type CopyTarget, createCopyTarget } from './copy-target.ts';
import { readArchive } from './read-archive.ts';

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

async function runForEach(client: pg.Client, items: readonly string[]): Promise<void> {
  for (const statement of items) await client.query(statement);
}

/**
 * Takes off what stands in the way of COPY, and answers with the statements that put it back: row-level security, under which COPY cannot
 * write; triggers, which would announce old messages; foreign keys, which would dictate an order and are checked faster at once.
 */
async function takeOffGuards(client: pg.Client): Promise<string[]> {
  const { rows: forced } = await client.query<{ table: string }>(
    `select relname::text as "table" from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity`,
  );
  const { rows: keys } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as "table", conname::text as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`,
  );
  const { rows: triggered } = await client.query<{ table: string }>(
    `select distinct tgrelid::regclass::text as "table" from pg_trigger join pg_class c on c.oid = tgrelid
      where not tgisinternal and c.relnamespace = 'public'::regnamespace`,
  );
  await runForEach(client, [
    ...keys.map(({ table, name }) => `alter table ${table} drop constraint "${name}"`),
    ...triggered.map(({ table }) => `alter table ${table} disable trigger user`),
    ...forced.map(({ table }) => `alter table "${table}" no force row level security`),
  ]);
  return [
    ...keys.map(({ table, name, definition }) => `alter table ${table} add constraint "${name}" ${definition}`),
    ...triggered.map(({ table }) => `alter table ${table} enable trigger user`),
    ...forced.map(({ table }) => `alter table "${table}" force row level security`),
  ];
}

/** Opens a table of the archive for writing; its columns must be exactly those that the database has. */
function openTable(client: pg.Client, known: ReadonlyMap<string, ArchiveTable>, saved: ArchiveTable): CopyTarget {
  const ours = known.get(saved.table);
  if (ours === undefined || ours.columns.join() !== saved.columns.join())
    throw new BackupError(`The backup's table ${saved.table} is not the one that this version has.`);
  const copy = `copy public."${saved.table}" (${quoted(saved.columns)}) from stdin (format text, encoding 'UTF8')`;
  return createCopyTarget(client.query(copyFrom(copy)));
}

function assertComplete(
  manifest: ArchiveManifest,
  known: readonly ArchiveTable[],
  loaded: ReadonlyMap<string, number>,
): void {
  for (const { table } of known)
    if (!loaded.has(table)) throw new BackupError(`The backup does not hold the table ${table} of this version.`);
  for (const { table, rows } of manifest.tables)
    if (loaded.get(table) !== rows)
      throw new BackupError(`${table} has ${loaded.get(table) ?? 0} rows where the backup counted ${rows}.`);
}

async function copyTables(client: pg.Client, file: string, known: readonly ArchiveTable[]): Promise<ArchiveManifest> {
  const tables = new Map(known.map((table) => [table.table, table]));
  const loaded = new Map<string, number>();
  const open: { target: CopyTarget | null } = { target: null };
  try {
    const { manifest } = await readArchive(file, {
      table: (saved) => {
        open.target = openTable(client, tables, saved);
      },
      rows: (bytes) => open.target?.write(bytes),
      tableEnd: async ({ table }) => {
        loaded.set(table, (await open.target?.end()) ?? 0);
        open.target = null;
      },
    });
    assertComplete(manifest, known, loaded);
    return manifest;
  } catch (error) {
    open.target?.abandon();
    throw error;
  }
}

/**
 * Fills the tables from the archive, in one transaction: afterwards the database holds exactly what was saved, or exactly what it held
 * before. The schema must be the archive's. Nobody else may use the database meanwhile; the tables are locked.
 */
export async function loadArchive(client: pg.Client, file: string): Promise<ArchiveManifest> {
  await client.query('begin');
  try {
    const known = await listSavedTables(client);
    const guards = await takeOffGuards(client);
    const all = [...known.map(({ table }) => table), ...(await listUnsavedTables(client))];
    await client.query(`truncate table ${quoted(all)}`);
    const manifest = await copyTables(client, file, known);
    for (const { sequence, lastValue, isCalled } of manifest.sequences)
      await client.query('select setval($1::regclass, $2::bigint, $3)', [`public."${sequence}"`, lastValue, isCalled]);
    await runForEach(client, guards);
    await client.query('commit');
    return manifest;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // a broken connection has rolled back already
    throw error;
  }
}
