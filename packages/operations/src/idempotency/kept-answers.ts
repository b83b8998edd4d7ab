import { AppError } from '@capeline/contracts';
import {
  deleteKeptAnswers,
  findKeptAnswer,
  keepAnswer as insertAnswer,
  lockIdempotencyKey,
  type TenantTransaction,
} from '@capeline/db';

const KEPT_MS = 24 * 60 * 60 * 1000;
const since = (now: Date): Date => new Date(now.getTime() - KEPT_MS);

/**
 * The answer that an earlier request with this key was given, at most a day ago; null when there was none, and then this transaction
 * holds the key until it ends. Throws `request.idempotency_mismatch` when the key was used for another request.
 */
export async function recallAnswer(
  tx: TenantTransaction,
  request: { readonly key: string; readonly requestHash: Uint8Array; readonly now: Date },
): Promise<{ status: number; body: unknown } | null> {
  await lockIdempotencyKey(tx, request.key);
  const kept = await findKeptAnswer(tx, request.key, since(request.now));
  if (kept === null) return null;
  if (!kept.requestHash.equals(request.requestHash))
    throw new AppError('request.idempotency_mismatch', 'Use a new Idempotency-Key for every new request.');
  return { status: kept.status, body: kept.body };
}

/** Keeps the answer for a day, in the transaction of the change itself; older ones of the firm are forgotten. */
export async function keepAnswer(
  tx: TenantTransaction,
  answer: {
    readonly key: string;
    readonly requestHash: Uint8Array;
    readonly status: number;
    readonly body: unknown;
    readonly now: Date;
  },
): Promise<void> {
  await deleteKeptAnswers(tx, since(answer.now));
  await insertAnswer(tx, { ...answer, at: answer.now });
}
