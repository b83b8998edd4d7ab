import type { Logger } from './logger.ts';

/** Collects what must be stopped, and stops it once, in the reverse order of its starting. */
export interface Shutdown {
  /** Registers a step; it must end within `timeoutMs` (default 10 s), after which it is logged and left behind. */
  add(name: string, stop: () => Promise<void> | void, options?: { readonly timeoutMs?: number }): void;
  /** Runs all steps, last added first. A second call joins the first: work in progress is not killed. True when every step ended well and in time. */
  stop(reason: string): Promise<boolean>;
  /** Aborted when stopping begins, for loops that must not begin another round. */
  readonly signal: AbortSignal;
}

const DEFAULT_STEP_MS = 10_000;

async function within(timeoutMs: number, work: () => Promise<void> | void): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`did not stop within ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([Promise.resolve().then(work), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Makes an empty registry. A step that throws or is late is logged and does not keep the next ones from running. */
export function createShutdown(logger: Logger): Shutdown {
  const steps: { name: string; stop: () => Promise<void> | void; timeoutMs: number }[] = [];
  const controller = new AbortController();
  let stopping: Promise<boolean> | null = null;

  async function run(reason: string): Promise<boolean> {
    logger.info({ reason }, 'stopping');
    controller.abort();
    let clean = true;
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await within(step.timeoutMs, step.stop);
        logger.debug({ step: step.name }, 'stopped');
      } catch (error) {
        clean = false;
        logger.error({ step: step.name, err: error }, 'could not stop in an orderly way');
      }
    }
    logger.info({ clean }, 'stopped');
    return clean;
  }

  return {
    add: (name, stop, options) => {
      steps.push({ name, stop, timeoutMs: options?.timeoutMs ?? DEFAULT_STEP_MS });
    },
    stop: (reason) => {
      stopping ??= run(reason);
      return stopping;
    },
    signal: controller.signal,
  };
}

/**
 * Turns SIGINT, SIGHUP and SIGTERM into one orderly stop and then `exit(0)` (1 when a step failed); further signals are ignored. A supervised
 * process leaves SIGINT and SIGHUP to its supervisor, because Ctrl-C and the closing of a terminal reach the whole process group, and stops
 * when the supervisor dies.
 * Returns a function that removes the handlers.
 */
export function stopOnSignals(
  shutdown: Shutdown,
  options: { readonly supervised: boolean; readonly exit?: (code: number) => void },
): () => void {
  const exit = options.exit ?? ((code: number) => process.exit(code));
  const begin = (reason: string): void => {
    void shutdown.stop(reason).then((clean) => exit(clean ? 0 : 1));
  };
  const onInterrupt = (): void => {
    if (!options.supervised) begin('SIGINT');
  };
  const onHangUp = (): void => {
    if (!options.supervised) begin('SIGHUP');
  };
  const onTerminate = (): void => begin('SIGTERM');
  const onOrphaned = (): void => begin('the supervisor is gone');
  process.on('SIGINT', onInterrupt);
  process.on('SIGHUP', onHangUp);
  process.on('SIGTERM', onTerminate);
  if (options.supervised) {
    process.once('disconnect', onOrphaned);
    process.channel?.unref();
  }
  return () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGHUP', onHangUp);
    process.off('SIGTERM', onTerminate);
    process.off('disconnect', onOrphaned);
  };
}
