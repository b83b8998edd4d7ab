import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** SQL to run right behind a migration's script, in the same transaction; empty for none. */
export type ScriptSuffix = (script: string) => string;

const OID_OF_INTERNAL_CHAR = 18;
const OID_OF_BPCHAR = 1042;

/**
 * The catalogue's single-byte "char" type is unknown to the adapter, so the engine cannot read constraints through it: the
 * result says that these columns are ordinary characters, which is how their values arrive.
 */
class CataloguePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares nine overloads of query; this forwards whichever was called.
  override query = (async (...args: any[]) => {
    const result = await (super.query as (...all: unknown[]) => Promise<pg.QueryResult>).apply(this, args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === OID_OF_INTERNAL_CHAR) field.dataTypeID = OID_OF_BPCHAR;
    }
    return result;
  }) as pg.Pool['query'];
}

/**
 * The adapter over which the engine speaks to the database, on a single connection. Unlike the stock adapter, which cuts a
 * script at every semicolon and runs the parts one by one, it sends a migration whole: PostgreSQL then runs it as one
 * transaction, and function bodies and comments may hold semicolons.
 */
export function createMigrationAdapter(databaseUrl: string, suffixOf: ScriptSuffix) {
  const pool = new CataloguePool({ connectionString: databaseUrl, max: 1 });
  // A broken idle connection shows in the next statement; without a handler it would end the program.
  pool.on('error', () => undefined);
  const stock = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await stock.connect();
    adapter.executeScript = async (script) => {
      await pool.query(`${script}\n${suffixOf(script)}`);
    };
    return adapter;
  };
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: stock.provider,
    adapterName: stock.adapterName,
    connect,
    connectToShadowDb: () => stock.connectToShadowDb(),
  };
  return { factory, close: () => pool.end() };
}
