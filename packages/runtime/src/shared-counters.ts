import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

/** A connection to Redis for counts that several processes share, such as rate limits. */
export interface SharedCounters {
  /** An ioredis client for libraries that take one. */
  readonly client: object;
  close(): void;
}

/** Connects in the background. A server that is away or slow fails a command within half a second: no request waits for a count. */
export function connectSharedCounters(redisUrl: string, logger: Logger): SharedCounters {
  const redis = new Redis(redisUrl, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    commandTimeout: 500,
    retryStrategy: (times) => Math.min(100 * times, 2_000),
  });
  redis.on('error', (error) => logger.warn({ err: error }, 'the shared counters report an error'));
  return { client: redis, close: () => redis.disconnect() };
}
