/** What is searched in an article. */
export interface SearchedArticle {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly words: readonly string[];
}

const MARKS = /\p{M}/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
const AS_TITLE = 100;
const IN_TITLE = 6;
const IN_WORDS = 4;
const IN_BODY = 1;

/** Lower case without accents, with one space between words: how texts are compared. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(SEPARATORS, ' ').trim();
}

/** A term counts where a word begins with it: `reactiv` finds reactivation, `ach` does not find each. */
function holds(text: string, term: string): boolean {
  return ` ${text}`.includes(` ${term}`);
}

function scoreOf(article: SearchedArticle, terms: readonly string[]): number {
  const title = plain(article.title);
  const words = plain(article.words.join(' '));
  const body = plain(article.body);
  let score = title === terms.join(' ') ? AS_TITLE : 0;
  for (const term of terms) {
    const found =
      (holds(title, term) ? IN_TITLE : 0) + (holds(words, term) ? IN_WORDS : 0) + (holds(body, term) ? IN_BODY : 0);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

/**
 * The articles that hold every term of the query, best first: the very title, then title before key words before text, ties in the order given.
 * An empty query gives all of them as they are.
 */
export function searchArticles<Found extends SearchedArticle>(articles: readonly Found[], query: string): Found[] {
  const terms = plain(query).split(' ').filter(Boolean);
  if (terms.length === 0) return [...articles];
  return articles
    .map((article) => ({ article, score: scoreOf(article, terms) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ article }) => article);
}
