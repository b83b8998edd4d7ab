import type { SearchAnswer } from '@capeline/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, withQuery } from '../api/http.ts';

/** What the server finds for a text, in one request; the answer before stays until the next one is here. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => request<SearchAnswer>(withQuery('search', { q: text }), { signal }),
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
