import { LIQUIDATION_STATUSES, startsClock } from '@capeline/domain';
import { z } from 'zod';
import { DeadlineDates, DeadlineKind } from './deadlines.ts';
import { CalendarDate, Cents, Id, Instant, shortText } from './primitives.ts';

export const LiquidationStatus = z.enum(LIQUIDATION_STATUSES);
export type LiquidationStatus = z.infer<typeof LiquidationStatus>;

/** The facts of an entry that a person can attest. */
const ENTRY_FACTS = [
  'importerNumber',
  'entryType',
  'entryDate',
  'entrySummaryDate',
  'ieepaDutyCents',
  'liquidation',
  'reconciliationFlagged',
  'type09OnFile',
  'box28NamesParty',
] as const;
export type EntryFact = (typeof ENTRY_FACTS)[number];

/** On what a person relies: always a note, and where, when and by whom it was seen. */
export const Evidence = z.strictObject({
  note: shortText(2000),
  /** For example `ACE > Entry Summary > Liquidation`, or the bulletin notice. */
  source: shortText(500).optional(),
  /** The day on which it was seen; the firm's business date when left out. */
  seenOn: CalendarDate.optional(),
  seenBy: shortText(200).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

const ClockedLiquidation = z
  .strictObject({
    status: LiquidationStatus.exclude(['unknown']),
    /** Beside liquidated, reliquidated and deemed; required there. */
    date: CalendarDate.nullable().optional(),
    /** Beside the others. */
    scheduledDate: CalendarDate.nullable().optional(),
  })
  .superRefine(({ status, date, scheduledDate }, context) => {
    if (startsClock(status) && (date ?? null) === null)
      context.addIssue({ code: 'custom', path: ['date'], message: 'Give the date on which CBP posted it.' });
    if (!startsClock(status) && (date ?? null) !== null)
      context.addIssue({ code: 'custom', path: ['date'], message: 'Beside this status a date is a scheduledDate.' });
    if (startsClock(status) && (scheduledDate ?? null) !== null)
      context.addIssue({
        code: 'custom',
        path: ['scheduledDate'],
        message: 'It is liquidated: give the date instead.',
      });
  });

/** What a person can say of an entry; what is left out stays, null is "not known". */
const EntryFactFields = {
  entryType: z
    .string()
    .trim()
    .regex(/^\d{2}$/u, 'An entry type is two digits, for example 01.')
    .nullable()
    .optional(),
  entryDate: CalendarDate.nullable().optional(),
  entrySummaryDate: CalendarDate.nullable().optional(),
  ieepaDutyCents: Cents.min(0).max(100_000_000_000_000).nullable().optional(),
  liquidation: ClockedLiquidation.optional(),
  reconciliation: z
    .strictObject({
      flagged: z.boolean().nullable().optional(),
      type09OnFile: z.boolean().nullable().optional(),
      /** The day on which the type 09 was filed; only beside `type09OnFile: true`. */
      type09FiledOn: CalendarDate.nullable().optional(),
    })
    .optional(),
  /** Box 28 of the entry summary names the notify party of CBP Form 4811. */
  box28NamesParty: z.boolean().nullable().optional(),
};

/** `POST /api/v1/entries`. An importer number that is not known makes one client, named by `clientName` or else by the number. */
export const CreateEntryRequest = z.strictObject({
  entryNumber: z.string().trim().min(1).max(40),
  importerNumber: z.string().trim().min(1).max(40),
  clientName: shortText().optional(),
  ...EntryFactFields,
  evidence: Evidence,
});
export type CreateEntryRequest = z.infer<typeof CreateEntryRequest>;

/** `PATCH /api/v1/entries/{entryNumber}`. `confirmLater` is a person's consent to a clock that ends later, or not at all. */
export const CorrectEntryRequest = z.strictObject({
  importerNumber: z.string().trim().min(1).max(40).optional(),
  clientName: shortText().optional(),
  ...EntryFactFields,
  confirmLater: z.boolean().optional(),
  evidence: Evidence,
});
export type CorrectEntryRequest = z.infer<typeof CorrectEntryRequest>;

/** `POST /api/v1/entries/preview`: the same facts before anybody decides; nothing is written. */
export const PreviewEntryRequest = z.strictObject({
  entryNumber: z.string().trim().min(1).max(40),
  importerNumber: z.string().trim().min(1).max(40).optional(),
  ...EntryFactFields,
});
export type PreviewEntryRequest = z.infer<typeof PreviewEntryRequest>;

/** Something to look at again; it refuses nothing. */
export const EntryWarning = z.object({ code: z.string(), message: z.string() });
export type EntryWarning = z.infer<typeof EntryWarning>;

/** A clock that would end later, or (`to` null) not run any more. */
export const LaterClock = z.object({ kind: DeadlineKind, from: CalendarDate, to: CalendarDate.nullable() });

export const EntryPreview = z.object({
  /** False for a number that the firm does not know yet. */
  exists: z.boolean(),
  clientName: z.string().nullable(),
  before: z.array(DeadlineDates),
  after: z.array(DeadlineDates),
  /** Not empty: the correction needs `confirmLater`. */
  later: z.array(LaterClock),
  warnings: z.array(EntryWarning),
});
export type EntryPreview = z.infer<typeof EntryPreview>;

export const EntryAttestation = z.object({
  id: Id,
  facts: z.array(z.object({ fact: z.string(), value: z.string().nullable() })),
  note: z.string(),
  source: z.string().nullable(),
  seenOn: CalendarDate,
  seenBy: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: Instant,
});
export type EntryAttestation = z.infer<typeof EntryAttestation>;
