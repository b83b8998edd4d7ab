import { z } from 'zod';
import { CalendarDate, Flag, Id, Instant, PageQuery, pageOf } from './primitives.ts';

export const IMPORT_KINDS = ['es003'] as const;
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

/** `GET /api/v1/imports/{id}`; progress is in bytes of the file. */
export const ImportResponse = z.object({
  id: Id,
  kind: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  asOf: CalendarDate,
  status: ImportStatus,
  layout: z.string().nullable(),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  counts: ImportCounts,
  issueCounts: z.object({ errors: z.number().int(), warnings: z.number().int() }),
  problem: ImportProblem.nullable(),
  createdAt: Instant,
  committedAt: Instant.nullable(),
  createdBy: z.string().nullable(),
});
export type ImportResponse = z.infer<typeof ImportResponse>;
export const ImportPage = pageOf(ImportResponse);

/** `GET /api/v1/imports`. `failed=true`: those of the last 14 days that failed or wait for a mapping, as the board counts them. */
export const ImportQuery = PageQuery.extend({ failed: z.literal('true').optional() });
export type ImportQuery = z.infer<typeof ImportQuery>;

/** Form fields beside the file in `POST /api/v1/imports`. */
export const UploadFields = z.object({
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
