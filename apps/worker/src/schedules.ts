import type { JobName } from '@capeline/contracts';
import { listFirmIds } from '@capeline/operations';
import type { QueueBackend, Recurrence } from '@capeline/runtime';
import type { WorkerContext } from './context.ts';

interface Schedule {
  readonly id: string;
  readonly job: JobName;
  readonly recurrence: Recurrence;
  readonly payload: Record<string, unknown>;
}

const SWEEP_PREFIX = 'sweep-';

/** The one list of recurring work. */
function schedulesFor(organizationIds: readonly string[], context: WorkerContext): Schedule[] {
  return organizationIds.map((organizationId) => ({
    id: `${SWEEP_PREFIX}${organizationId}`,
    job: 'sweep-organization',
    recurrence: { everyMs: context.times.sweepMs },
    payload: { organizationId },
  }));
}

/**
 * Makes the queue's schedules what the list says: missing ones are made (a flushed Redis has none), those of firms that are gone
 * are removed. Idempotent; run at boot, when a lost connection is back, and by the watchdog.
 */
export async function ensureSchedules(queue: QueueBackend, context: WorkerContext): Promise<void> {
  const wanted = schedulesFor(await listFirmIds(context.database), context);
  const sweeps = queue.queue('sweep-organization');
  const known = new Set(await sweeps.scheduleIds());
  for (const { id, job, recurrence, payload } of wanted) {
    if (!known.delete(id)) await queue.queue(job).schedule(id, recurrence, job, payload);
  }
  for (const id of known) if (id.startsWith(SWEEP_PREFIX)) await sweeps.removeSchedule(id);
}
