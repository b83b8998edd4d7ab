import { z } from 'zod';
import { LaterClock, LiquidationStatus } from './entry-facts.ts';
import { CalendarDate, Cents, Id, note, PageQuery, pageOf } from './primitives.ts';

/** A later liquidation date (or none any more) that a report gave, or the undo of one: the earlier date rules until a person decides. */
export const Proposal = z.object({
  entryNumber: z.string(),
  formatted: z.string(),
  clientId: Id,
  clientName: z.string(),
  ieepaDutyCents: Cents.nullable(),
  /** What rules. */
  current: z.object({
    status: LiquidationStatus,
    date: CalendarDate.nullable(),
    reliquidatedOn: CalendarDate.nullable(),
  }),
  /** `date` null: not liquidated any more. */
  proposed: z.object({ status: LiquidationStatus, date: CalendarDate.nullable() }),
  /** Days between the date that rules and the proposed one; null where there is none. */
  daysLater: z.number().int().nullable(),
  source: z.object({
    kind: z.enum(['report', 'undo', 'correction']),
    importId: Id.nullable(),
    fileName: z.string().nullable(),
    asOf: CalendarDate.nullable(),
    row: z.number().int().nullable(),
  }),
  /** Clocks that a confirmation would move later, or (`to` null) stop, by their last days. */
  moves: z.array(LaterClock),
});
export type Proposal = z.infer<typeof Proposal>;
export const ProposalPage = pageOf(Proposal);

export const ProposalQuery = PageQuery.extend({ clientId: Id.optional() });
export type ProposalQuery = z.infer<typeof ProposalQuery>;

/** Body of `confirm` and `keep`; may be left out. */
export const DecisionNote = z.strictObject({ note: note(1000).optional() }).nullish();

/** `POST /api/v1/proposals/decide`: one decision about many. `proposedDate` is what the person saw; another one meanwhile is refused. */
export const DecideProposalsRequest = z.strictObject({
  decision: z.enum(['confirm', 'keep']),
  proposals: z
    .array(z.strictObject({ entryNumber: z.string().max(40), proposedDate: CalendarDate.nullable() }))
    .min(1)
    .max(500),
  note: note(1000).optional(),
});
export type DecideProposalsRequest = z.infer<typeof DecideProposalsRequest>;

/** One answer for each that was asked, in their order. */
export const DecideProposalsResponse = z.object({
  results: z.array(
    z.object({
      entryNumber: z.string(),
      outcome: z.enum(['confirmed', 'kept', 'refused']),
      problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
    }),
  ),
});
export type DecideProposalsResponse = z.infer<typeof DecideProposalsResponse>;
