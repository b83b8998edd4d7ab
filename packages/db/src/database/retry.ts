import { setTimeout as pause } from 'node:timers/promises';
import { isRetryable } from './errors.ts';

/**
 * Runs `work` again, up to `attempts` times, while it fails by serialization failure or deadlock; every other error, and the
 * last one, is thrown. `work` must open its own transaction. The pause doubles from 20 ms, with jitter so that two that
 * collided do not meet again.
 */
export async function withRetry<Result>(
  work: (attempt: number) => Promise<Result>,
  options: { attempts?: number; pauseMs?: number } = {},
): Promise<Result> {
  const { attempts = 5, pauseMs = 20 } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await pause(pauseMs * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}
