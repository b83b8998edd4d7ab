import { type Database, heartbeat, readServiceStates, type SystemTransaction } from '@capeline/db';

/** Remembers, beside the firm itself, that there was a sample: it is not made again when somebody removed it. */
const MARK = 'sample';

/**
 * How far the sample got. `complete`: everything in it is ours up to the event `trailSeq` of its trail; `renewing`: the old one may
 * be gone and a new one is wanted; `removed`: somebody wants none, for good.
 */
export type SampleMark =
  | { readonly state: 'complete'; readonly organizationId: string; readonly trailSeq: number | null }
  | { readonly state: 'renewing' }
  | { readonly state: 'removed' };

/** What was noted last; null when no sample was ever complete. */
export async function readSampleMark(tx: SystemTransaction): Promise<SampleMark | null> {
  const details = (await readServiceStates(tx)).find(({ name }) => name === MARK)?.details;
  if (details === undefined || details === null) return null;
  const { state, organizationId, trailSeq } = details;
  if (state === 'renewing' || state === 'removed') return { state };
  return {
    state: 'complete',
    organizationId: String(organizationId),
    trailSeq: typeof trailSeq === 'number' ? trailSeq : null,
  };
}

/** Notes it in the caller's transaction. */
export function writeSampleMark(tx: SystemTransaction, mark: SampleMark, now: Date): Promise<void> {
  return heartbeat(tx, MARK, now, { ...mark });
}

/** Notes it in a transaction of its own, so that it stands before anything is deleted. */
export function noteSampleMark(database: Database, mark: SampleMark, now: Date): Promise<void> {
  return database.withSystem('sample: note what becomes of it', (tx) => writeSampleMark(tx, mark, now));
}
