/** The whole product, started as a newcomer would: `npm start` in a process group of its own, on free ports and a throw-away folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from './wait-until.ts';

export const ROOT = join(import.meta.dirname, '../../..');

export type RunningSystem = {
  /** `http://127.0.0.1:PORT` */
  url: string;
  dataDir: string;
  pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** What Ctrl-C in a terminal does: SIGINT to the whole process group. Resolves when npm has ended, with whether the stop was told to be complete. */
  interrupt(): Promise<boolean>;
  /** Runs the command line against this instance; answers what it printed. */
  cli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
};

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** A folder that the database's own system user can pass, too. */
export async function makeDataDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'capeline-journey-'));
  await chmod(dir, 0o755);
  return dir;
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

function exitOf(child: ChildProcess): Promise<number | null> {
  return isRunning(child) ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve(child.exitCode);
}

/** Starts `npm start` and waits until `/readyz` answers 200. */
export async function startSystem(environment: Record<string, string> = {}, dataDir?: string): Promise<RunningSystem> {
  const port = await freePort();
  const folder = dataDir ?? (await makeDataDir());
  const env = {
    ...process.env,
    PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
    CAPELINE_DATA_DIR: folder,
    ...environment,
  };
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const pid = child.pid ?? 0;
  const url = `http://127.0.0.1:${port}`;
  const ready = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${output}`);
    return (await fetch(`${url}/readyz`).catch(() => null))?.status === 200;
  };
  await waitUntil(ready, 120_000, () => `no /readyz 200 from ${url}:\n${output.slice(-4000)}`);
  return {
    url,
    dataDir: folder,
    pid,
    output: () => output,
    interrupt: async () => {
      if (isRunning(child)) process.kill(-pid, 'SIGINT');
      await exitOf(child);
      return output.includes('Capeline has stopped.');
    },
    cli: async (...args) => {
      const cli = spawn('npm', ['run', '--silent', 'cli', '--', ...args], {
        cwd: ROOT,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      cli.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      cli.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      return { code: await exitOf(cli), stdout, stderr };
    },
  };
}

/** Stops it and removes its folder. */
export async function stopSystem(system: RunningSystem | undefined): Promise<void> {
  if (system === undefined) return;
  await system.interrupt();
  await rm(system.dataDir, { recursive: true, force: true });
}
