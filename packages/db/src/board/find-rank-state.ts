import type { TenantTransaction } from '../transactions.ts';

const FIND_RANK_STATE = `
select concat_ws('|',
  (select encode(hash, 'hex') from audit_head where organization_id = $1),
  (select concat_ws(',', count(*), sum(version), max(updated_at)) from client where organization_id = $1),
  (select concat_ws(',', count(*), max(updated_at)) from client_summary where organization_id = $1),
  (select count(*) from alert where organization_id = $1 and acknowledged_at is null),
  (select max(created_at) from alert where organization_id = $1)) as state`;

/**
 * Names the state of everything that ranks clients: equal texts mean equal facts. It stands on the audit chain, whose head moves
 * with every change that somebody or an import makes, and on the alerts, which a sweep writes without an event. Read it before the
 * facts that are kept under it: they may then be newer than their name, never older.
 */
export async function findRankState(tx: TenantTransaction): Promise<string> {
  const [row] = await tx.query<{ state: string }>(FIND_RANK_STATE, [tx.organizationId], { name: 'rank-state' });
  return row?.state ?? '';
}
