import type { Me } from '@capeline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from './http.ts';
import { meQuery } from './session.ts';

/** Goes on in another firm of the person; everything that was loaded of the former one is forgotten first. */
export function useSwitchFirm() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (organizationId: string) => request<Me>('session/firm', { method: 'POST', body: { organizationId } }),
    onSuccess: (me) => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'setup' });
      cache.setQueryData(meQuery.queryKey, me);
    },
  });
}
