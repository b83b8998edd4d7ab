import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@capeline/runtime';
import { ROOT } from '../run.ts';

/** A process that is kept running. */
export interface KeptChild {
  readonly name: string;
  /** Rejects when the child ends several times in a row before `markReady()`. */
  readonly hopeless: Promise<never>;
  markReady(): void;
  pid(): number | null;
  /** SIGTERM, and SIGKILL when it has not ended after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

const LONGEST_PAUSE_MS = 10_000;
const MAX_EARLY_EXITS = 4;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

async function endOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-15).join('\n');
}

/**
 * Starts a Node script and starts it again, with growing pauses, whenever it ends by itself. Its output goes to `logFile`. It hears of our
 * death through the IPC channel, so that not even a SIGKILL of ours leaves it behind.
 */
export function keepRunning(options: {
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly logger: Logger;
}): KeptChild {
  const { name, entry, env, logFile, logger } = options;
  const log = openLog(logFile);
  const { promise: hopeless, reject: giveUp } = Promise.withResolvers<never>();
  hopeless.catch(() => undefined); // nobody may be waiting any more
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let ready = false;
  let stopping = false;
  let earlyExits = 0;
  let pauseMs = 250;

  function launch(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    ended = promise;
    const started = performance.now();
    const launched = spawn(process.execPath, [entry], { cwd: ROOT, env, stdio: ['ignore', log, log, 'ipc'] });
    child = launched;
    launched.once('error', (error) => logger.error({ err: error }, `the ${name} could not be started`));
    launched.once('exit', (code, signal) => {
      child = null;
      resolve();
      if (!stopping) void relaunch(code, signal, performance.now() - started);
    });
  }
  async function relaunch(code: number | null, signal: string | null, livedMs: number): Promise<void> {
    if (!ready) earlyExits += 1;
    if (earlyExits >= MAX_EARLY_EXITS) {
      giveUp(
        new Error(
          `The ${name} does not start (exit ${code ?? signal}). The end of ${logFile} says:\n${await endOf(logFile)}`,
        ),
      );
      return;
    }
    if (livedMs > 60_000) pauseMs = 250;
    await delay(pauseMs, undefined, { ref: false });
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    if (stopping) return;
    logger.error({ code, signal }, `the ${name} ended unexpectedly and is started again; see ${logFile}`);
    launch();
  }

  launch();
  return {
    name,
    hopeless,
    markReady: () => {
      ready = true;
    },
    pid: () => child?.pid ?? null,
    stop: async (timeoutMs) => {
      stopping = true;
      if (child === null) return;
      const doomed = child;
      doomed.kill('SIGTERM');
      const timer = setTimeout(() => {
        logger.warn(`the ${name} did not end within ${timeoutMs} ms and is killed`);
        doomed.kill('SIGKILL');
      }, timeoutMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
