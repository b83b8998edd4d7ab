import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../journeys/support/running-system.ts';
import { waitUntil } from '../../journeys/support/wait-until.ts';

/** One process of the product, started directly, so that its handle knows its pid. */
export interface CapelineProcess {
  /** How PostgreSQL calls its connections (`application_name`). */
  readonly name: string;
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Whether it has not ended. */
  isRunning(): boolean;
  /** SIGKILL: no last word. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it does nothing until `thaw`, and everybody believes it is there. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the exit code when it ends; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until it printed the text. */
  said(text: string, timeoutMs?: number): Promise<void>;
}

const running = new Set<ChildProcess>();
// A test run that is ended must not leave processes behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a script of the checkout with exactly this environment. */
export function startProcess(name: string, script: string, env: Readonly<Record<string, string>>): CapelineProcess {
  const child = spawn(process.execPath, [join(ROOT, script)], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.once('close', (code) => {
    running.delete(child);
    resolve(code);
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (wanted: NodeJS.Signals): void => void (isRunning() && child.kill(wanted));
  return {
    name,
    pid: child.pid ?? 0,
    output: () => output,
    isRunning,
    ended,
    kill: async () => {
      signal('SIGKILL');
      await ended;
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop: () => {
      signal('SIGCONT');
      signal('SIGTERM');
      return ended;
    },
    said: (text, timeoutMs = 30_000) =>
      waitUntil(
        () => {
          if (output.includes(text)) return true;
          if (!isRunning()) throw new Error(`${name} ended without saying ${text}:\n${output}`);
          return false;
        },
        timeoutMs,
        () => `${name} never said ${text}:\n${output}`,
      ),
  };
}
