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

/** The pairs of which somebody said that they are two. */
export const dismissedMergesQuery = queryOptions({
  queryKey: ['merge-suggestions', 'dismissed'],
  queryFn: ({ signal }) => request<MergeSuggestionList>('clients/merge-suggestions?dismissed=true', { signal }),
});

type Pair = readonly [string, string];

/** Says that two clients are two, and offers to take it back; or takes it back. */
export function useDismissMerge() {
  const cache = useQueryClient();
  const send = async (what: 'dismiss' | 'restore', clientIds: Pair) => {
    const path = `clients/merge-suggestions/${what}`;
    const answer = await request<MergeSuggestionList>(path, { method: 'POST', body: { clientIds } });
    cache.setQueryData(mergeSuggestionsQuery.queryKey, answer);
    await cache.invalidateQueries({ queryKey: dismissedMergesQuery.queryKey });
  };
  const restore = (clientIds: Pair) =>
    send('restore', clientIds).then(() => showDone('They are suggested again.'), showProblem);
  const dismiss = useMutation({
    mutationFn: (clientIds: Pair) => send('dismiss', clientIds),
    onSuccess: (_answer, clientIds) =>
      showUndo('They are two. They are not suggested again.', () => void restore(clientIds)),
    onError: showProblem,
  });
  return { dismiss, restore };
}
