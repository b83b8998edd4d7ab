import {
  carryAlerts,
  listLiveDeadlines,
  type MovedEntries,
  nameSuccessorsAt,
  type TenantTransaction,
} from '@capeline/db';

/** A move of entries between clients, with the deadlines that were live where they go before they came. */
export interface NotedMove extends MovedEntries {
  readonly liveBefore: readonly string[];
}

/** Notes what is live at the clients to which entries go. Run it before `refreshDeadlines`. */
export async function noteMoves(tx: TenantTransaction, moves: readonly MovedEntries[]): Promise<NotedMove[]> {
  const noted: NotedMove[] = [];
  for (const move of moves) noted.push({ ...move, liveBefore: await listLiveDeadlines(tx, move.into) });
  return noted;
}

/**
 * Lets names and alerts follow entries to another client: a deadline that all left names its successor there, and an alert that waits
 * goes on waiting, also where the same tier was acknowledged for the other entries alone. Run it after `refreshDeadlines` of both clients.
 */
export async function followEntries(
  tx: TenantTransaction,
  moves: readonly NotedMove[],
): Promise<{ readonly alertsCarried: number; readonly alertsReopened: number }> {
  let [alertsCarried, alertsReopened] = [0, 0];
  for (const { from, into, dates, liveBefore } of moves) {
    await nameSuccessorsAt(tx, { from, into });
    const { carried, reopened } = await carryAlerts(tx, { from, into }, { dates, liveBefore });
    alertsCarried += carried;
    alertsReopened += reopened;
  }
  return { alertsCarried, alertsReopened };
}
