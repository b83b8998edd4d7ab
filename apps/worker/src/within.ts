/**
 * Waits for a call into the queue, but no longer than `timeoutMs` nor than `signal` lasts, because a call into a server that is
 * gone may never come back. Rejects then; the call itself may still succeed later, so it must be one that can be repeated.
 */
export async function within(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: Promise<unknown>,
): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`The queue did not answer within ${timeoutMs} ms.`)), timeoutMs);
  const stop = (): void => reject(new Error('The worker is stopping.'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
