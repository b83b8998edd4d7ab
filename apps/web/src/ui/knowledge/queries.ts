import type { KnowledgeArticle } from '@capeline/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, withQuery } from '../../api/http.ts';

/** The articles that hold every word of a text, best first; all of them without one. */
export const articlesQuery = (q: string) =>
  queryOptions({
    queryKey: ['knowledge', 'list', q],
    queryFn: ({ signal }) =>
      request<{ data: KnowledgeArticle[] }>(withQuery('knowledge', { q: q === '' ? null : q }), { signal }),
    placeholderData: keepPreviousData,
  });

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ['knowledge', 'article', id],
    queryFn: ({ signal }) => request<KnowledgeArticle>(`knowledge/${encodeURIComponent(id)}`, { signal }),
  });
