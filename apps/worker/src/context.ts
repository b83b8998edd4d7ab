import type { Database } from '@capeline/db';
import type { MailTransport } from '@capeline/mail';
import type { MailSettings, RetentionSettings } from '@capeline/operations';
import type { Clock, Logger } from '@capeline/runtime';

/** How often and how long; tests make them short. */
export interface WorkerTimes {
  readonly heartbeatMs: number;
  /** How often every firm is swept by the queue. */
  readonly sweepMs: number;
  /** How often old files and texts are looked for. */
  readonly retentionMs: number;
  /** How often the watchdog looks, without the queue. */
  readonly watchdogMs: number;
  /** How often what must be there is looked at again. */
  readonly prepareMs: number;
  /** How long an import may wait for the queue before the watchdog reads it. */
  readonly importGraceMs: number;
  /** How often the relay looks although nobody told it. */
  readonly relayPollMs: number;
  /** How long one call into the queue may take. */
  readonly relayTimeoutMs: number;
  /** How long a job's lock outlives its worker. */
  readonly jobLockMs: number;
  /** How long a running job may take to end when the worker stops. */
  readonly stopGraceMs: number;
}

export const DEFAULT_TIMES: WorkerTimes = {
  heartbeatMs: 10_000,
  sweepMs: 300_000,
  retentionMs: 86_400_000,
  watchdogMs: 10_000,
  prepareMs: 60_000,
  importGraceMs: 60_000,
  relayPollMs: 1_000,
  relayTimeoutMs: 5_000,
  jobLockMs: 30_000,
  stopGraceMs: 8_000,
};

/** Reads one uploaded report to its end; does nothing when it is read, in other hands, or not this firm's. */
export type ReadReport = (
  report: { readonly organizationId: string; readonly importId: string },
  signal: AbortSignal,
) => Promise<void>;

/** What jobs, watchdog and relay work with. */
export interface WorkerContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mail: MailSettings;
  readonly transport: MailTransport | null;
  readonly retention: RetentionSettings;
  readonly readReport: ReadReport;
  readonly times: WorkerTimes;
}
