import { type Database, heartbeat, listOrganizations, readServiceStates, type SystemTransaction } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { loadSampleReports } from './load-sample-reports.ts';
import { makeSampleFirm } from './make-sample-firm.ts';
import { recordSampleChecks } from './record-sample-checks.ts';

/** Remembers, beside the firm itself, that there was a sample: it is not made again when somebody removed it. */
const MARK = 'sample';

/** The zone of firms that chose none. */
export const SAMPLE_TIME_ZONE = 'America/New_York';

/** `made`: now complete; `present`: was so before; `removed`: somebody removed it, and that is respected. */
export type SampleOutcome = 'made' | 'present' | 'removed';

async function lockSample(tx: SystemTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('capeline sample firm', 0))`);
}

/**
 * Makes the sample firm relative to the business date, its entries by the way of every report, unless there is one or was one.
 * Of two workers one makes it and the other waits; after a crash the next start goes on where it stopped.
 */
export async function ensureSampleFirm(
  database: Database,
  input: { readonly now: () => Date; readonly businessDate: string },
): Promise<SampleOutcome> {
  const businessDate = plainDate(input.businessDate);
  return database.withSystem('sample: make the sample firm once', async (tx) => {
    await lockSample(tx);
    const wasComplete = (await readServiceStates(tx)).some(({ name }) => name === MARK);
    const sample = (await listOrganizations(tx)).find(({ isSample }) => isSample);
    if (wasComplete) return sample === undefined ? 'removed' : 'present';
    const organizationId = sample?.id ?? (await makeSampleFirm(database, tx, input.now()));
    await loadSampleReports(database, { organizationId, now: input.now, businessDate });
    await recordSampleChecks(database, { organizationId, businessDate, now: input.now() });
    await heartbeat(tx, MARK, input.now(), { organizationId });
    return 'made';
  });
}
