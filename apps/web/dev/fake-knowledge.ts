import type { ChangeArticleRequest, KnowledgeArticle } from '@capeline/contracts';
import { ARTICLES, ARTICLES_CHECKED_ON, type Article, searchArticles } from '@capeline/domain';

interface Asked {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

const AT = '2026-11-23T15:00:00.000Z';
const ours = (article: Article): KnowledgeArticle => ({
  ...article,
  checks: [...article.checks],
  words: [...article.words],
  sources: [...article.sources],
  checkedOn: ARTICLES_CHECKED_ON,
  changed: null,
  version: 0,
});

/** The product's own articles; a change is answered as the server would and kept by nobody. */
export function fakeKnowledge(
  { method, query, body }: Asked,
  id: string | undefined,
): { status: number; body: unknown } {
  if (method === 'DELETE') return { status: 204, body: null };
  if (id === undefined && method === 'GET') {
    return { status: 200, body: { data: searchArticles(ARTICLES, query.get('q') ?? '').map(ours) } };
  }
  const found = ARTICLES.find((article) => article.id === id);
  const article = found === undefined ? null : ours(found);
  if (method === 'GET' && article !== null) return { status: 200, body: article };
  if (article === null) return { status: 404, body: { title: 'Not found', status: 404, code: 'not_found' } };
  const { title, body: text } = body as ChangeArticleRequest;
  const { title: oldTitle, body: oldText } = article;
  const changed = { by: 'Mary', at: AT, original: { title: oldTitle, body: oldText } };
  return { status: 200, body: { ...article, title, body: text, changed, version: 1 } };
}
