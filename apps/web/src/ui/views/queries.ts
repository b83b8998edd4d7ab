import type { SavedView, SavedViewPage, SaveViewRequest, UpdateSavedViewRequest } from '@capeline/contracts';
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

export interface ViewChange {
  readonly view: SavedView;
  readonly to: Required<Pick<UpdateSavedViewRequest, 'name' | 'shared'>>;
}

/** Gives a view another name, or to somebody else to see, and offers to put it back. */
export function useChangeView() {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
  const change = (id: string, body: UpdateSavedViewRequest) =>
    request<SavedView>(`saved-views/${id}`, { method: 'PATCH', body });
  return useMutation({
    mutationFn: ({ view, to }: ViewChange) => change(view.id, to),
    onSuccess: async ({ id, name }, { view }) => {
      const before = { name: view.name, shared: view.shared };
      const message = name === view.name ? `View “${name}” changed.` : `View “${view.name}” is now “${name}”.`;
      showUndo(message, () => void change(id, before).then(refresh, showProblem));
      await refresh();
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
