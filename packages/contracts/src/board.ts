import { z } from 'zod';
import { CheckKind } from './checks.ts';
import { CalendarDate, Cents, Instant } from './primitives.ts';

/** Money of one strip within N days, summed per entry per date, with the part that cannot go now. */
export const StripSpan = z.object({
  days: z.union([z.literal(7), z.literal(14), z.literal(30)]),
  ieepaDutyCents: Cents,
  entryCount: z.number().int(),
  cannotGoCents: Cents,
  /** The checks that hold that part back, most money first. */
  heldBy: z.array(CheckKind),
  withoutOwnerCents: Cents,
});
export type StripSpan = z.infer<typeof StripSpan>;

const BoardWeek = z.object({
  weekStart: CalendarDate,
  kind: z.enum(['cape_window', 'protest']),
  canGoCents: Cents,
  cannotGoCents: Cents,
  entryCount: z.number().int(),
});

/** `GET /api/v1/board` */
export const Board = z.object({
  businessDate: CalendarDate,
  clientCount: z.number().int(),
  canFileCount: z.number().int(),
  canBePaidCount: z.number().int(),
  filerCodes: z.array(z.string()),
  capeCloses: z.array(StripSpan),
  protestCloses: z.array(StripSpan),
  weeks: z.array(BoardWeek),
  filterCounts: z.record(z.string(), z.number().int()),
  needsYou: z.object({
    alertsNotAcknowledged: z.number().int(),
    clientsWithStaleData: z.number().int(),
    clientsWithoutOwner: z.number().int(),
    /** Clients that wait for somebody who is to be asked again: their chase date, or that of a check, has come. */
    clientsToChase: z.number().int(),
    entriesNeedingData: z.number().int(),
    /** Entries with a past date and no status; each is one of `entriesNeedingData`, too. */
    provisionalDates: z.number().int(),
    proposalsWaiting: z.number().int(),
    entriesGone: z.number().int(),
    importsFailed: z.number().int(),
    firmChecksOpen: z.number().int(),
    filerCodesWithoutFriday: z.number().int(),
  }),
  dataAsOf: CalendarDate.nullable(),
  lastImportAt: Instant.nullable(),
  lastSweepAt: Instant.nullable(),
  /** No sweep of this firm for two intervals: deadlines may come near unseen. */
  sweepIsLate: z.boolean(),
  /** Messages that the mail server did not take at three attempts and that wait for the next. */
  mailsStuck: z.number().int(),
  lastDigest: z
    .object({
      businessDate: CalendarDate,
      accepted: z.number().int(),
      failed: z.number().int(),
      notConfigured: z.number().int(),
    })
    .nullable(),
});
export type Board = z.infer<typeof Board>;
