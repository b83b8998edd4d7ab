import { JOB_PAYLOADS } from '@capeline/contracts';
import { sweepFirm } from '../sweep-firm.ts';
import { defineJob } from './define-job.ts';

/** Finds deadlines that entered a tier and composes the morning's digest. */
export const sweepOrganizationJob = defineJob({
  name: 'sweep-organization',
  payload: JOB_PAYLOADS['sweep-organization'],
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 4,
  run: (context, { organizationId }) => sweepFirm(context, organizationId),
});
