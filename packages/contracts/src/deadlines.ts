import { z } from 'zod';
import { CalendarDate, Cents, Id, Instant, note, PageQuery, pageOf } from './primitives.ts';

export const DeadlineKind = z.enum(['cape_window', 'voluntary_reliquidation', 'protest', 'protest_reliquidation']);
export type DeadlineKind = z.infer<typeof DeadlineKind>;
export const DeadlineStatus = z.enum(['open', 'done', 'superseded']);

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

/** `GET /api/v1/deadlines`: `from` and `to` compare with file-by. */
export const DeadlineQuery = PageQuery.extend({
  kind: DeadlineKind.optional(),
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
  clientId: Id.optional(),
  status: DeadlineStatus.optional(),
});
export type DeadlineQuery = z.infer<typeof DeadlineQuery>;

export const AcknowledgeDeadlineRequest = z.strictObject({ note: note(1000).optional() });
