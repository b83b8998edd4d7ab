import type { TenantTransaction } from './transactions.ts';

/** Rows after which the planner's picture of the tables is worth renewing; below it, autovacuum is soon enough. */
export const MANY_NEW_ROWS = 1_000;

/** Tells PostgreSQL how many rows there are now. To be called in a transaction of its own after a large one, never within it. */
export async function refreshPlannerStatistics(tx: TenantTransaction): Promise<void> {
  await tx.query('select refresh_planner_statistics()', []);
}
