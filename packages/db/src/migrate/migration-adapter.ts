import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** SQL to run right behind a migration's script, in the same transaction; empty for none. */
export type ScriptSuffix = (script: string) => string;

const OID_OF_INTERNAL_CHAR = 18;
const OID_OF_INTERNAL_CHAR_ARRAY = 1002;

/**
 * The catalogue's one-byte "char" is unknown to the stock adapter, which then fails, so that the engine could not read
 * constraints. Here its columns pass as the array of that type, which the adapter knows; `withCharacters` takes that back.
 */
class CataloguePool extends pg.Pool {
  override query = (async (...args: unknown[]) => {
    const result = await (super.query as (...all: unknown[]) => Promise<pg.QueryResult>).apply(this, args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === OID_OF_INTERNAL_CHAR) field.dataTypeID = OID_OF_INTERNAL_CHAR_ARRAY;
    }
    return result;
  }) as pg.Pool['query'];
}

/** Says "character" of the columns that passed as arrays of characters and hold none. */
function withCharacters(result: SqlResultSet): SqlResultSet {
  const columnTypes = result.columnTypes.map((type, column) =>
    type === ColumnTypeEnum.CharacterArray && !result.rows.some((row) => Array.isArray(row[column]))
      ? ColumnTypeEnum.Character
      : type,
  );
  return { ...result, columnTypes };
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
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => withCharacters(await queryRaw(query));
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
