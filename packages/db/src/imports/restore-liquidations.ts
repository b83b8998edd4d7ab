import {
  type LiquidationFacts,
  type LiquidationStatus,
  type PlainDate,
  type RestoredLiquidation,
  restoreLiquidation,
} from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

const COLUMNS = [
  'status',
  'liquidated_on',
  'reliquidated_on',
  'scheduled_on',
  'provisional_on',
  'proposed_status',
  'proposed_on',
];
const factsOf = (alias: string): string =>
  COLUMNS.map((column) => `${alias}.${column === 'status' ? 'liquidation_status' : column}`).join(', ');

/** Everything that decides a restoration, as text: `e` is the entry as it stands, `n` as it stood before. */
const RESTORE_KEY = `row(${factsOf('e')}, ${factsOf('n')})::text`;

interface FactsRow {
  readonly status: LiquidationStatus;
  readonly liquidated_on: PlainDate | null;
  readonly reliquidated_on: PlainDate | null;
  readonly scheduled_on: PlainDate | null;
  readonly provisional_on: PlainDate | null;
  readonly proposed_status: LiquidationStatus | null;
  readonly proposed_on: PlainDate | null;
}

interface Pair {
  readonly key: string;
  readonly current: FactsRow;
  readonly before: FactsRow;
}

function readFacts(row: FactsRow): LiquidationFacts {
  const reason = row.proposed_on === null ? 'no_longer_liquidated' : 'later_date';
  return {
    status: row.status,
    liquidatedOn: row.liquidated_on,
    reliquidatedOn: row.reliquidated_on,
    scheduledOn: row.scheduled_on,
    provisionalOn: row.provisional_on,
    proposed: row.proposed_status === null ? null : { status: row.proposed_status, date: row.proposed_on, reason },
  };
}

function heldRow(key: string, { facts, gap }: RestoredLiquidation): Record<string, unknown> {
  return {
    key,
    gap,
    status: facts.status,
    liquidated_on: facts.liquidatedOn,
    reliquidated_on: facts.reliquidatedOn,
    scheduled_on: facts.scheduledOn,
    proposed_status: facts.proposed?.status ?? null,
    proposed_on: facts.proposed?.date ?? null,
  };
}

const json = (alias: string): string =>
  `jsonb_build_object(${COLUMNS.map((column) => `'${column}', ${alias}.${column === 'status' ? 'liquidation_status' : column}`).join(', ')})`;

// Only where a clock would move later or stop does anything have to be decided; the others get back what they had.
const LIST_PAIRS = `
  select distinct ${RESTORE_KEY} as key, ${json('e')} as current, ${json('n')} as before
    from undo_next n join entry e on e.organization_id = $1 and e.entry_number = n.entry_number
   where (e.liquidated_on is not null and (n.liquidated_on is null or n.liquidated_on > e.liquidated_on))
      or (e.reliquidated_on is not null and (n.reliquidated_on is null or n.reliquidated_on > e.reliquidated_on))`;

const HOLD = `
  with held as (
    select * from jsonb_to_recordset($3::jsonb) as h(key text, gap text, status text, liquidated_on date, reliquidated_on date,
      scheduled_on date, proposed_status text, proposed_on date)
  )
  update undo_next n
     set liquidation_status = h.status, liquidated_on = h.liquidated_on, reliquidated_on = h.reliquidated_on,
         scheduled_on = h.scheduled_on, provisional_on = null, proposed_status = h.proposed_status, proposed_on = h.proposed_on,
         proposed_import_id = $2, proposed_row = null, kept_status = null, kept_on = null,
         needs_data = case when n.needs_data is null or n.needs_data like 'liquidation.%' then h.gap else n.needs_data end
    from entry e join held h on true
   where e.organization_id = $1 and e.entry_number = n.entry_number and h.key = ${RESTORE_KEY}
  returning n.entry_number`;

/**
 * Puts into `undo_next` what the domain decides for the entries whose clocks would move later or stop: their dates rule on and what
 * stood before becomes a proposal whose source is the undone import. Answers how many those are.
 */
export async function holdEarlierDates(tx: TenantTransaction, importId: string): Promise<number> {
  const pairs = await tx.query<Pair>(LIST_PAIRS, [tx.organizationId]);
  if (pairs.length === 0) return 0;
  const held = pairs.map(({ key, current, before }) =>
    heldRow(key, restoreLiquidation(readFacts(current), readFacts(before))),
  );
  const rows = await tx.query(HOLD, [tx.organizationId, importId, JSON.stringify(held)]);
  return rows.length;
}
