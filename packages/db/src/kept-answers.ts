import type { TenantTransaction } from './transactions.ts';

/** An answer that was given to a request with an Idempotency-Key. */
export type KeptAnswer = { requestHash: Buffer; status: number; body: unknown };

/** Makes requests with the same key of the same firm wait for each other, until the transaction ends. */
export async function lockIdempotencyKey(tx: TenantTransaction, key: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`idempotency ${tx.organizationId} ${key}`]);
}

/** The answer kept under the key after `since`; null when there is none. */
export async function findKeptAnswer(tx: TenantTransaction, key: string, since: Date): Promise<KeptAnswer | null> {
  const [row] = await tx.query<KeptAnswer>(
    `select request_hash as "requestHash", status, body from idempotency_key
      where organization_id = $1 and key = $2 and created_at > $3`,
    [tx.organizationId, key, since],
  );
  return row ?? null;
}

/** Keeps an answer under the key, in place of an expired one. */
export async function keepAnswer(
  tx: TenantTransaction,
  answer: { key: string; requestHash: Uint8Array; status: number; body: unknown; at: Date },
): Promise<void> {
  await tx.query(
    `insert into idempotency_key (organization_id, key, request_hash, status, body, created_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (organization_id, key) do update
       set request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
           created_at = excluded.created_at`,
    [tx.organizationId, answer.key, answer.requestHash, answer.status, JSON.stringify(answer.body), answer.at],
  );
}

/** Forgets the firm's answers from before `before`. */
export async function deleteKeptAnswers(tx: TenantTransaction, before: Date): Promise<void> {
  await tx.query('delete from idempotency_key where organization_id = $1 and created_at <= $2', [
    tx.organizationId,
    before,
  ]);
}
