import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withWorkerMemory } from '../../packages/runtime/src/index.ts';

/** One process of the product, as in production. */
export interface ProductProcess {
  readonly pid: number;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

/** Starts `apps/<app>/src/main.ts` with these settings and no others; it ends with this process at the latest. */
export function startProduct(app: 'api' | 'worker', env: Readonly<Record<string, string>>): ProductProcess {
  const settings = app === 'worker' ? withWorkerMemory(env) : env;
  return startScript(join(import.meta.dirname, `../../apps/${app}/src/main.ts`), settings);
}

/** The same for any script: a baseline gets a process of its own, as ours does. */
export function startScript(path: string, env: Readonly<Record<string, string>>): ProductProcess {
  const child: ChildProcess = spawn(process.execPath, [path], {
    env: { PATH: '/usr/bin:/bin', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  return {
    pid: child.pid ?? -1,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      process.off('exit', endWithUs);
    },
  };
}

/** Waits until a GET of `url` answers 200; throws after two minutes (a worker’s first sweep of a large firm looks at every date) or when the process has ended. */
export async function waitForAnswer(url: string, product: ProductProcess): Promise<void> {
  const answers = async (): Promise<boolean> => {
    try {
      return (await fetch(url)).ok;
    } catch {
      return false; // not listening yet
    }
  };
  for (let attempt = 0; !(await answers()); attempt += 1) {
    if (product.hasEnded() || attempt > 2_400) throw new Error(`${url} does not answer.`);
    await pause(50);
  }
}

/** The most memory that a process ever had resident, in MB; null where the system does not tell. */
export async function peakMemoryMb(pid: number): Promise<number | null> {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/mu.exec(await readFile(`/proc/${pid}/status`, 'utf8'));
    return found?.[1] === undefined ? null : Math.round(Number(found[1]) / 1024);
  } catch {
    return null; // no /proc
  }
}
