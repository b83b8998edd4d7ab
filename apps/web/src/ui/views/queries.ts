import type { SavedView, SavedViewPage, SaveViewRequest } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { showDone, showProblem, showUndo } from '../toasts.ts';

export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: ({ signal }) => request<{ data: SavedView[] }>('saved-views', { signal }),
  staleTime: 300_000,
});

export const viewsOf = (page: SavedViewPage, answer: { data: SavedView[] } | undefined): readonly SavedView[] =>
  answer?.data.filter((view) => view.page === page) ?? [];

const save = (body: SaveViewRequest) => request<SavedView>('saved-views', { method: 'POST', body });

/** Keeps the filters of a list under a name. */
export function useSaveView() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async ({ name }) => {
      showDone(`View “${name}” saved.`);
      await cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
    },
  });
}

/** Removes a view and offers to put it back. */
export function useRemoveView() {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
  const putBack = ({ page, name, query, shared }: SavedView) =>
    save({ page, name, query, shared }).then(refresh, showProblem);
  return useMutation({
    mutationFn: ({ id }: SavedView) => request(`saved-views/${id}`, { method: 'DELETE' }),
    onSuccess: async (_, view) => {
      showUndo(`View “${view.name}” removed.`, () => void putBack(view));
      await refresh();
    },
    onError: showProblem,
  });
}
