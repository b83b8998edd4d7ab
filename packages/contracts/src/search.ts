import { z } from 'zod';
import { Cents, Id } from './primitives.ts';

/** `GET /api/v1/search`: what a person types, a client's name, an importer number or the beginning of an entry number. */
export const SearchQuery = z.object({ q: z.string().trim().min(1).max(100) });
export type SearchQuery = z.infer<typeof SearchQuery>;

/** The best few of each kind. Importer numbers are in clear only for those who may read them. */
export const SearchAnswer = z.object({
  clients: z.array(
    z.object({
      id: Id,
      name: z.string(),
      importerNumbers: z.array(z.object({ importerNumber: z.string().nullable(), masked: z.string() })),
      entryCount: z.number().int(),
    }),
  ),
  entries: z.array(
    z.object({
      entryNumber: z.string(),
      formatted: z.string(),
      clientId: Id,
      clientName: z.string(),
      ieepaDutyCents: Cents.nullable(),
    }),
  ),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
