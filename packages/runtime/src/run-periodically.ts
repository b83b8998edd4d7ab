import type { Logger } from './logger.ts';

export interface PeriodicWork {
  /** Runs the work now, or right after the present run. */
  nudge(): void;
  /** Ends after the run in progress. */
  stop(): Promise<void>;
}

/**
 * Runs `work` at once and then `everyMs` after each run ended, never twice at the same time. A failure is logged once until a
 * run succeeds again, so that an outage of an hour is two lines and not a thousand.
 */
export function runPeriodically(
  name: string,
  everyMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  logger: Logger,
): PeriodicWork {
  const controller = new AbortController();
  let wake: (() => void) | null = null;
  let isNudged = false;
  let isFailing = false;

  async function runOnce(): Promise<void> {
    try {
      await work(controller.signal);
      if (isFailing) logger.info({ work: name }, 'works again');
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.error({ work: name, err: error }, 'failed; it is tried again');
      isFailing = true;
    }
  }

  async function pause(): Promise<void> {
    if (isNudged || controller.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, everyMs);
    wake = resolve;
    await promise;
    clearTimeout(timer);
    wake = null;
  }

  const running = (async () => {
    while (!controller.signal.aborted) {
      isNudged = false;
      await runOnce();
      await pause();
    }
  })();

  return {
    nudge: () => {
      isNudged = true;
      wake?.();
    },
    stop: async () => {
      controller.abort();
      wake?.();
      await running;
    },
  };
}
