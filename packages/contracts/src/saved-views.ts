import { z } from 'zod';
import { Id, shortText } from './primitives.ts';

/** The lists whose filters and order can be kept. */
export const SavedViewPage = z.enum(['clients', 'deadlines', 'entries', 'imports']);
export type SavedViewPage = z.infer<typeof SavedViewPage>;

/** The query part of an address, as `filter=no_owner&search=toys`; it names filters, never rows. */
const ViewQuery = z
  .string()
  .trim()
  .max(500)
  .regex(/^[\w.~%+=&-]*$/u, 'This is no query of an address.');

export const SavedView = z.object({
  id: Id,
  page: SavedViewPage,
  name: z.string(),
  query: z.string(),
  /** Seen by the whole firm; otherwise by the person who saved it alone. */
  shared: z.boolean(),
  /** The person who asks may change and remove it. */
  mayChange: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewList = z.object({ data: z.array(SavedView) });

export const SaveViewRequest = z.strictObject({
  page: SavedViewPage,
  name: shortText(60),
  query: ViewQuery,
  shared: z.boolean().default(false),
});
export type SaveViewRequest = z.infer<typeof SaveViewRequest>;

export const UpdateSavedViewRequest = z.strictObject({
  name: shortText(60).optional(),
  query: ViewQuery.optional(),
  shared: z.boolean().optional(),
});
export type UpdateSavedViewRequest = z.infer<typeof UpdateSavedViewRequest>;
