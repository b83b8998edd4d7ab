/**
 * With what a worker's process is started, so that a report of a million rows stays within its memory. Rows live for one batch: a small
 * young generation collects them as often and keeps less. Two arenas of the C library: bytes that one thread took and another gave back
 * would otherwise stay with many of them. Both hold for the whole life of a process, so that only whoever starts it can set them.
 */
export const WORKER_MEMORY = {
  NODE_OPTIONS: '--max-semi-space-size=4',
  MALLOC_ARENA_MAX: '2',
} as const;

/** The environment of a worker: what whoever runs it has set himself stays. */
export function withWorkerMemory(env: Readonly<Record<string, string>>): Record<string, string> {
  const options = [WORKER_MEMORY.NODE_OPTIONS, env.NODE_OPTIONS ?? ''].join(' ').trim();
  return { MALLOC_ARENA_MAX: WORKER_MEMORY.MALLOC_ARENA_MAX, ...env, NODE_OPTIONS: options };
}
