import type { DeadlineKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { dueDay, isStillOpen } from './still-open.ts';

export interface DeadlineRow {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly liquidatedOn: string;
  readonly lastDay: string;
  readonly safeDay: string;
  readonly fileBy: string;
  readonly practiceRollDay: string | null;
  readonly status: 'open' | 'done' | 'superseded';
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  readonly rulesVersion: string;
  readonly supersededBy: string | null;
  /** The tightest alert that nobody has acknowledged. */
  readonly openAlertTier: number | null;
  /** The newest acknowledgement; it counts only while no alert is open. */
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly acknowledgedNote: string | null;
}

/** Every filter is optional; `from` and `to` compare with file-by and are inclusive. */
export interface DeadlineFilter {
  readonly kind?: DeadlineKind;
  readonly from?: string;
  readonly to?: string;
  readonly clientId?: string;
  readonly status?: 'open' | 'done' | 'superseded';
  /** Only rights that somebody can still use on `today`; `closesFrom` and `closesBy` compare with the day to work to, inclusive. */
  readonly stillOpen?: {
    readonly today: string;
    readonly right?: 'cape' | 'protest';
    readonly closesFrom?: string;
    readonly closesBy?: string;
  };
  /** Only rights whose last day passed before `today` while nothing was done. */
  readonly lapsed?: { readonly today: string; readonly right?: 'cape' | 'protest' };
  /** Only deadlines whose client can use the right now, or only the others: CAPE and protest need different things. */
  readonly canGo?: {
    readonly cape: readonly string[];
    readonly protest: readonly string[];
    readonly isWanted: boolean;
  };
  readonly hasOwner?: boolean;
}

const SELECT = `
select d.id, d.client_id as "clientId", c.name as "clientName", d.kind, d.liquidated_on as "liquidatedOn",
       d.last_day as "lastDay", d.safe_day as "safeDay", d.file_by as "fileBy", d.practice_roll_day as "practiceRollDay",
       d.status, d.entry_count as "entryCount", d.ieepa_duty_cents as "ieepaDutyCents", d.rules_version as "rulesVersion",
       d.superseded_by as "supersededBy", o.tier as "openAlertTier", a.acknowledged_at as "acknowledgedAt",
       u.name as "acknowledgedByName", a.acknowledged_note as "acknowledgedNote"
  from deadline d
  join client c on c.organization_id = d.organization_id and c.id = d.client_id
  left join lateral (select min(tier) as tier from alert
                      where organization_id = d.organization_id and deadline_id = d.id and acknowledged_at is null and withdrawn_at is null) o on true
  left join lateral (select acknowledged_at, acknowledged_by, acknowledged_note from alert
                      where organization_id = d.organization_id and deadline_id = d.id and acknowledged_at is not null and withdrawn_at is null
                      order by acknowledged_at desc, tier limit 1) a on true
  left join app_user u on u.id = a.acknowledged_by`;

/** Which of the two rights a deadline (alias d) is, in SQL, among those that are CAPE or protest. */
const isOfRight = (right: 'cape' | 'protest'): string => `d.kind ${right === 'cape' ? '=' : '<>'} 'cape_window'`;

function conditionsOf(filter: DeadlineFilter, organizationId: string, add: (value: unknown) => string): string[] {
  const { kind, from, to, clientId, status, stillOpen, canGo, hasOwner } = filter;
  const where = [`d.organization_id = ${organizationId}`];
  if (kind !== undefined) where.push(`d.kind = ${add(kind)}`);
  if (from !== undefined) where.push(`d.file_by >= ${add(from)}::date`);
  if (to !== undefined) where.push(`d.file_by <= ${add(to)}::date`);
  if (clientId !== undefined) where.push(`d.client_id = ${add(clientId)}::uuid`);
  if (status !== undefined) where.push(`d.status = ${add(status)}`);
  if (canGo !== undefined)
    where.push(`${canGo.isWanted ? '' : 'not '}d.client_id = any (
      case when d.kind = 'cape_window' then ${add(canGo.cape)}::uuid[] else ${add(canGo.protest)}::uuid[] end)`);
  if (hasOwner !== undefined) where.push(`c.owner_user_id is ${hasOwner ? 'not null' : 'null'}`);
  if (filter.lapsed !== undefined) {
    where.push(
      `d.status = 'open' and d.kind <> 'voluntary_reliquidation' and d.last_day < ${add(filter.lapsed.today)}::date`,
    );
    if (filter.lapsed.right !== undefined) where.push(isOfRight(filter.lapsed.right));
  }
  if (stillOpen === undefined) return where;
  const { right, closesFrom, closesBy } = stillOpen;
  const today = add(stillOpen.today);
  where.push(isStillOpen(organizationId, today));
  if (right !== undefined) where.push(isOfRight(right));
  if (closesFrom !== undefined) where.push(`${dueDay(today)} >= ${add(closesFrom)}::date`);
  if (closesBy !== undefined) {
    const last = add(closesBy);
    // The second says nothing new, but an index knows it.
    where.push(`${dueDay(today)} <= ${last}::date`, `d.file_by <= ${last}::date`);
  }
  return where;
}

const SORT_COLUMNS = {
  fileBy: { column: 'd.file_by', type: 'date' },
  ieepaDutyCents: { column: 'd.ieepa_duty_cents', type: 'bigint' },
} as const;

/** What deadlines are sorted by, and which end comes first. */
export interface DeadlineOrder {
  readonly by: keyof typeof SORT_COLUMNS;
  readonly isDescending: boolean;
}

/** Deadlines in an order, then by id, after `after`. */
export function listDeadlineRows(
  tx: TenantTransaction,
  input: {
    readonly filter: DeadlineFilter;
    readonly order: DeadlineOrder;
    readonly after: { readonly value: string | number; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<DeadlineRow[]> {
  const params: unknown[] = [];
  const add = (value: unknown): string => `$${params.push(value)}`;
  const where = conditionsOf(input.filter, add(tx.organizationId), add);
  const { column, type } = SORT_COLUMNS[input.order.by];
  const [direction, behind] = input.order.isDescending ? ['desc', '<'] : ['asc', '>'];
  if (input.after !== null)
    where.push(`(${column}, d.id) ${behind} (${add(input.after.value)}::${type}, ${add(input.after.id)}::uuid)`);
  const limit = add(input.limit);
  return tx.query<DeadlineRow>(
    `${SELECT} where ${where.join(' and ')} order by ${column} ${direction}, d.id ${direction} limit ${limit}`,
    params,
  );
}

/** One deadline; null when the firm has none of this id. */
export async function findDeadline(tx: TenantTransaction, id: string): Promise<DeadlineRow | null> {
  const [row] = await tx.query<DeadlineRow>(`${SELECT} where d.organization_id = $1 and d.id = $2`, [
    tx.organizationId,
    id,
  ]);
  return row ?? null;
}
