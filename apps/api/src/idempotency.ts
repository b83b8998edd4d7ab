import { createHash } from 'node:crypto';
import { AppError } from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import { keepAnswer, recallAnswer } from '@capeline/operations';
import type { FastifyRequest } from 'fastify';

const KEY_FORM = /^[\x21-\x7e]{1,200}$/;

function requestHash(request: FastifyRequest, content: unknown): Uint8Array {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(content ?? null)}`)
    .digest();
}

/** The key of a request; null without one. Throws `request.invalid` for what cannot be one. */
function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY_FORM.test(key)) return key;
  throw new AppError('request.invalid', 'The Idempotency-Key is not usable.', [
    { pointer: '/headers/idempotency-key', message: 'One to 200 visible ASCII characters.' },
  ]);
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
  const key = keyOf(request);
  if (key === null) return work();
  const hash = requestHash(request, request.body);
  const kept = await recallAnswer(tx, { key, requestHash: hash, now });
  if (kept !== null) return kept as A;
  const answer = await work();
  await keepAnswer(tx, { key, requestHash: hash, status: answer.status, body: answer.body, now });
  return answer;
}

/**
 * The same for work that has a transaction of its own and may be done twice without harm, such as an upload, which is known by its
 * bytes: the answer is looked up before and kept after it, and no connection waits meanwhile. `content` stands for the body.
 */
export async function answerOnceAround<A extends { status: number; body: unknown }>(
  inFirm: <Result>(use: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>,
  request: FastifyRequest,
  content: unknown,
  now: Date,
  work: () => Promise<A>,
): Promise<A> {
  const key = keyOf(request);
  if (key === null) return work();
  const asked = { key, requestHash: requestHash(request, content), now };
  const kept = await inFirm((tx) => recallAnswer(tx, asked));
  if (kept !== null) return kept as A;
  const answer = await work();
  return inFirm(async (tx) => {
    // A request with the same key may have been quicker: all of them are given its answer.
    const first = await recallAnswer(tx, asked);
    if (first !== null) return first as A;
    await keepAnswer(tx, { ...asked, status: answer.status, body: answer.body });
    return answer;
  });
}
