import type { Queue, Worker } from 'bullmq';

/** BullMQ's processor with the signal that it hands to functions of three parameters. */
export type BullProcessor = (
  job: { id?: string; name: string; data: unknown; attemptsMade: number; opts: { attempts?: number } },
  token: string | undefined,
  signal: AbortSignal | undefined,
) => Promise<void>;

/** The options of a BullMQ worker that do not depend on where it runs. */
export interface BullWorkerOptions {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly runRetryDelay: number;
  readonly removeOnComplete: { readonly age: number; readonly count: number };
  readonly removeOnFail: { readonly age: number; readonly count: number };
}

/** What we use of a BullMQ queue; the full type differs by backend. */
export type BullQueue = Pick<
  Queue<unknown>,
  | 'name'
  | 'add'
  | 'addBulk'
  | 'upsertJobScheduler'
  | 'removeJobScheduler'
  | 'getJobSchedulers'
  | 'getJobCounts'
  | 'getFailed'
  | 'retryJobs'
  | 'close'
> & { on(event: 'error', listener: (error: Error) => void): unknown };

/** What we use of a BullMQ worker. */
export type BullWorker = Pick<Worker<unknown>, 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: FailedAttempt | undefined, error: Error) => void): unknown;
};

/** A job after an attempt that threw; undefined when its lock was lost for good. */
export interface FailedAttempt {
  readonly id?: string | undefined;
  readonly name: string;
  readonly data: unknown;
  readonly attemptsMade: number;
  readonly opts: { readonly attempts?: number };
}

/** A worker and what must be closed after it. */
export interface WiredWorker {
  readonly worker: BullWorker;
  release(): Promise<void>;
}

/** What differs between the two backends, and nothing else. */
export interface Wiring {
  ensureReady(): Promise<void>;
  makeQueue(name: string): BullQueue;
  makeWorker(name: string, process: BullProcessor, options: BullWorkerOptions): WiredWorker;
  onReconnected(listener: () => void): void;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
