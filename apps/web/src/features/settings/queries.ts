import type {
  ApiKey,
  CreatedApiKey,
  FilerCodeList,
  FilerStatus,
  OrganizationSettings,
  ReportMappingResponse,
  Scope,
} from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { meQuery } from '../../api/session.ts';
import { showDone, showProblem, showUndo } from '../../ui/toasts.ts';

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
  /** The state from which it starts. */
  readonly version: string;
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
    mutationFn: ({ version, ...body }: OrganizationChange) =>
      request('organization', { method: 'PATCH', body, versions: [version] }),
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

export const filerCodesQuery = queryOptions({
  queryKey: ['filer-codes'],
  queryFn: ({ signal }) => request<FilerCodeList>('filer-codes', { signal }),
});

interface FilerDecision {
  readonly code: string;
  readonly status: FilerStatus;
  readonly before: FilerStatus;
}

const FILER_WORDS: Readonly<Record<FilerStatus, string>> = {
  ours: 'ours',
  another: 'another filer’s',
  unknown: 'not decided',
};

/** Says whose a filer code is, and offers to take it back. */
export function useDecideFilerCode() {
  const cache = useQueryClient();
  const touched = ['filer-codes', 'organization', 'clients', 'client', 'entries', 'entry', 'deadlines', 'board'];
  const refresh = () => Promise.all(touched.map((key) => cache.invalidateQueries({ queryKey: [key] })));
  const send = (code: string, status: FilerStatus) =>
    request<FilerCodeList>(`filer-codes/${code}`, { method: 'PATCH', body: { status } });
  const undo = async ({ code, before }: FilerDecision) => {
    await send(code, before).catch(showProblem);
    await refresh();
  };
  return useMutation({
    mutationFn: ({ code, status }: FilerDecision) => send(code, status),
    onSuccess: (_answer, decision) =>
      showUndo(`${decision.code} is ${FILER_WORDS[decision.status]}.`, () => void undo(decision)),
    onError: showProblem,
    onSettled: refresh,
  });
}
