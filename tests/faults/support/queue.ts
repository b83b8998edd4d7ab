import { createQueueBackend, type QueueBackend, silentLogger } from '../../../packages/runtime/src/index.ts';
import type { Installation } from './installation.ts';

/** Opens the installation's queue from outside, wherever it lives, and closes it after `work`. */
export async function withQueue<Result>(
  { urls, redis }: Installation,
  work: (queue: QueueBackend) => Promise<Result>,
): Promise<Result> {
  const queue = createQueueBackend({ redisUrl: redis?.url ?? null, databaseUrl: urls.appUrl }, silentLogger());
  try {
    await queue.ensureReady();
    return await work(queue);
  } finally {
    await queue.close(500);
  }
}
