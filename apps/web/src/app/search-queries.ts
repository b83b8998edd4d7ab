import type { Client, Entry, Page } from '@capeline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request, withQuery } from '../api/http.ts';

/** The first clients whose name or importer number matches. */
export const clientMatchesQuery = (search: string) =>
  queryOptions({
    queryKey: ['search', 'clients', search],
    queryFn: ({ signal }) => request<Page<Client>>(withQuery('clients', { search, limit: 7 }), { signal }),
    enabled: search.length > 0,
  });

/** An entry number is asked for only when the text could be one: 3 letters or digits, 7 digits, a check digit. */
export const entryMatchesQuery = (search: string) => {
  const entryNumber = search.replace(/[\s-]/gu, '').toUpperCase();
  return queryOptions({
    queryKey: ['search', 'entries', entryNumber],
    queryFn: ({ signal }) => request<Page<Entry>>(withQuery('entries', { entryNumber, limit: 5 }), { signal }),
    enabled: /^[A-Z0-9]{3}\d{8}$/u.test(entryNumber),
  });
};
