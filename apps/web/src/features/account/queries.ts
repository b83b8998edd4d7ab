import type { Me, PlanAbsenceRequest, SessionList } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { meQuery } from '../../api/session.ts';
import { plural } from '../../ui/format.ts';
import { showDone, showProblem } from '../../ui/toasts.ts';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => request<SessionList>('me/sessions', { signal }),
});

export function useRename() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request<Me>('me', { method: 'PATCH', body: { name } }),
    onSuccess: async (me) => {
      cache.setQueryData(meQuery.queryKey, me);
      showDone('Saved.');
      await Promise.all(
        [['members'], ['clients'], ['client']].map((queryKey) => cache.invalidateQueries({ queryKey })),
      );
    },
  });
}

export function useNewPassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => request<Me>('me/password', { method: 'PUT', body: { password } }),
    onSuccess: async () => {
      showDone('The new password holds. Every other device is signed out.');
      await cache.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
}

function useRefreshMine() {
  const cache = useQueryClient();
  return () =>
    Promise.all([['members'], ['clients'], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })));
}

export function usePlanAbsence() {
  const refresh = useRefreshMine();
  return useMutation({
    mutationFn: (body: PlanAbsenceRequest) => request('me/absence', { method: 'PUT', body }),
    onSuccess: async () => {
      showDone('Planned.');
      await refresh();
    },
  });
}

export function useCancelAbsence() {
  const refresh = useRefreshMine();
  return useMutation({
    mutationFn: () => request('me/absence', { method: 'DELETE' }),
    onError: showProblem,
    onSettled: refresh,
  });
}

export function useEndOtherSessions() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request<{ ended: number }>('me/sessions', { method: 'DELETE' }),
    onSuccess: ({ ended }) => showDone(`${plural(ended, 'other session')} ended.`),
    onError: showProblem,
    onSettled: () => cache.invalidateQueries({ queryKey: ['sessions'] }),
  });
}
