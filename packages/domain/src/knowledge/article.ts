import type { CheckKind } from '../checks/check-kinds.ts';

/** What an article explains: a check, a way to a cure, a message of CBP's, or a term that all of these use. */
export const ARTICLE_TOPICS = ['check', 'route', 'message', 'basics'] as const;
export type ArticleTopic = (typeof ARTICLE_TOPICS)[number];

/**
 * How far a statement is backed: `cbp`, a text of CBP's own; `restated`, a broker, law firm or trade association that restates
 * one; `unverified`, seen in practice or in older texts only.
 */
export const SOURCE_STRENGTHS = ['cbp', 'restated', 'unverified'] as const;
export type SourceStrength = (typeof SOURCE_STRENGTHS)[number];

export interface ArticleSource {
  readonly name: string;
  /** As exact as it is known: `2026-06-25`, `2026-05`, `2008-07`. */
  readonly date: string;
  readonly strength: SourceStrength;
}

/** A short text beside the work. `body` is plain text: blank lines part paragraphs, lines that begin with `- ` are a list. */
export interface Article {
  readonly id: string;
  readonly topic: ArticleTopic;
  readonly title: string;
  readonly body: string;
  /** Checks beside which the article stands. */
  readonly checks: readonly CheckKind[];
  /** Messages as CBP writes them, in capitals, and other words by which people look for it. */
  readonly words: readonly string[];
  readonly sources: readonly ArticleSource[];
}

/** The day on which our own texts were last held against their sources. */
export const ARTICLES_CHECKED_ON = '2026-11-22';
