import type { ApiKey, CreatedApiKey, OrganizationSettings, ReportMappingResponse, Scope } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { meQuery } from '../../api/session.ts';
import { showDone, showProblem } from '../../ui/toasts.ts';

export type Organization = OrganizationSettings;
export type Key = ApiKey;
export type NewKey = CreatedApiKey;

export interface KeyRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

interface OrganizationChange {
  readonly name: string;
  readonly filerCodes: readonly string[];
}

export const organizationQuery = queryOptions({
  queryKey: ['organization'],
  queryFn: ({ signal }) => request<Organization>('organization', { signal }),
});

export const keysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request<{ data: Key[] }>('api-keys', { signal }),
});

export function useUpdateOrganization() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: OrganizationChange) => request('organization', { method: 'PATCH', body }),
    onSuccess: async () => {
      showDone('Saved.');
      await Promise.all([['organization'], ['me'], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}

export function useCreateKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: KeyRequest) => request<NewKey>('api-keys', { method: 'POST', body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['api-keys'] }),
  });
}

export function useRevokeKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(`api-keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => showDone('The key is revoked.'),
    onError: showProblem,
    onSettled: () => cache.invalidateQueries({ queryKey: ['api-keys'] }),
  });
}

/** Removes the sample firm with all that is in it; whoever looked at it is signed out. */
export function useRemoveSample() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request('sample', { method: 'DELETE' }),
    onSuccess: () => {
      cache.clear();
      cache.setQueryData(meQuery.queryKey, null);
    },
  });
}

export const reportLayoutsQuery = queryOptions({
  queryKey: ['report-mappings'],
  queryFn: ({ signal }) => request<{ data: ReportMappingResponse[] }>('report-mappings', { signal }),
});

/** Forgets how to read a layout; what was read by it stays. */
export function useForgetLayout() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(`report-mappings/${id}`, { method: 'DELETE' }),
    onSuccess: () => showDone('Forgotten. The next such file asks again.'),
    onError: showProblem,
    onSettled: () => cache.invalidateQueries({ queryKey: ['report-mappings'] }),
  });
}
