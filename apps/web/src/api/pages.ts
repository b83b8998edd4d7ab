import type { Page } from '@capeline/contracts';
import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';
import { type QueryValues, request, withQuery } from './http.ts';

/** Options for a list that is fetched page by page with the cursor of the answer before. */
export function pagedQuery<Item, Answer extends Page<Item> = Page<Item>>(
  key: QueryKey,
  path: string,
  values: QueryValues,
) {
  return infiniteQueryOptions({
    queryKey: [...key, values],
    queryFn: ({ pageParam, signal }) => request<Answer>(withQuery(path, { ...values, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** All rows that were loaded so far, in order. */
export function rowsOf<Item>(answer: { pages: readonly Page<Item>[] } | undefined): Item[] {
  return answer?.pages.flatMap((page) => page.data) ?? [];
}
