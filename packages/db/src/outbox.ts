import type { SystemTransaction, TenantTransaction } from './transactions.ts';

/** A message on its way to the queue. */
export type OutboxMessage = { organizationId: string; id: number; topic: string; payload: Record<string, unknown> };

/** Writes a message that the relay hands to the queue after the commit, at least once; a rollback takes it back. */
export async function enqueue(tx: TenantTransaction, topic: string, payload: Record<string, unknown>): Promise<void> {
  await tx.query('insert into outbox (organization_id, topic, payload) values ($1, $2, $3)', [
    tx.organizationId,
    topic,
    JSON.stringify(payload),
  ]);
}

/** The same for many of one topic, in one statement. */
export async function enqueueAll(
  tx: TenantTransaction,
  topic: string,
  payloads: readonly Record<string, unknown>[],
): Promise<void> {
  if (payloads.length === 0) return;
  await tx.query(
    'insert into outbox (organization_id, topic, payload) select $1, $2, text::jsonb from unnest($3::text[]) as payload (text)',
    [tx.organizationId, topic, payloads.map((payload) => JSON.stringify(payload))],
  );
}

/**
 * The oldest messages of all firms, locked until the transaction ends and skipped by other relays meanwhile. Deliver them,
 * then `deleteOutbox` in the same transaction: a crash between repeats a message and loses none.
 */
export function takeOutbox(tx: SystemTransaction, limit: number): Promise<OutboxMessage[]> {
  return tx.query<OutboxMessage>(
    `select organization_id as "organizationId", id, topic, payload
       from outbox order by id limit $1 for update skip locked`,
    [limit],
  );
}

/** Removes delivered messages. */
export async function deleteOutbox(tx: SystemTransaction, ids: readonly number[]): Promise<void> {
  await tx.query('delete from outbox where id = any($1::bigint[])', [ids]);
}
