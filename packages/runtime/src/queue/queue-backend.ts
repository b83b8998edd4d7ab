/** The two databases that BullMQ can run on. */
export type QueueKind = 'postgres' | 'redis';

/** How a job is added. */
export interface AddOptions {
  /** A second job with the id of one that waits, runs or failed is not added; one that is done is forgotten. No colon, not digits alone. */
  readonly jobId?: string;
  readonly delayMs?: number;
  /** How often it is tried in all; default 1. */
  readonly attempts?: number;
  /** The pause before the second attempt; it doubles with each further one. Default 1 s. */
  readonly backoffMs?: number;
}

/** When a schedule fires: every so many milliseconds, or by a cron pattern in a time zone. */
export type Recurrence = { readonly everyMs: number } | { readonly cron: string; readonly timeZone: string };

/** How many jobs are in which state. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly completed: number;
}

/** A failed job, for the operator. */
export interface FailedJob {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly failedAt: Date | null;
}

/** A named queue to add to. Losing it loses nothing: it only says "look now". */
export interface JobQueue {
  readonly name: string;
  /** Adds a job and returns its id. The payload must survive JSON. */
  add(jobName: string, payload: unknown, options?: AddOptions): Promise<string>;
  /** Adds many jobs in one round trip. */
  addAll(
    jobs: readonly { readonly name: string; readonly payload: unknown; readonly options?: AddOptions }[],
  ): Promise<void>;
  /** Makes or changes the schedule `id`: at each tick a job `jobName` is added. Idempotent. */
  schedule(id: string, recurrence: Recurrence, jobName: string, payload: unknown): Promise<void>;
  removeSchedule(id: string): Promise<void>;
  scheduleIds(): Promise<string[]>;
  counts(): Promise<QueueCounts>;
  /** The latest failed jobs, at most `limit`. */
  failed(limit: number): Promise<FailedJob[]>;
  /** Puts every failed job back. */
  retryFailed(): Promise<void>;
}

/** One attempt at a job. */
export interface JobRun {
  readonly id: string;
  readonly name: string;
  /** As it came through JSON: parse it with the contract's schema. */
  readonly payload: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  readonly attempts: number;
  readonly queue: string;
  /** Aborted when the lock is lost or the worker is told to give up: somebody else may already run this job. */
  readonly signal: AbortSignal;
}

/** Runs a job; throwing fails the attempt. It may be delivered twice, also at once: effects need a unique key in PostgreSQL. */
export type JobHandler = (job: JobRun) => Promise<void>;

export interface WorkerOptions {
  /** Jobs at the same time; default 1. */
  readonly concurrency?: number;
  /** How long a job that its worker no longer answers for stays its own; default 30 s. */
  readonly lockMs?: number;
  /** How often jobs of dead workers are looked for; default 30 s. */
  readonly stalledCheckMs?: number;
  /** Told after each failed attempt; `final` when no attempt is left. */
  readonly onFailed?: (job: { id: string; name: string; payload: unknown; final: boolean }, error: Error) => void;
}

/** A running consumer of one queue. */
export interface QueueWorker {
  readonly queue: string;
  /** Takes no new job, waits for the running ones up to `graceMs` (default 8 s), then gives up on them: their locks run out and they are run again. Idempotent. */
  close(graceMs?: number): Promise<void>;
}

/** BullMQ on PostgreSQL or Redis; what is above does not see which. */
export interface QueueBackend {
  readonly kind: QueueKind;
  /** Checks server, schema, grants or eviction policy. Throws `QueueUnavailableError` (try again) or `QueueMisconfiguredError` (refuse to start). Nothing else works before it. */
  ensureReady(): Promise<void>;
  queue(name: string): JobQueue;
  worker(name: string, handler: JobHandler, options?: WorkerOptions): QueueWorker;
  /** Called whenever a lost connection to Redis is back: schedules may have been flushed, make them again. Never called on PostgreSQL. */
  onReconnected(listener: () => void): void;
  /** Whether the queue's server answers now. */
  ping(): Promise<boolean>;
  /** Closes all workers, then queues, then connections. Idempotent. */
  close(graceMs?: number): Promise<void>;
}

/** The queue's server does not answer at the moment. */
export class QueueUnavailableError extends Error {
  override name = 'QueueUnavailableError';
}

/** The queue's server answers, but must not be worked with as it is; the message says the cure. */
export class QueueMisconfiguredError extends Error {
  override name = 'QueueMisconfiguredError';
}
