import { z } from 'zod';
import { EntryDeadline, ProvisionalDeadline } from './deadlines.ts';
import { EntryAttestation, LiquidationStatus } from './entry-facts.ts';
import { FilerStatus } from './filer-codes.ts';
import { CalendarDate, Cents, Flag, Id, PageQuery, pageOf, sortBy } from './primitives.ts';

export const Entry = z.object({
  entryNumber: z.string(),
  formatted: z.string(),
  filerCode: z.string(),
  /** `another`: another filer's: we may protest with authority, never file it in CAPE. `unknown` until a person decides. */
  filerStatus: FilerStatus,
  /** In clear only with `importer_numbers:read`. */
  importerNumber: z.string().nullable(),
  importerNumberMasked: z.string(),
  clientId: Id,
  clientName: z.string(),
  entryType: z.string().nullable(),
  entryDate: CalendarDate.nullable(),
  entrySummaryDate: CalendarDate.nullable(),
  liquidation: z.object({
    status: LiquidationStatus,
    date: CalendarDate.nullable(),
    scheduledDate: CalendarDate.nullable(),
    proposed: z.object({ date: CalendarDate.nullable(), source: z.string() }).nullable(),
  }),
  estimatedLiquidation: z.object({ date: CalendarDate, basis: z.string() }).nullable(),
  reconciliation: z.object({
    flagged: z.boolean().nullable(),
    type09OnFile: z.boolean().nullable(),
    /** The day on which the type 09 was filed, as somebody attested it. */
    type09FiledOn: CalendarDate.nullable(),
  }),
  /** Box 28 of the entry summary names the notify party of CBP Form 4811, as somebody attested it; null while nobody looked. */
  box28NamesParty: z.boolean().nullable(),
  protest: z.object({ number: z.string().nullable(), status: z.string().nullable() }),
  /** Null while the entry's lines could not be read whole. */
  ieepaDutyCents: Cents.nullable(),
  needsData: z.string().nullable(),
  /** The date of the first newer report of its importer that lacked the entry; its clocks run on. Null when the newest has it. */
  goneSince: CalendarDate.nullable(),
  asOf: CalendarDate,
  route: z.object({ code: z.string(), reasons: z.array(z.string()), rulesVersion: z.string() }).nullable(),
  deadlines: z.array(EntryDeadline),
});
export type Entry = z.infer<typeof Entry>;
export const EntryPage = pageOf(Entry);

const EntryLine = z.object({
  row: z.number().int(),
  lineNumber: z.string().nullable(),
  ordinal: z.number().int().nullable(),
  hts: z.string(),
  countryOfOrigin: z.string().nullable(),
  goodsValueCents: Cents.nullable(),
  dutyCents: Cents,
  isIeepa: z.boolean(),
});
export const EntryDetail = Entry.extend({
  /** Names this state for `If-Match`; the `ETag` is the same. */
  version: z.string(),
  lines: z.array(EntryLine),
  /** Counted from a past date without a status, as if CBP had liquidated that day; empty for every other entry. */
  provisionalDeadlines: z.array(ProvisionalDeadline),
  /** What people said of this entry and on what evidence, newest first. */
  attestations: z.array(EntryAttestation),
});
export type EntryDetail = z.infer<typeof EntryDetail>;

/** Left out: `entryNumber`. */
export const EntrySort = sortBy('entryNumber', 'liquidationDate', 'ieepaDutyCents');
export type EntrySort = z.infer<typeof EntrySort>;

/** `GET /api/v1/deadlines/{id}/entries` */
export const SortedEntriesQuery = PageQuery.extend({ sort: EntrySort.optional() });
export type SortedEntriesQuery = z.infer<typeof SortedEntriesQuery>;

export const EntryQuery = SortedEntriesQuery.extend({
  clientId: Id.optional(),
  importerNumber: z.string().max(20).optional(),
  route: z.string().max(40).optional(),
  liquidationStatus: LiquidationStatus.optional(),
  /** Entries that show an open deadline whose `fileBy` lies before this date, whether its last day has passed or not. */
  fileByBefore: CalendarDate.optional(),
  entryNumber: z.string().max(20).optional(),
  /** Entries that cannot be relied on until a fact arrives. */
  needsData: Flag.optional(),
  /** Entries whose report shows a past liquidation date without a status. */
  provisional: Flag.optional(),
  /** Entries whose report shows this past date without a status. */
  provisionalOn: CalendarDate.optional(),
  /** Entries with a later liquidation date that a report proposed and nobody confirmed. */
  proposed: Flag.optional(),
  /** Entries that a newer report of their filer code and importer lacked. */
  gone: Flag.optional(),
  /** Entries with IEEPA duty for which no liquidation has started a clock. */
  notYetLiquidated: Flag.optional(),
});
export type EntryQuery = z.infer<typeof EntryQuery>;
