import type { DeadlineKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

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
                      where organization_id = d.organization_id and deadline_id = d.id and acknowledged_at is null) o on true
  left join lateral (select acknowledged_at, acknowledged_by, acknowledged_note from alert
                      where organization_id = d.organization_id and deadline_id = d.id and acknowledged_at is not null
                      order by acknowledged_at desc, tier limit 1) a on true
  left join app_user u on u.id = a.acknowledged_by`;

/** Deadlines by file-by, then id, after `after`. */
export function listDeadlineRows(
  tx: TenantTransaction,
  input: {
    readonly filter: DeadlineFilter;
    readonly after: { readonly fileBy: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<DeadlineRow[]> {
  const { kind, from, to, clientId, status } = input.filter;
  const params: unknown[] = [tx.organizationId];
  const where = ['d.organization_id = $1'];
  const add = (condition: (name: string) => string, value: unknown): void => {
    if (value !== undefined) where.push(condition(`$${params.push(value)}`));
  };
  add((name) => `d.kind = ${name}`, kind);
  add((name) => `d.file_by >= ${name}::date`, from);
  add((name) => `d.file_by <= ${name}::date`, to);
  add((name) => `d.client_id = ${name}::uuid`, clientId);
  add((name) => `d.status = ${name}`, status);
  if (input.after !== null) {
    const fileBy = `$${params.push(input.after.fileBy)}`;
    where.push(`(d.file_by, d.id) > (${fileBy}::date, $${params.push(input.after.id)}::uuid)`);
  }
  const limit = `$${params.push(input.limit)}`;
  return tx.query<DeadlineRow>(
    `${SELECT} where ${where.join(' and ')} order by d.file_by, d.id limit ${limit}`,
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
