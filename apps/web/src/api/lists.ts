import type { Board, Client, ClientDetail, Deadline, EntryDetail, Member } from '@capeline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { type QueryValues, request } from './http.ts';
import { pagedQuery } from './pages.ts';

/** Queries that more than one feature or the shell asks; each feature's own stand in its `queries.ts`. */
export const boardQuery = queryOptions({
  queryKey: ['board'],
  queryFn: ({ signal }) => request<Board>('board', { signal }),
  staleTime: 30_000,
});

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => request<{ data: Member[] }>('members', { signal }),
  staleTime: 300_000,
});

export type ClientListPage = { data: Client[]; nextCursor: string | null; total: number };
export const clientsQuery = (values: QueryValues) => pagedQuery<Client, ClientListPage>(['clients'], 'clients', values);
export const deadlinesQuery = (values: QueryValues) => pagedQuery<Deadline>(['deadlines'], 'deadlines', values);

export const clientQuery = (id: string) =>
  queryOptions({
    queryKey: ['client', id],
    queryFn: ({ signal }) => request<ClientDetail>(`clients/${id}`, { signal }),
  });

export const entryQuery = (entryNumber: string) =>
  queryOptions({
    queryKey: ['entry', entryNumber],
    queryFn: ({ signal }) => request<EntryDetail>(`entries/${encodeURIComponent(entryNumber)}`, { signal }),
  });
