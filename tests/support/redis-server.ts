import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findFreePort, waitUntil } from '../../packages/runtime/src/index.ts';
import { isContinuousIntegration, searchPath } from './config.ts';
import { guard, type Watchdog } from './watchdog.ts';

/** A throw-away redis-server. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  pid(): number;
  /** Sends a signal to the server: SIGKILL, SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it and starts it again on the same port with what it had on disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

function findProgram(name: string): string | null {
  for (const folder of searchPath().split(delimiter)) {
    const program = join(folder, name);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/** Whether redis-server is installed. Missing it is a loud line with the cure, and an error when CI=true. */
export function hasRedis(): boolean {
  if (findProgram('redis-server') !== null) return true;
  const hint =
    'redis-server is not installed: tests on Redis do not run. Install it with "apt-get install redis-server".';
  if (isContinuousIntegration()) throw new Error(hint);
  process.stderr.write(`\n*** SKIPPED: ${hint} ***\n`);
  return false;
}

async function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
  socket.once('data', (data) => resolve(data.toString().startsWith('+PONG')));
  socket.once('error', () => resolve(false));
  const answer = await promise;
  socket.destroy();
  return answer;
}

/** Starts redis-server on a free port in a folder of its own; it ends with `stop()` or with this process. `settings` are lines of redis.conf such as `maxmemory-policy`. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<TestRedis> {
  const program = findProgram('redis-server');
  if (program === null) throw new Error('redis-server is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'capeline-redis-'));
  const port = await findFreePort();
  const all = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  let server: ChildProcess;
  let watchdog: Watchdog;
  let exited: Promise<void>;
  const pid = (): number => server.pid ?? 0;
  const start = async (): Promise<void> => {
    server = spawn(program, args, { stdio: 'ignore', detached: true, cwd: folder });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.once('exit', () => resolve());
    exited = promise;
    watchdog = guard(pid(), folder);
    if (!(await waitUntil(() => answers(port), 10_000))) throw new Error('redis-server does not answer.');
  };
  const end = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGCONT');
      server.kill('SIGTERM');
    }
    await exited;
    watchdog.release('keep');
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}/0`,
    port,
    pid,
    signal: (signal) => void server.kill(signal),
    restart: async () => {
      await end();
      await start();
    },
    stop: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
