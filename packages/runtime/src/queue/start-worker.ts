import type { Logger } from '../logger.ts';
import type { JobHandler, QueueWorker, WorkerOptions } from './queue-backend.ts';
import type { BullProcessor, Wiring } from './wiring.ts';

const DAY_S = 86_400;

/** Jobs are repeatable by design (idempotent handlers), so a job whose worker died is started again rather often before it counts as failed. */
const MAX_STALLED_COUNT = 5;
/** After a lost connection; short, so that work goes on within seconds of a database restart. */
const RETRY_DELAY_MS = 500;

function toProcessor(queue: string, handler: JobHandler, running: Set<AbortController>): BullProcessor {
  // BullMQ hands over its signal only to a function that declares three parameters.
  return async (job, _token, signal) => {
    const controller = new AbortController();
    running.add(controller);
    const abort = (): void => controller.abort(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await handler({
        id: job.id ?? '',
        name: job.name,
        payload: job.data,
        attempt: job.attemptsMade + 1,
        attempts: job.opts.attempts ?? 1,
        queue,
        signal: controller.signal,
      });
    } finally {
      signal?.removeEventListener('abort', abort);
      running.delete(controller);
    }
  };
}

/** Whether `work` ended within `timeoutMs`; it goes on if not. */
async function endsWithin(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  void work.then(
    () => resolve(true),
    () => resolve(true),
  );
  const ended = await promise;
  clearTimeout(timer);
  return ended;
}

/** Starts a consumer of `queue`. The backend must be ready: without schema and rights BullMQ would spin and ignore signals. */
export function startWorker(
  wiring: Wiring,
  logger: Logger,
  queue: string,
  handler: JobHandler,
  options: WorkerOptions,
): QueueWorker {
  const running = new Set<AbortController>();
  const { worker, release } = wiring.makeWorker(queue, toProcessor(queue, handler, running), {
    concurrency: options.concurrency ?? 1,
    lockDuration: options.lockMs ?? 30_000,
    stalledInterval: options.stalledCheckMs ?? 30_000,
    maxStalledCount: MAX_STALLED_COUNT,
    runRetryDelay: RETRY_DELAY_MS,
    removeOnComplete: { age: DAY_S, count: 1_000 },
    removeOnFail: { age: 30 * DAY_S, count: 10_000 },
  });
  worker.on('error', (error) => logger.warn({ queue, err: error }, 'the worker reports an error'));
  worker.on('failed', (job, error) => {
    const final = job === undefined || job.attemptsMade >= (job.opts.attempts ?? 1);
    logger.error({ queue, jobId: job?.id, job: job?.name, final, err: error }, 'a job failed');
    if (job !== undefined) options.onFailed?.({ id: job.id ?? '', name: job.name, payload: job.data, final }, error);
  });
  let closing: Promise<void> | null = null;
  const close = async (graceMs: number): Promise<void> => {
    const closed = worker.close();
    if (!(await endsWithin(graceMs, closed))) {
      logger.warn({ queue, jobs: running.size }, 'giving up on jobs that do not end; they will be run again');
      for (const controller of running) controller.abort(new Error('the worker is stopping'));
      await endsWithin(1_000, closed);
    }
    await endsWithin(2_000, release());
  };
  return {
    queue,
    close: (graceMs = 8_000) => {
      closing ??= close(graceMs);
      return closing;
    },
  };
}
