import type { ImportMappingRequest, ImportMappingResponse } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';

/** What was found in a file whose layout is not known; it does not change while somebody chooses. */
export const mappingQuery = (importId: string) =>
  queryOptions({
    queryKey: ['import', importId, 'mapping'],
    queryFn: ({ signal }) => request<ImportMappingResponse>(`imports/${importId}/mapping`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Remembers the choices; the import is read again and its page shows it. */
export function useMapImport(importId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ImportMappingRequest) => request(`imports/${importId}/mapping`, { method: 'POST', body }),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['import', importId], exact: true }),
        cache.invalidateQueries({ queryKey: ['report-mappings'] }),
      ]),
  });
}
