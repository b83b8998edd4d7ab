import type { TenantTransaction } from '@capeline/db';

type Query = TenantTransaction['query'];
/** Puts something between a transaction and its statements. */
export type WrapQuery = (query: Query) => Query;

/**
 * Asks twice so that the second asks in the middle of the first: the first is held before its statement named `heldAt` (or,
 * for null, its first without a name), the second begins, and the first goes on, or fails with `fault`, once the second's statement named `untilAnswered` was answered.
 */
export async function bothAtOnce<Result>(
  ask: (wrap: WrapQuery) => Promise<Result>,
  { heldAt, untilAnswered, fault }: { heldAt: string | null; untilAnswered: string; fault?: Error | undefined },
): Promise<[PromiseSettledResult<Result>, PromiseSettledResult<Result>]> {
  const reached = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const first = ask((query) => async (sql, params, options) => {
    if ((options?.name ?? null) !== heldAt) return query(sql, params, options);
    reached.resolve();
    await answered.promise;
    if (fault !== undefined) throw fault;
    return query(sql, params, options);
  });
  await Promise.race([reached.promise, first]);
  const second = ask((query) => async (sql, params, options) => {
    const rows = await query<never>(sql, params, options);
    if (options?.name === untilAnswered) answered.resolve();
    return rows;
  });
  return Promise.allSettled([first, second]);
}
