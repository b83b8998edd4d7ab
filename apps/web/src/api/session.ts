import type { Me, Permission, SetupState } from '@capeline/contracts';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ProblemError, request } from './http.ts';

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await request<Me>('me', { signal });
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => request<SetupState>('setup', { signal }),
});

/** The signed-in person; only below the shell, which sends everybody else to sign in. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) throw new Error('Nobody is signed in.');
  return data;
}

/** Whether the server lets this person do something; screens hide what it would refuse. */
export function useCan(permission: Permission): boolean {
  const { permissions } = useMe();
  return permissions.includes('*') || permissions.includes(permission);
}
