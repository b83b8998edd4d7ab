import { JOB_PAYLOADS } from '@capeline/contracts';
import type { WorkerContext } from '../context.ts';
import { sweepFirm } from '../sweep-firm.ts';
import { defineJob } from './define-job.ts';

/** Reads a report and looks at once which of its dates are due: who imports at noon need not wait for the next round. */
export async function readAndSweep(
  context: WorkerContext,
  report: { readonly organizationId: string; readonly importId: string },
  signal: AbortSignal,
): Promise<void> {
  await context.readReport(report, signal);
  if (!signal.aborted) await sweepFirm(context, report.organizationId);
}

/** One at a time per worker: a report may be large, and memory is bounded per report. */
export const readReportJob = defineJob({
  name: 'read-report',
  payload: JOB_PAYLOADS['read-report'],
  attempts: 3,
  backoffMs: 2_000,
  concurrency: 1,
  run: readAndSweep,
});
