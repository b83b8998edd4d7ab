import { noteWorkerAlive } from '@capeline/operations';
import { type QueueBackend, QueueUnavailableError, runPeriodically, type Shutdown } from '@capeline/runtime';
import type { WorkerContext } from './context.ts';
import { ALL_JOBS } from './jobs/all-jobs.ts';
import { startRelay } from './relay.ts';
import { ensureSchedules } from './schedules.ts';
import { sweepUnswept, watchImports, watchMails, watchSweeps } from './watchdog.ts';
import { within } from './within.ts';

const QUEUE_RETRY_MS = 2_000;
/** What closing connections may take beyond the grace for running jobs. */
const CLOSING_MS = 4_000;
/** What a watchdog may take to reach a point where it can stop. */
const STOPPING_MS = 5_000;

export interface WorkerParts {
  readonly context: WorkerContext;
  readonly queue: QueueBackend;
  /** For the relay's LISTEN. */
  readonly systemUrl: string;
  /** Runs before the first sweep and again and again: what must be there to be swept. Cheap when it is. */
  readonly prepare?: () => Promise<void>;
}

type Stop = () => Promise<void>;

async function startQueueWork({ context, queue, systemUrl }: WorkerParts, stops: Stop[]): Promise<void> {
  const { logger, times } = context;
  for (const job of ALL_JOBS) {
    queue.worker(job.name, (run) => job.handle(context, run), {
      concurrency: job.concurrency,
      lockMs: times.jobLockMs,
      stalledCheckMs: times.jobLockMs,
    });
  }
  const schedules = runPeriodically(
    'schedules',
    times.watchdogMs,
    (signal) => within(times.relayTimeoutMs, signal, ensureSchedules(queue, context)),
    logger,
  );
  stops.push(() => schedules.stop());
  queue.onReconnected(() => schedules.nudge());
  const relay = await startRelay(queue, context, systemUrl);
  stops.push(() => relay.stop());
  logger.info({ queue: queue.kind }, 'the queue is ready');
}

/** Whether the queue's server answers and may be worked with. Throws when it answers and must not be. */
async function isQueueReady(queue: QueueBackend): Promise<boolean> {
  try {
    await queue.ensureReady();
    return true;
  } catch (error) {
    if (error instanceof QueueUnavailableError) return false;
    throw error;
  }
}

/** Waits for the queue's server as long as it takes; false when stopped meanwhile. */
async function waitForQueue(queue: QueueBackend, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await isQueueReady(queue)) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, QUEUE_RETRY_MS);
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
  }
  return false;
}

function startWatchdogs({ context, prepare }: WorkerParts, stops: Stop[]): void {
  const { times, logger } = context;
  const sweeps = runPeriodically('sweeps', times.watchdogMs, (signal) => watchSweeps(context, signal), logger);
  const mails = runPeriodically('mails', times.watchdogMs, (signal) => watchMails(context, signal), logger);
  const imports = runPeriodically('imports', times.watchdogMs, (signal) => watchImports(context, signal), logger);
  // A day ends while the worker runs, too.
  const prepared = runPeriodically('preparation', times.prepareMs, async () => prepare?.(), logger);
  stops.push(
    () => prepared.stop(),
    () => sweeps.stop(),
    () => mails.stop(),
    () => imports.stop(),
  );
}

async function prepareAndSweep({ context, prepare }: WorkerParts, signal: AbortSignal): Promise<void> {
  await prepare?.();
  await sweepUnswept(context, context.clock.now(), signal);
}

/**
 * Starts everything a worker does: heartbeat, the first sweep at once, watchdog, then the queue's jobs, relay and schedules. It
 * resolves once the first sweep is done and the queue was tried; a queue that does not answer yet is waited for in the
 * background. Throws `QueueMisconfiguredError`. Everything is registered with `shutdown`.
 */
export async function startWorker(parts: WorkerParts, shutdown: Shutdown): Promise<void> {
  const { context, queue } = parts;
  const { times, logger, clock, database } = context;
  const alive = () => noteWorkerAlive(database, clock.now(), { pid: process.pid, queue: queue.kind });
  const heartbeat = runPeriodically('heartbeat', times.heartbeatMs, alive, logger);
  shutdown.add('heartbeat', () => heartbeat.stop());
  shutdown.add('queue', () => queue.close(times.stopGraceMs), { timeoutMs: times.stopGraceMs + CLOSING_MS });
  // Who uses the queue stops before it: a call into a closed one may never come back.
  const stops: Stop[] = [];
  shutdown.add('relay and watchdogs', async () => void (await Promise.all(stops.map((stop) => stop()))), {
    timeoutMs: STOPPING_MS,
  });
  // Side by side: a queue that does not answer must not hold up the first sweep.
  const [isReady] = await Promise.all([isQueueReady(queue), prepareAndSweep(parts, shutdown.signal)]);
  if (shutdown.signal.aborted) return;
  startWatchdogs(parts, stops);
  if (isReady) return startQueueWork(parts, stops);
  logger.warn('the queue does not answer; the watchdog works without it until it does');
  void waitForQueue(queue, shutdown.signal)
    .then((isReadyNow) => (isReadyNow && !shutdown.signal.aborted ? startQueueWork(parts, stops) : undefined))
    .catch((error: unknown) => logger.fatal({ err: error }, 'the queue cannot be used; the watchdog works alone'));
}
