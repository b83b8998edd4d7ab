import { z } from 'zod';
import { LiquidationStatus } from './entry-facts.ts';
import { CalendarDate, Cents, Flag, Id, Instant, PageQuery, pageOf, sortBy } from './primitives.ts';

const IMPORT_KINDS = ['es003'] as const;
export const ImportKind = z.enum(IMPORT_KINDS);
export const ImportStatus = z.enum([
  'received',
  'reading',
  'needs_mapping',
  'reviewable',
  'committing',
  'committed',
  'undone',
  'failed',
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** Why a whole import failed or waits, with place and cure. */
export const ImportProblem = z.object({
  code: z.string(),
  detail: z.string(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  cure: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

export const ImportCounts = z.object({
  rowsRead: z.number().int(),
  rowsAccepted: z.number().int(),
  rowsRejected: z.number().int(),
  clientsCreated: z.number().int(),
  entriesCreated: z.number().int(),
  entriesUpdated: z.number().int(),
  entriesUnchanged: z.number().int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** What an import does to an entry; each entry has one kind, the first that fits: a date that moves earlier, at once; a later date, which waits as a proposal; missing from this newer report; changed in another way; new. */
export const DifferenceKind = z.enum(['earlier', 'later', 'gone', 'changed', 'new']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

const DifferenceCount = z.object({ entries: z.number().int(), ieepaDutyCents: Cents });
/** Exact, however many there are. */
export const DifferenceCounts = z.object({
  earlier: DifferenceCount,
  later: DifferenceCount,
  gone: DifferenceCount,
  changed: DifferenceCount,
  new: DifferenceCount,
});
export type DifferenceCounts = z.infer<typeof DifferenceCounts>;

/** Columns to add to the report in ACE: why, and what stays unknown until then. */
const ColumnCoaching = z.object({ add: z.array(z.string()), why: z.string(), unknownUntilThen: z.string() });

/** The day on which the file itself, or its name, says that it was run. */
const RunDate = z.object({ on: CalendarDate, source: z.enum(['content', 'file_name']) });

/** `GET /api/v1/imports/{id}`; progress is in bytes of the file. */
export const ImportResponse = z.object({
  id: Id,
  kind: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  asOf: CalendarDate,
  status: ImportStatus,
  /** `default`, `extended`, `broker`, `custom` or, by a mapping of the firm, `mapped`. */
  layout: z.string().nullable(),
  sheet: z.string().nullable(),
  runDate: RunDate.nullable(),
  coaching: z.array(ColumnCoaching),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  counts: ImportCounts,
  issueCounts: z.object({ errors: z.number().int(), warnings: z.number().int() }),
  /** Against what was known when it was read; null until then. */
  differences: DifferenceCounts.nullable(),
  problem: ImportProblem.nullable(),
  createdAt: Instant,
  committedAt: Instant.nullable(),
  createdBy: z.string().nullable(),
  undone: z
    .object({
      at: Instant,
      by: z.string().nullable(),
      entriesRemoved: z.number().int(),
      entriesRestored: z.number().int(),
      /** Dates that rule on because no clock moves later without a person: each is a proposal. */
      datesHeld: z.number().int(),
      alertsWithdrawn: z.number().int(),
    })
    .nullable(),
});
export type ImportResponse = z.infer<typeof ImportResponse>;
export const ImportPage = pageOf(ImportResponse);

/** Left out: `-createdAt`, newest first. */
export const ImportSort = sortBy('createdAt', 'asOf', 'fileName');
export type ImportSort = z.infer<typeof ImportSort>;

/** `GET /api/v1/imports`. `failed=true`: those of the last 14 days that failed or wait for a mapping, as the board counts them. */
export const ImportQuery = PageQuery.extend({ failed: z.literal('true').optional(), sort: ImportSort.optional() });
export type ImportQuery = z.infer<typeof ImportQuery>;

/** Form fields beside the file in `POST /api/v1/imports`, and no others: a mistyped `asOf` would date an old report today. */
export const UploadFields = z.strictObject({
  kind: ImportKind.default('es003'),
  asOf: CalendarDate.optional(),
  autoCommit: Flag.default('false'),
});
export type UploadFields = z.infer<typeof UploadFields>;

/** One row of `GET /api/v1/imports/{id}/issues`. `row` counts as a spreadsheet shows it: the header is row 1. */
export const ImportIssue = z.object({
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  cure: z.string().nullable(),
  value: z.string().nullable(),
  entryNumber: z.string().nullable(),
});
export type ImportIssue = z.infer<typeof ImportIssue>;
export const ImportIssuePage = pageOf(ImportIssue);

/** `GET /api/v1/imports/{id}/diff`. */
export const DifferenceQuery = PageQuery.extend({ kind: DifferenceKind.optional() });
export type DifferenceQuery = z.infer<typeof DifferenceQuery>;

const DifferenceFacts = z.object({
  liquidationStatus: LiquidationStatus,
  liquidationDate: CalendarDate.nullable(),
  /** Null while the entry's lines could not be read whole. */
  ieepaDutyCents: Cents.nullable(),
});

export const ImportDifference = z.object({
  kind: DifferenceKind,
  entryNumber: z.string(),
  formatted: z.string(),
  /** Null for a client that the commit would make. */
  clientId: Id.nullable(),
  clientName: z.string(),
  row: z.number().int().nullable(),
  /** Null for a new entry. */
  before: DifferenceFacts.nullable(),
  /** Null for an entry that is gone: its facts and clocks stay. Of `later` it is the proposal; the facts of before rule. */
  after: DifferenceFacts.nullable(),
  /** Facts that differ, by their names in an entry. */
  changed: z.array(z.string()),
});
export type ImportDifference = z.infer<typeof ImportDifference>;

/** One page of the differences beside their exact counts. `truncated`: more of some kind were found than are listed. */
export const ImportDiff = pageOf(ImportDifference).extend({
  counts: DifferenceCounts,
  truncated: z.boolean(),
  /** `preview`: what a commit would do if nothing else changed meanwhile, it reads again; `done`: what the commit did; `undone`: what it did before it was undone. */
  state: z.enum(['preview', 'done', 'undone']),
});
export type ImportDiff = z.infer<typeof ImportDiff>;
