import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { ProblemError } from '../api/http.ts';
import { noteAnswer, noteFailure } from '../api/reachable.ts';
import { meQuery } from '../api/session.ts';
import { theme } from './theme.ts';

const ToastView = lazy(async () => ({ default: (await import('../ui/toast-view.tsx')).ToastView }));

/** True when trying again could help: the server or the way to it failed, not the request. */
function mayRetry(failures: number, error: unknown): boolean {
  const status = error instanceof ProblemError ? error.problem.status : 0;
  return failures < 2 && (status === 0 || status === 502 || status === 503 || status === 504);
}

/** The cache of answers. A 401 anywhere means that the session ended: whoever shows the shell sends to sign-in. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: noteAnswer,
      onError: (error) => {
        noteFailure(error);
        if (error instanceof ProblemError && error.problem.status === 401) client.setQueryData(meQuery.queryKey, null);
      },
    }),
    defaultOptions: { queries: { staleTime: 15_000, retry: mayRetry, refetchOnWindowFocus: true } },
  });
  return client;
}

/** Everything that every screen stands in. */
export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Suspense>
          <ToastView />
        </Suspense>
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
