import { applyRetentionJob } from './apply-retention.ts';
import type { Job } from './define-job.ts';
import { readReportJob } from './read-report.ts';
import { sendMailJob } from './send-mail.ts';
import { sweepOrganizationJob } from './sweep-organization.ts';

/** Every kind of work that this worker does. */
export const ALL_JOBS: readonly Job[] = [readReportJob, sweepOrganizationJob, sendMailJob, applyRetentionJob];

/** The job of a name; undefined for one that this release does not know. */
export function findJob(name: string): Job | undefined {
  return ALL_JOBS.find((job) => job.name === name);
}
