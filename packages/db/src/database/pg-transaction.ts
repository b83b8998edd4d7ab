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

/**
 * Runs `work` in a transaction that `begin` opens (several statements in one message are one round trip). With
 * `answerBeforeCommit`, for reads, the caller does not wait for the COMMIT, which cannot fail in a way that matters to it.
 */
export async function runTransaction<Result>(
  pool: pg.Pool,
  begin: string,
  work: (query: Query, client: pg.PoolClient) => Promise<Result>,
  options: { answerBeforeCommit?: boolean } = {},
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error);
  });
  const scope = { isClosed: false };
  let isCommitting = false;
  try {
    await client.query(begin);
    const result = await work(createQuery(client, scope), client);
    scope.isClosed = true;
    isCommitting = true;
    const commit = client.query('commit').then(assertCommitted);
    if (options.answerBeforeCommit) {
      commit.then(
        () => client.release(),
        () => client.release(true),
      );
      return result;
    }
    await commit;
    client.release();
    return result;
  } catch (error) {
    scope.isClosed = true;
    await rollBack(client);
    throw toDatabaseError(error, isCommitting);
  }
}
