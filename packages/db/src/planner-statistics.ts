import type { TenantTransaction } from './transactions.ts';

/** Rows after which the planner's picture of the tables is worth renewing; below it, autovacuum is soon enough. */
export const MANY_NEW_ROWS = 1_000;

/** Tells PostgreSQL how many rows there are now. To be called in a transaction of its own after a large one, never within it. */
export async function refreshPlannerStatistics(tx: TenantTransaction): Promise<void> {
  await tx.query('select refresh_planner_statistics()', []);
}

/**
 * Whether so many new alerts are a tenth or more of those that the planner knows of: before, its picture is good enough, and renewing it
 * would cost a sweep among millions more than everything else.
 */
export async function isPictureOfAlertsOld(tx: TenantTransaction, newRows: number): Promise<boolean> {
  const [row] = await tx.query<{ isOld: boolean }>(
    `select reltuples < $1 * 10 as "isOld" from pg_class where oid = 'public.alert'::regclass`,
    [newRows],
  );
  return row?.isOld !== false;
}
