import type {
  DifferenceKind,
  ImportDifference,
  ImportIssue,
  ImportResponse,
  ImportSort,
  ImportStatus,
} from '@capeline/contracts';
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

/** Imports, newest first unless `sort` names another order; `failed` leaves those that the board counts. */
export const importsQuery = (failed: boolean, sort: ImportSort | null) =>
  pagedQuery<ImportResponse>(['imports'], 'imports', { failed: failed ? 'true' : null, sort, limit: 50 });
export const issuesQuery = (id: string) =>
  pagedQuery<ImportIssue>(['import', id, 'issues'], `imports/${id}/issues`, { limit: 100 });

/** The differences of one kind; `reading` tells the commit's comparison and that of another date from the first. */
export const differencesQuery = (id: string, kind: DifferenceKind, reading: string) =>
  pagedQuery<ImportDifference>(['import', id, 'diff', reading], `imports/${id}/diff`, { kind, limit: 50 });

/** Everything that an import changes. */
const CHANGED = ['imports', 'board', 'clients', 'client', 'entries', 'entry', 'deadlines', 'alerts', 'proposals'];

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

/** Undoes a committed import or discards one that waits. */
export function useUndoImport(id: string) {
  const cache = useQueryClient();
  const refresh = useRefreshAfterImport();
  return useMutation({
    mutationFn: () => request(`imports/${id}/undo`, { method: 'POST' }),
    onSuccess: () => Promise.all([refresh(), cache.invalidateQueries({ queryKey: ['import', id] })]),
  });
}
