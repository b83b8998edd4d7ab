import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import type { CheckExpiry } from '../checks/check-kinds.ts';

/** How fresh a log-in must be before a planned upload (A03). */
export const ACCESS_TEST: CheckExpiry = {
  days: 7,
  verified: false,
  source: 'our own interval; the source checklist says: before the day of filing, not on it',
};

/** Whether the log-in is to be tried once more before an upload, and by when. */
export interface AccessTest {
  readonly isDue: boolean;
  /** The day before the upload; today when that has passed. */
  readonly testBy: PlainDate;
}

/** A03: a log-in counts for an upload only if somebody logged in within the days before it. Null: nobody ever looked. */
export function accessTestFor(verifiedOn: PlainDate | null, uploadOn: PlainDate, today: PlainDate): AccessTest {
  const dayBefore = addDays(uploadOn, -1);
  const isFresh = verifiedOn !== null && verifiedOn >= addDays(uploadOn, -ACCESS_TEST.days);
  return { isDue: !isFresh, testBy: dayBefore < today ? today : dayBefore };
}
