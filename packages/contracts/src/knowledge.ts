import { ARTICLE_TOPICS, CHECK_KINDS, SOURCE_STRENGTHS } from '@capeline/domain';
import { z } from 'zod';
import { CalendarDate, Id, Instant, shortText } from './primitives.ts';

const Checks = z.array(z.enum(CHECK_KINDS)).max(CHECK_KINDS.length);

/** A short text beside the work; `body` is plain text with blank lines between paragraphs and `- ` before items of a list. */
export const KnowledgeArticle = z.object({
  id: Id,
  topic: z.enum([...ARTICLE_TOPICS, 'own']),
  title: z.string(),
  body: z.string(),
  checks: Checks,
  words: z.array(z.string()),
  sources: z.array(z.object({ name: z.string(), date: z.string(), strength: z.enum(SOURCE_STRENGTHS) })),
  /** When our own text was last held against its sources; null for an article that the firm wrote. */
  checkedOn: CalendarDate.nullable(),
  /** The firm's words stand here in place of ours, which `original` keeps. */
  changed: z
    .object({
      by: z.string().nullable(),
      at: Instant,
      original: z.object({ title: z.string(), body: z.string() }).nullable(),
    })
    .nullable(),
  version: z.number().int(),
});
export type KnowledgeArticle = z.infer<typeof KnowledgeArticle>;
export const KnowledgeList = z.object({ data: z.array(KnowledgeArticle) });

/** `q`: words, each of which an article must hold; `check`: what stands beside that check. */
export const KnowledgeQuery = z.object({
  q: z.string().trim().max(200).optional(),
  check: z.enum(CHECK_KINDS).optional(),
});
export type KnowledgeQuery = z.infer<typeof KnowledgeQuery>;

const body = z.string().trim().min(1).max(8000);

/** The firm's words for an article that comes with the product, or for one of its own. */
export const ChangeArticleRequest = z.strictObject({ title: shortText(120), body, checks: Checks.optional() });
export type ChangeArticleRequest = z.infer<typeof ChangeArticleRequest>;
