import type { ImportIssue, ImportResponse, ImportStatus } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { pagedQuery } from '../../api/pages.ts';

const WORKING: readonly ImportStatus[] = ['received', 'reading', 'committing'];
const POLL_MS = 700;

/** True while the server is at work and the screen must ask again. */
export const isWorking = (status: ImportStatus): boolean => WORKING.includes(status);

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => request<ImportResponse>(`imports/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data && !isWorking(query.state.data.status) ? false : POLL_MS),
  });

/** Imports, newest first; `failed` leaves those that the board counts. */
export const importsQuery = (failed: boolean) =>
  pagedQuery<ImportResponse>(['imports'], 'imports', { failed: failed ? 'true' : null, limit: 50 });
export const issuesQuery = (id: string) =>
  pagedQuery<ImportIssue>(['import', id, 'issues'], `imports/${id}/issues`, { limit: 100 });

/** Everything that an import changes. */
const CHANGED = ['imports', 'board', 'clients', 'client', 'entries', 'deadlines', 'alerts'];

/** Makes every list ask again: an import was committed. */
export function useRefreshAfterImport(): () => Promise<unknown> {
  const cache = useQueryClient();
  return () => Promise.all(CHANGED.map((key) => cache.invalidateQueries({ queryKey: [key] })));
}

export function useCommitImport(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request(`imports/${id}/commit`, { method: 'POST' }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['import', id] }),
  });
}
