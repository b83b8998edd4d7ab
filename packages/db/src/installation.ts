import type { Query } from './transactions.ts';

/** The id of this installation, made by the first migration; prefixes Redis keys so that two installations may share one. */
export async function installationId(tx: { query: Query }): Promise<string> {
  const [row] = await tx.query<{ id: string }>('select id from installation');
  if (row === undefined) throw new Error('This database carries no installation id: it was not migrated by Capeline.');
  return row.id;
}
