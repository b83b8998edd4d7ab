/** The day before which no alert of a deadline can be due: kept, and held against the dates themselves. */
import type { TenantTransaction } from '../transactions.ts';
import {
  type AlarmTables,
  judged,
  LADDER,
  type Ladders,
  ladderColumns,
  nameLadders,
  PROVISIONAL,
  REAL,
  seenByAlarm,
  seenByDate,
  widestTier,
} from './alarm-sql.ts';

const BOTH: readonly AlarmTables[] = [REAL, PROVISIONAL];

// What somebody is changing at this moment is left as it is: waiting for it could be waiting for each other, and its change puts the
// day back anyway.
const moveForward = (tables: AlarmTables): string => `
with ${LADDER}, ${seenByAlarm(tables, 'for no key update of d skip locked')}, ${judged(tables)}
update ${tables.deadlines} d set alarm_from = j.next
  from judged j
 where d.organization_id = $1 and d.id = j.id and (j.next > $5::date or j.next is null)`;

const MOVES = BOTH.map(moveForward);

/**
 * Notes, for every deadline of which a sweep thought that an alert may be due on `today` and of which none is, when the next one
 * will be. Run it after the alerts of `today` were written, late in the transaction: until the commit it holds the rows.
 */
export async function moveAlarms(
  tx: TenantTransaction,
  { today, ladders }: { readonly today: string; readonly ladders: Ladders },
): Promise<void> {
  for (const statement of MOVES) await tx.query(statement, [tx.organizationId, ...ladderColumns(ladders), today]);
}

async function lookAtAll(tx: TenantTransaction): Promise<void> {
  for (const { deadlines } of BOTH)
    await tx.query(
      `update ${deadlines} set alarm_from = '-infinity'
        where organization_id = $1 and status = 'open' and alarm_from is distinct from '-infinity'`,
      [tx.organizationId],
    );
}

/**
 * Makes sure that the days were computed by these ladders: by others, or when nobody knows, every open deadline is to be looked at.
 * Answers whether the full reading of `today` is still to be made. One small statement when nothing changed.
 */
export async function prepareAlarms(
  tx: TenantTransaction,
  { today, ladders }: { readonly today: string; readonly ladders: Ladders },
): Promise<{ readonly isCheckDue: boolean }> {
  const name = nameLadders(ladders);
  const [known] = await tx.query<{ isChecked: boolean }>(
    `select checked_on is not distinct from $3::date as "isChecked" from alarm_state where organization_id = $1 and ladders = $2`,
    [tx.organizationId, name, today],
  );
  if (known !== undefined) return { isCheckDue: !known.isChecked };
  await lookAtAll(tx);
  await tx.query(
    `insert into alarm_state (organization_id, ladders) values ($1, $2)
     on conflict (organization_id) do update set ladders = excluded.ladders`,
    [tx.organizationId, name],
  );
  return { isCheckDue: true };
}

// Deadlines whose lapse a clock told too early are read by their last day, whatever alarm_from says: they are not late.
const putBack = (tables: AlarmTables): string => `
with ${LADDER}, ${seenByDate(tables)}, ${judged(tables)}
update ${tables.deadlines} d set alarm_from = '-infinity'
  from judged j
 where d.organization_id = $1 and d.id = j.id and coalesce(d.alarm_from > j.next, j.next is not null)
   and not coalesce(d.alarm_from = 'infinity' and d.last_day >= $5::date, false)
returning j.next <= $5::date as "isDue"`;

const PUTS_BACK = BOTH.map(putBack);

/** What a full reading found that the quick one would have passed over. */
export interface OverlookedAlarms {
  /** Deadlines of which an alert is due today and was not written. */
  readonly due: number;
  /** Deadlines that would have been looked at too late. */
  readonly late: number;
}

/**
 * Reads every open deadline up to the widest tier, without the days that sweeps go by, and puts those back that are later than the
 * first alert: the next `insertDueAlerts` looks at them. Both counts are zero as long as triggers and sweep do their work. Run it after the
 * alerts of `today` were written; it notes that the reading of that day was made.
 */
export async function putLateAlarmsBack(
  tx: TenantTransaction,
  { today, ladders }: { readonly today: string; readonly ladders: Ladders },
): Promise<OverlookedAlarms> {
  const params = [tx.organizationId, ...ladderColumns(ladders), today, widestTier(ladders)];
  let [due, late] = [0, 0];
  for (const statement of PUTS_BACK) {
    const found = await tx.query<{ isDue: boolean }>(statement, params);
    const dueNow = found.filter(({ isDue }) => isDue).length;
    due += dueNow;
    late += found.length - dueNow;
  }
  await tx.query('update alarm_state set checked_on = $2::date where organization_id = $1', [tx.organizationId, today]);
  return { due, late };
}
