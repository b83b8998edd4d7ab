import { JOB_PAYLOADS } from '@capeline/contracts';
import { applyRetention, removeLapsedEvidence } from '@capeline/operations';
import { defineJob } from './define-job.ts';

/** Once a day for each firm; nothing waits for it, so that a day without a queue is only a day later. */
export const applyRetentionJob = defineJob({
  name: 'apply-retention',
  payload: JOB_PAYLOADS['apply-retention'],
  attempts: 3,
  backoffMs: 60_000,
  concurrency: 1,
  run: async ({ database, clock, logger, retention, evidence }, { organizationId }) => {
    const outcome = await applyRetention(database, organizationId, { now: clock.now(), keep: retention });
    if (outcome.filesRemoved + outcome.mailTextsRemoved > 0)
      logger.info({ organizationId, ...outcome }, 'old files and texts were removed');
    const contents = await removeLapsedEvidence({ database, store: evidence.store }, organizationId, {
      now: clock.now(),
      keepDays: evidence.keepRemovedDays,
    });
    if (contents > 0) logger.info({ organizationId, contents }, 'the contents of removed evidence are gone');
  },
});
