import type pg from 'pg';
import type { Query } from '../transactions.ts';
import { toDatabaseError } from './errors.ts';

/** A `Query` on one connection that refuses to run once `scope.isClosed`: the connection may serve another firm by then. */
export function createQuery(client: pg.ClientBase, scope: { isClosed: boolean }): Query {
  return async <Row extends object>(sql: string, params: readonly unknown[] = [], options: { name?: string } = {}) => {
    if (scope.isClosed) throw new Error('This transaction has ended; its query function must not be used any more.');
    const { rows } = await client.query<Row>({ text: sql, values: [...params], ...options });
    return rows;
  };
}

/** COMMIT of a failed transaction answers ROLLBACK without an error: a swallowed error must not pass for a commit. */
export function assertCommitted(result: pg.QueryResult): void {
  if (result.command !== 'COMMIT') {
    throw new Error('The transaction was rolled back, because one of its statements had failed.');
  }
}

/** Ends a transaction that failed; a connection that cannot even roll back is thrown away. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  return pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error);
  });
}

/** Runs `work` in a transaction that `begin` opens (several statements in one message are one round trip). */
export async function runTransaction<Result>(
  pool: pg.Pool,
  begin: string,
  work: (query: Query, client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await connect(pool);
  const scope = { isClosed: false };
  let isCommitting = false;
  try {
    await client.query(begin);
    const result = await work(createQuery(client, scope), client);
    scope.isClosed = true;
    isCommitting = true;
    assertCommitted(await client.query('commit'));
    client.release();
    return result;
  } catch (error) {
    scope.isClosed = true;
    await rollBack(client);
    throw toDatabaseError(error, isCommitting);
  }
}

/** Both to their end, so that nothing still runs on the connection; the first failure in the order of the connection is thrown. */
async function bothOf<Result>(begun: Promise<unknown>, done: Promise<Result>): Promise<Result> {
  await Promise.allSettled([begun, done]);
  await begun;
  return done;
}

/**
 * The same for reads, on a pool that sends ahead: the first statement of `work` leaves together with `begin`, and the caller does not wait
 * for the COMMIT, which cannot fail in a way that matters to it. When `begin` fails, nothing that `work` read is handed out; without the
 * firm that `begin` names, row-level security would have shown it no rows anyway.
 */
export async function runRead<Result>(
  pool: pg.Pool,
  begin: string,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  const client = await connect(pool);
  const scope = { isClosed: false };
  try {
    const result = await bothOf(
      client.query(begin),
      Promise.try(() => work(createQuery(client, scope))),
    );
    scope.isClosed = true;
    client
      .query('commit')
      .then(assertCommitted)
      .then(
        () => client.release(),
        () => client.release(true),
      );
    return result;
  } catch (error) {
    scope.isClosed = true;
    await rollBack(client);
    throw toDatabaseError(error);
  }
}

/** Runs statements on one connection, each a transaction of its own. */
export async function runStatements<Result>(pool: pg.Pool, work: (query: Query) => Promise<Result>): Promise<Result> {
  const client = await connect(pool);
  const scope = { isClosed: false };
  try {
    const result = await work(createQuery(client, scope));
    client.release();
    return result;
  } catch (error) {
    // Whatever went wrong on it, nobody gets this connection after us.
    client.release(true);
    throw toDatabaseError(error);
  } finally {
    scope.isClosed = true;
  }
}
