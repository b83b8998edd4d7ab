import type { MergeClientRequest, MergeSuggestionList, MoveNumberRequest, Regrouped } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { plural } from './format.ts';
import { showDone, showProblem, showUndo } from './toasts.ts';

/** Clients that may be one. */
export const mergeSuggestionsQuery = queryOptions({
  queryKey: ['merge-suggestions'],
  queryFn: ({ signal }) => request<MergeSuggestionList>('clients/merge-suggestions', { signal }),
  staleTime: 300_000,
});

export type Regrouping =
  | { readonly kind: 'merge'; readonly clientId: string; readonly name: string; readonly body: MergeClientRequest }
  | {
      readonly kind: 'move';
      readonly clientId: string;
      readonly name: string;
      readonly numberId: string;
      readonly body: MoveNumberRequest;
    };

const pathOf = (change: Regrouping): string =>
  change.kind === 'merge'
    ? `clients/${change.clientId}/merge`
    : `clients/${change.clientId}/importer-numbers/${change.numberId}/move`;

const TOUCHED = ['merge-suggestions', 'clients', 'client', 'entries', 'entry', 'deadlines', 'board'];

/** Merges a client or moves one of its numbers, and offers to take it back. */
export function useRegroup() {
  const cache = useQueryClient();
  const refresh = () => Promise.all(TOUCHED.map((key) => cache.invalidateQueries({ queryKey: [key] })));
  const undo = async (regroupingId: string) => {
    try {
      await request(`regroupings/${regroupingId}/undo`, { method: 'POST' });
      showDone('Taken back.');
    } catch (error) {
      showProblem(error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: (change: Regrouping) => request<Regrouped>(pathOf(change), { method: 'POST', body: change.body }),
    onSuccess: ({ client, entriesMoved, regroupingId }, { name }) =>
      showUndo(
        `${name} went to ${client.name} with ${plural(entriesMoved, 'entry', 'entries')}, clocks and alerts.`,
        () => void undo(regroupingId),
      ),
    onSettled: refresh,
  });
}

/** Says that two clients are two, for good. */
export function useDismissMerge() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (clientIds: readonly [string, string]) =>
      request<MergeSuggestionList>('clients/merge-suggestions/dismiss', { method: 'POST', body: { clientIds } }),
    onSuccess: (answer) => cache.setQueryData(mergeSuggestionsQuery.queryKey, answer),
    onError: showProblem,
  });
}
