import type { TenantTransaction } from '../transactions.ts';
import {
  type AlarmTables,
  judged,
  LADDER,
  LAPSED_TIER,
  type Ladders,
  ladderColumns,
  PROVISIONAL,
  REAL,
  seenByAlarm,
} from './alarm-sql.ts';

const insertDue = (tables: AlarmTables): string => `
with ${LADDER}, ${seenByAlarm(tables)}, ${judged(tables)}
insert into ${tables.alerts} (organization_id, id, deadline_id, tier, found_on, created_at)
select $1, gen_random_uuid(), j.id, j.tier, $5::date, $6
  from judged j
 where j.next <= $5::date
on conflict do nothing
returning tier`;

const INSERT_DUE_ALERTS = insertDue(REAL);
const INSERT_DUE_PROVISIONAL_ALERTS = insertDue(PROVISIONAL);

interface DueOn {
  readonly today: string;
  readonly now: Date;
  readonly ladders: Ladders;
}

async function runInsert(
  tx: TenantTransaction,
  statement: string,
  { today, now, ladders }: DueOn,
): Promise<{ found: number; lapsed: number }> {
  const inserted = await tx.query<{ tier: number }>(statement, [
    tx.organizationId,
    ...ladderColumns(ladders),
    today,
    now,
  ]);
  return { found: inserted.length, lapsed: inserted.filter((row) => row.tier === LAPSED_TIER).length };
}

/**
 * Writes an alert for each open deadline that reached a tighter tier than any alerted before: on first sight only the
 * tightest, `lapsed` once. Alerts that an undo withdrew do not count: what comes back is alerted anew. Answers how many were
 * written, and how many of them lapsed. It reads only deadlines whose `alarm_from` has come: run `moveAlarms` after it.
 */
export function insertDueAlerts(tx: TenantTransaction, input: DueOn): Promise<{ found: number; lapsed: number }> {
  return runInsert(tx, INSERT_DUE_ALERTS, input);
}

/** The same, by the same ladder, for the dates that would apply if a past date without a status were a liquidation. */
export function insertDueProvisionalAlerts(
  tx: TenantTransaction,
  input: DueOn,
): Promise<{ found: number; lapsed: number }> {
  return runInsert(tx, INSERT_DUE_PROVISIONAL_ALERTS, input);
}
