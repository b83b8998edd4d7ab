import type { JobName } from '@capeline/contracts';
import { listFirmIds } from '@capeline/operations';
import type { QueueBackend } from '@capeline/runtime';
import type { WorkerContext } from './context.ts';

/** Recurring work of a firm; its schedules are named by the prefix and the firm. */
interface FirmWork {
  readonly job: JobName;
  readonly prefix: string;
  readonly everyMs: (context: WorkerContext) => number;
}

/** The one list of recurring work. */
const FIRM_WORK: readonly FirmWork[] = [
  { job: 'sweep-organization', prefix: 'sweep-', everyMs: ({ times }) => times.sweepMs },
  { job: 'apply-retention', prefix: 'retention-', everyMs: ({ times }) => times.retentionMs },
];

/**
 * Makes the queue's schedules what the list says: missing ones are made (a flushed Redis has none), those of firms that are gone
 * are removed. Idempotent; run at boot, when a lost connection is back, and by the watchdog.
 */
export async function ensureSchedules(queue: QueueBackend, context: WorkerContext): Promise<void> {
  const organizationIds = await listFirmIds(context.database);
  for (const { job, prefix, everyMs } of FIRM_WORK) {
    const jobs = queue.queue(job);
    const known = new Set(await jobs.scheduleIds());
    for (const organizationId of organizationIds) {
      const id = `${prefix}${organizationId}`;
      if (!known.delete(id)) await jobs.schedule(id, { everyMs: everyMs(context) }, job, { organizationId });
    }
    for (const id of known) if (id.startsWith(prefix)) await jobs.removeSchedule(id);
  }
}
