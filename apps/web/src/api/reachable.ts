import { useSyncExternalStore } from 'react';
import { problemOf } from './http.ts';

let reachable = true;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  if (value === reachable) return;
  reachable = value;
  for (const listener of listeners) listener();
}

/** Takes note of an answer: any answer shows that the server is there. */
export const noteAnswer = (): void => set(true);

/** Takes note of a failure: without an answer, or with one of a gateway or of a server not ready, it is away. */
export function noteFailure(error: unknown): void {
  const { status } = problemOf(error);
  set(status !== 0 && status !== 502 && status !== 503 && status !== 504);
}

/** False from the first request that found nobody until the next answer. */
export function useReachable(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reachable,
  );
}
