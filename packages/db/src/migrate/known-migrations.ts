import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A migration that this program brings along: the folder's name and its SQL. */
export type KnownMigration = { name: string; script: string };

const prismaFolder = fileURLToPath(new URL('../../../../prisma/', import.meta.url));
export const migrationsFolder = join(prismaFolder, 'migrations');

/** The migrations in the order in which they apply, which is the order of their names. */
export async function listKnownMigrations(): Promise<KnownMigration[]> {
  const folders = await readdir(migrationsFolder, { withFileTypes: true });
  const names = folders.filter((folder) => folder.isDirectory()).map((folder) => folder.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      script: await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8'),
    })),
  );
}

/** The text of prisma/schema.prisma. */
export function readPrismaSchema(): Promise<string> {
  return readFile(join(prismaFolder, 'schema.prisma'), 'utf8');
}
