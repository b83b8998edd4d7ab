import { createHash } from 'node:crypto';
import { AppError } from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import { keepAnswer, recallAnswer } from '@capeline/operations';
import type { FastifyRequest } from 'fastify';

const KEY_FORM = /^[\x21-\x7e]{1,200}$/;

function requestHash(request: FastifyRequest): Uint8Array {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}

/**
 * Runs `work` once per firm and `Idempotency-Key`, in the caller's transaction: the kept answer commits with the change or not at all,
 * and a second request with the key waits for the first. Without the header it just runs; the key for another
 * request throws `request.idempotency_mismatch`.
 */
export async function answerOnce<A extends { status: number; body: unknown }>(
  tx: TenantTransaction,
  request: FastifyRequest,
  now: Date,
  work: () => Promise<A>,
): Promise<A> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return work();
  if (typeof key !== 'string' || !KEY_FORM.test(key))
    throw new AppError('request.invalid', 'The Idempotency-Key is not usable.', [
      { pointer: '/headers/idempotency-key', message: 'One to 200 visible ASCII characters.' },
    ]);
  const hash = requestHash(request);
  const kept = await recallAnswer(tx, { key, requestHash: hash, now });
  if (kept !== null) return kept as A;
  const answer = await work();
  await keepAnswer(tx, { key, requestHash: hash, status: answer.status, body: answer.body, now });
  return answer;
}
