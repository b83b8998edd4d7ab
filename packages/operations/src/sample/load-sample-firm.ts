import {
  countActsAfter,
  type Database,
  deleteSampleOrganization,
  findTrailEnd,
  listOrganizations,
  type Organization,
  type SystemTransaction,
} from '@capeline/db';
import { type PlainDate, plainDate } from '@capeline/domain';
import { loadSampleReports } from './load-sample-reports.ts';
import { makeSampleFirm } from './make-sample-firm.ts';
import { recordSampleChecks } from './record-sample-checks.ts';
import { noteSampleMark, readSampleMark, type SampleMark, writeSampleMark } from './sample-mark.ts';
import { isSampleAged } from './sample-week.ts';

/** The zone of firms that chose none. */
export const SAMPLE_TIME_ZONE = 'America/New_York';

/**
 * `made`: now complete; `present`: was so before and fits the date; `renewed`: had aged and was made anew; `kept`: has aged, but
 * somebody worked in it, so it stays as it is; `removed`: somebody removed it, and that is respected.
 */
export type SampleOutcome = 'made' | 'present' | 'renewed' | 'kept' | 'removed';

interface SampleInput {
  readonly now: () => Date;
  readonly businessDate: string;
}

async function lockSample(tx: SystemTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('capeline sample firm', 0))`);
}

/** Makes the sample, or goes on with one that a crash left unfinished, for the date for which that was begun. */
async function complete(
  database: Database,
  tx: SystemTransaction,
  unfinished: Organization | undefined,
  input: { readonly now: () => Date; readonly businessDate: PlainDate },
): Promise<void> {
  const { now } = input;
  const businessDate = unfinished?.sampleFor ? plainDate(unfinished.sampleFor) : input.businessDate;
  const organizationId = unfinished?.id ?? (await makeSampleFirm(database, tx, { now: now(), businessDate }));
  await loadSampleReports(database, { organizationId, now, businessDate });
  await recordSampleChecks(database, { organizationId, businessDate, now: now() });
  const trailSeq = await database.withTenantRead(organizationId, findTrailEnd);
  await writeSampleMark(tx, { state: 'complete', organizationId, trailSeq }, now());
}

/** Whether anybody did anything in it but look; unknown counts as yes. */
async function wasWorkedIn(database: Database, sample: Organization, mark: SampleMark): Promise<boolean> {
  if (mark.state !== 'complete' || mark.trailSeq === null) return true;
  const { trailSeq } = mark;
  return (await database.withTenantRead(sample.id, (tx) => countActsAfter(tx, trailSeq))) > 0;
}

/** What becomes of a complete sample that has aged. The wish for a new one is noted before the old one goes. */
async function replace(
  database: Database,
  sample: Organization,
  mark: SampleMark,
  now: Date,
): Promise<'kept' | 'removed' | 'gone'> {
  if (await wasWorkedIn(database, sample, mark)) return 'kept';
  await noteSampleMark(database, { state: 'renewing' }, now);
  if (await database.withTenantPg(sample.id, deleteSampleOrganization)) return 'gone';
  await noteSampleMark(database, { state: 'removed' }, now);
  return 'removed';
}

/**
 * Sees to it that there is a sample firm relative to the business date, its entries by the way of every report, unless somebody
 * removed it. One that has aged is made anew as long as nobody worked in it. Real firms are never touched: the database lets no
 * other be deleted. Of two workers one makes it and the other waits; after a crash the next call goes on where it stopped.
 */
export async function ensureSampleFirm(database: Database, input: SampleInput): Promise<SampleOutcome> {
  const businessDate = plainDate(input.businessDate);
  return database.withSystem('sample: make the sample firm, or renew it', async (tx) => {
    await lockSample(tx);
    const mark = await readSampleMark(tx);
    const sample = (await listOrganizations(tx)).find(({ isSample }) => isSample);
    if (mark?.state === 'removed') return 'removed';
    if (mark?.state !== 'complete') {
      await complete(database, tx, sample, { ...input, businessDate });
      return mark === null ? 'made' : 'renewed';
    }
    if (sample === undefined) return 'removed';
    if (sample.sampleFor !== null && !isSampleAged(plainDate(sample.sampleFor), businessDate)) return 'present';
    const replaced = await replace(database, sample, mark, input.now());
    if (replaced !== 'gone') return replaced;
    await complete(database, tx, undefined, { ...input, businessDate });
    return 'renewed';
  });
}
