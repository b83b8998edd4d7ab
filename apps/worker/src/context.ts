import type { Database } from '@capeline/db';
import type { MailTransport } from '@capeline/mail';
import type { EvidenceStore, MailSettings, RetentionSettings } from '@capeline/operations';
import type { Clock, Logger, WorkerTimes } from '@capeline/runtime';

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
  /** Where contents outside the database are, and for how many days removed ones are kept. */
  readonly evidence: { readonly store: EvidenceStore | null; readonly keepRemovedDays: number };
  readonly readReport: ReadReport;
  readonly times: WorkerTimes;
}
