import { z } from 'zod';

/** A calendar date of law, `YYYY-MM-DD`; never a timestamp. */
export const CalendarDate = z.iso.date();
/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
/** Opaque identifier. */
export const Id = z.string().min(1).max(64);
/** Money in integer cents. */
export const Cents = z.number().int();
export const Email = z.email().max(254);
/** Text a person typed: trimmed, without control characters except line breaks. */
export const shortText = (max = 200) => z.string().trim().min(1).max(max);
export const note = (max = 4000) => z.string().trim().max(max);
export const FilerCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^(?!000)[A-Z0-9]{3}$/, 'A filer code is three letters or digits, for example 605 or K80.');

/** A yes or no in a query. */
export const Flag = z.enum(['true', 'false']);

/** Query of every list: `limit` 1 to 200 (default 50), `cursor` from the answer before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** The order of a list: one of its facts, smallest first, or with `-` before it largest first. What has no value comes last either way. */
export const sortBy = <const Fact extends string>(...facts: readonly Fact[]) =>
  z.enum(facts.flatMap((fact) => [fact, `-${fact}`] as const) as [Fact | `-${Fact}`]);

/** Answer of every list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });
export type Page<Item> = { data: Item[]; nextCursor: string | null };
