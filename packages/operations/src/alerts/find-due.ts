import {
  insertDueAlerts,
  insertDueProvisionalAlerts,
  lacksProvisionalDeadlines,
  lockEntryFacts,
  prepareAlarms,
  putLateAlarmsBack,
  refreshAllProvisionalDeadlines,
  type TenantTransaction,
} from '@capeline/db';
import { ALERT_LADDERS, type PlainDate } from '@capeline/domain';

/** What a sweep wrote. */
export interface Found {
  readonly alertsFound: number;
  readonly lapsed: number;
  /** Alerts of dates that would apply if a past date without a status were a liquidation. */
  readonly provisionalFound: number;
}

/** An upgrade brings past dates without a status of which no provisional deadline tells yet; the days are the domain's to compute. */
async function ensureProvisionalDeadlines(tx: TenantTransaction): Promise<void> {
  if (!(await lacksProvisionalDeadlines(tx))) return;
  await lockEntryFacts(tx);
  await refreshAllProvisionalDeadlines(tx);
}

async function insertDue(tx: TenantTransaction, today: PlainDate, now: Date): Promise<Found> {
  const on = { today, now, ladders: ALERT_LADDERS };
  const { found, lapsed } = await insertDueAlerts(tx, on);
  const provisional = await insertDueProvisionalAlerts(tx, on);
  return { alertsFound: found, lapsed, provisionalFound: provisional.found };
}

const sum = (one: Found, other: Found): Found => ({
  alertsFound: one.alertsFound + other.alertsFound,
  lapsed: one.lapsed + other.lapsed,
  provisionalFound: one.provisionalFound + other.provisionalFound,
});

/**
 * Writes an alert for whatever entered a tier, apart for deadlines and for dates that would apply. A sweep reads only the deadlines of
 * which it expects one; the first of each business date also reads all of them, and what it finds beyond is `overlooked`: a defect of
 * ours that must be heard of, and that is mended at once.
 */
export async function findDue(
  tx: TenantTransaction,
  today: PlainDate,
  now: Date,
): Promise<Found & { readonly overlooked: number }> {
  const { isCheckDue } = await prepareAlarms(tx, { today, ladders: ALERT_LADDERS });
  await ensureProvisionalDeadlines(tx);
  const found = await insertDue(tx, today, now);
  if (!isCheckDue) return { ...found, overlooked: 0 };
  const { due, late } = await putLateAlarmsBack(tx, { today, ladders: ALERT_LADDERS });
  if (due + late === 0) return { ...found, overlooked: 0 };
  return { ...sum(found, await insertDue(tx, today, now)), overlooked: due + late };
}
