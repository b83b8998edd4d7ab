/** The two homes that the queue may have; whatever depends on the queue is shown on both. */
import { hasRedis, startRedis } from '../../support/redis-server.ts';
import { type RunningSystem, startSystem, stopSystem } from './running-system.ts';

export type QueueHome = { name: 'PostgreSQL' | 'Redis' };

const demanded = process.env.CI === 'true';
if (!hasRedis() && !demanded)
  process.stderr.write('SKIPPED on Redis: no redis-server here (apt-get install redis-server)\n');

/** For `describe.each`. Without a redis-server only PostgreSQL; on CI its absence is an error. */
export const QUEUE_HOMES: readonly QueueHome[] =
  hasRedis() || demanded ? [{ name: 'PostgreSQL' }, { name: 'Redis' }] : [{ name: 'PostgreSQL' }];

/** Starts a rehearsal without the sample on one of them; `stop` ends both. */
export async function startSystemOn(
  home: QueueHome['name'],
): Promise<{ system: RunningSystem; stop(): Promise<void> }> {
  const redis = home === 'Redis' ? await startRedis() : undefined;
  const system = await startSystem({
    CAPELINE_SAMPLE: '0',
    CAPELINE_TODAY: '2026-11-23',
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  });
  return {
    system,
    stop: async () => {
      await stopSystem(system);
      await redis?.stop();
    },
  };
}
