import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '../../packages/runtime/src/index.ts';

export interface ApiServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the API in a process of its own, as in production, and waits until it answers. */
export async function startApi(env: Readonly<Record<string, string>>): Promise<ApiServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../../apps/api/src/main.ts')], {
    env: { PATH: '/usr/bin:/bin', LOG_LEVEL: 'error', PORT: String(port), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answers = async (): Promise<boolean> => {
    try {
      return (await fetch(`${url}/livez`)).ok;
    } catch {
      return false; // not listening yet
    }
  };
  for (let attempt = 0; !(await answers()); attempt += 1) {
    if (child.exitCode !== null || attempt > 300) throw new Error('The API did not start.');
    await pause(50);
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
