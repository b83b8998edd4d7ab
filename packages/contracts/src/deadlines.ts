import { DEADLINE_KINDS } from '@capeline/domain';
import { z } from 'zod';
import { CalendarDate, Cents, Flag, Id, Instant, note, PageQuery, pageOf, sortBy } from './primitives.ts';

export const DeadlineKind = z.enum(DEADLINE_KINDS);
export type DeadlineKind = z.infer<typeof DeadlineKind>;
const DeadlineStatus = z.enum(['open', 'done', 'superseded']);

/** The dates of one clock, as computed. */
export const DeadlineDates = z.object({
  kind: DeadlineKind,
  liquidatedOn: CalendarDate,
  lastDay: CalendarDate,
  safeDay: CalendarDate,
  fileBy: CalendarDate,
  practiceRollDay: CalendarDate.nullable(),
});

/** One deadline: a client, a kind, a liquidation date; covers all entries that share them. */
export const Deadline = DeadlineDates.extend({
  id: Id,
  clientId: Id,
  clientName: z.string(),
  status: DeadlineStatus,
  entryCount: z.number().int(),
  ieepaDutyCents: Cents,
  citation: z.string(),
  arithmetic: z.string(),
  rulesVersion: z.string(),
  supersededBy: Id.nullable(),
  acknowledged: z.object({ at: Instant, by: z.string(), note: z.string().nullable() }).nullable(),
  openAlertTier: z.number().int().nullable(),
});
export type Deadline = z.infer<typeof Deadline>;
export const DeadlinePage = pageOf(Deadline);

/** An entry's own view of a deadline that it joins. */
export const EntryDeadline = DeadlineDates.extend({
  id: Id,
  status: z.enum(['open', 'done']),
  cause: z.string().nullable(),
  citation: z.string(),
  arithmetic: z.string(),
  rulesVersion: z.string(),
});
export type EntryDeadline = z.infer<typeof EntryDeadline>;

/** A clock as it would run if a past date without a status were a liquidation: it warns, and is no deadline. */
export const ProvisionalDeadline = DeadlineDates.extend({
  provisional: z.literal(true),
  citation: z.string(),
  arithmetic: z.string(),
});
export type ProvisionalDeadline = z.infer<typeof ProvisionalDeadline>;

/** The two rights of the board: CAPE, and protest of either kind. They are never added together. */
const DeadlineRight = z.enum(['cape', 'protest']);

/** Left out: `fileBy`. */
export const DeadlineSort = sortBy('fileBy', 'ieepaDutyCents');
export type DeadlineSort = z.infer<typeof DeadlineSort>;

/**
 * `GET /api/v1/deadlines`. `from` and `to` compare with file-by. `right`, `closesFrom` and `closesBy` give the list behind a number
 * of the board: each of them leaves only what is open, covers an entry and has not lapsed on the firm's business date. The two dates
 * are inclusive and compare with the day to work to: file-by for CAPE, the safe day for protest, or the business date when that day
 * has passed and the last day has not. `canGo` and `hasOwner` keep the clients that can file now, and those that somebody owns.
 */
export const DeadlineQuery = PageQuery.extend({
  sort: DeadlineSort.optional(),
  kind: DeadlineKind.optional(),
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
  clientId: Id.optional(),
  status: DeadlineStatus.optional(),
  right: DeadlineRight.optional(),
  closesFrom: CalendarDate.optional(),
  closesBy: CalendarDate.optional(),
  canGo: Flag.optional(),
  hasOwner: Flag.optional(),
  /** Rights whose last day passed while nothing was done; not together with the dates of what closes. */
  lapsed: z.literal('true').optional(),
});
export type DeadlineQuery = z.infer<typeof DeadlineQuery>;

/** `acknowledgedAt` as `acknowledged.at` of the deadline says it. */
export const UndoAcknowledgementRequest = z.strictObject({ acknowledgedAt: Instant });
export const AcknowledgeDeadlineRequest = z.strictObject({ note: note(1000).optional() });
