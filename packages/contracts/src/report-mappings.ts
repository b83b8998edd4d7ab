import { ES003_COLUMN_NAMES } from '@capeline/domain';
import { z } from 'zod';
import { CalendarDate, Id, Instant } from './primitives.ts';

const MOST_COLUMNS = 1000;

/** What a column of a report can hold, by our names. */
const ReportFact = z.enum(ES003_COLUMN_NAMES as readonly [string, ...string[]]).describe('a fact of an ES-003');

/** `GET /api/v1/imports/{id}/mapping`: what was found in a file whose layout is not known, and what we propose. */
export const ImportMappingResponse = z.object({
  importId: Id,
  sheet: z.string().nullable(),
  headerRow: z.number().int(),
  columns: z.array(
    z.object({
      /** Counts from 1, as `letters` do in a spreadsheet. */
      position: z.number().int(),
      letters: z.string(),
      header: z.string(),
      samples: z.array(z.string()),
      proposed: ReportFact.nullable(),
    }),
  ),
  facts: z.array(z.object({ fact: ReportFact, header: z.string(), required: z.boolean() })),
});
export type ImportMappingResponse = z.infer<typeof ImportMappingResponse>;

/** `POST /api/v1/imports/{id}/mapping`. A column is named by its position, or by its header where that stands once. */
export const ImportMappingRequest = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        position: z.number().int().min(1).optional(),
        header: z.string().max(300).optional(),
        fact: ReportFact,
      }),
    )
    .min(1)
    .max(MOST_COLUMNS),
});
export type ImportMappingRequest = z.infer<typeof ImportMappingRequest>;

/** `PATCH /api/v1/imports/{id}`: the report's date, before anything of it is committed. */
export const DateImportRequest = z.strictObject({ asOf: CalendarDate });

/** One remembered layout of `GET /api/v1/report-mappings`. */
export const ReportMappingResponse = z.object({
  id: Id,
  kind: z.string(),
  fileName: z.string(),
  columns: z.array(z.object({ fact: ReportFact, header: z.string() })),
  createdAt: Instant,
  createdBy: z.string().nullable(),
});
export type ReportMappingResponse = z.infer<typeof ReportMappingResponse>;
export const ReportMappingList = z.object({ data: z.array(ReportMappingResponse) });
