import type { Deadline } from '@capeline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/http.ts';

export const deadlineQuery = (id: string) =>
  queryOptions({
    queryKey: ['deadline', id],
    queryFn: ({ signal }) => request<Deadline>(`deadlines/${id}`, { signal }),
  });
