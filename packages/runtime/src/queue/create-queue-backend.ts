import type { Logger } from '../logger.ts';
import { wirePostgres } from './postgres-wiring.ts';
import type {
  AddOptions,
  JobHandler,
  JobQueue,
  QueueBackend,
  QueueWorker,
  Recurrence,
  WorkerOptions,
} from './queue-backend.ts';
import { wireRedis } from './redis-wiring.ts';
import { startWorker } from './start-worker.ts';
import type { BullQueue } from './wiring.ts';

/**
 * A job that is done leaves no trace. To keep the last thousand, every worker on PostgreSQL swept the same old rows at the end of every
 * job, and eight of them met in deadlocks that ran finished jobs again.
 */
const FORGOTTEN_WHEN_DONE = { removeOnComplete: true } as const;

function bullOptions(options: AddOptions): Record<string, unknown> {
  return {
    ...(options.jobId === undefined ? {} : { jobId: options.jobId }),
    ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
    attempts: options.attempts ?? 1,
    backoff: { type: 'exponential', delay: options.backoffMs ?? 1_000 },
    ...FORGOTTEN_WHEN_DONE,
  };
}

function toRepeat(recurrence: Recurrence): { every: number } | { pattern: string; tz: string } {
  return 'everyMs' in recurrence
    ? { every: recurrence.everyMs }
    : { pattern: recurrence.cron, tz: recurrence.timeZone };
}

function toJobQueue(queue: BullQueue): JobQueue {
  return {
    name: queue.name,
    add: async (jobName, payload, options = {}) => (await queue.add(jobName, payload, bullOptions(options))).id ?? '',
    addAll: async (jobs) => {
      if (jobs.length === 0) return;
      await queue.addBulk(
        jobs.map((job) => ({ name: job.name, data: job.payload, opts: bullOptions(job.options ?? {}) })),
      );
    },
    schedule: async (id, recurrence, jobName, payload) => {
      await queue.upsertJobScheduler(id, toRepeat(recurrence), {
        name: jobName,
        data: payload,
        opts: FORGOTTEN_WHEN_DONE,
      });
    },
    removeSchedule: async (id) => void (await queue.removeJobScheduler(id)),
    scheduleIds: async () => (await queue.getJobSchedulers()).map((scheduler) => scheduler.key),
    counts: async () => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'completed');
      const of = (state: string): number => counts[state] ?? 0;
      return {
        waiting: of('waiting'),
        active: of('active'),
        delayed: of('delayed'),
        failed: of('failed'),
        completed: of('completed'),
      };
    },
    failed: async (limit) =>
      (await queue.getFailed(0, limit - 1)).map((job) => ({
        id: job.id ?? '',
        name: job.name,
        reason: job.failedReason ?? '',
        failedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
      })),
    retryFailed: () => queue.retryJobs({ state: 'failed' }),
  };
}

/**
 * Connects BullMQ to Redis when `redisUrl` is set, else to the product's PostgreSQL (`databaseUrl`, the application role). Connecting
 * happens in the background; call `ensureReady()` before anything else.
 */
export function createQueueBackend(
  config: { readonly redisUrl: string | null; readonly databaseUrl: string },
  logger: Logger,
): QueueBackend {
  const wiring =
    config.redisUrl === null
      ? wirePostgres(config.databaseUrl, logger)
      : wireRedis(config.redisUrl, config.databaseUrl, logger);
  const queues = new Map<string, { bull: BullQueue; queue: JobQueue }>();
  const workers: QueueWorker[] = [];
  let ready = false;
  let closing: Promise<void> | null = null;

  function assertReady(): void {
    if (closing !== null) throw new Error('The queue is closed.');
    if (!ready) throw new Error('ensureReady() comes before queue() and worker().');
  }
  async function close(graceMs: number | undefined): Promise<void> {
    await Promise.all(workers.map((worker) => worker.close(graceMs)));
    // A queue that waits for a dead server must not keep the process: its connection is cut below.
    const orderly = Promise.allSettled([...queues.values()].map(({ bull }) => bull.close()));
    await Promise.race([orderly, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    await wiring.close();
  }

  return {
    kind: config.redisUrl === null ? 'postgres' : 'redis',
    ensureReady: async () => {
      await wiring.ensureReady();
      ready = true;
    },
    queue: (name) => {
      assertReady();
      const known = queues.get(name);
      if (known !== undefined) return known.queue;
      const bull = wiring.makeQueue(name);
      bull.on('error', (error) => logger.warn({ queue: name, err: error }, 'the queue reports an error'));
      const queue = toJobQueue(bull);
      queues.set(name, { bull, queue });
      return queue;
    },
    worker: (name: string, handler: JobHandler, options: WorkerOptions = {}) => {
      assertReady();
      const worker = startWorker(wiring, logger, name, handler, options);
      workers.push(worker);
      return worker;
    },
    onReconnected: (listener) => wiring.onReconnected(listener),
    ping: () => wiring.ping(),
    close: (graceMs) => {
      closing ??= close(graceMs);
      return closing;
    },
  };
}
