/** What `npm start` promises about starting and stopping, with stand-ins for the services. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findFreePort, isRunning, readInstance, waitUntil } from '../../packages/runtime/src/index.ts';
import { environment } from '../../tools/config.ts';
import { hasRedis, startRedis } from '../support/redis-server.ts';

interface Started {
  readonly child: ChildProcess;
  output(): string;
  readonly exited: Promise<number | string | null>;
  says(text: string): Promise<void>;
}

let dataDir: string;
let port: number;
const running: Started[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'capeline-start-'));
  await chmod(dataDir, 0o755);
  port = await findFreePort();
});
afterEach(async () => {
  for (const { child, exited } of running.splice(0)) {
    child.kill('SIGTERM');
    await exited;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function start(changes: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'stand-ins/instance.ts')], {
    env: environment({ CAPELINE_DATA_DIR: dataDir, PORT: String(port), ...changes }),
    detached: true, // a process group of its own, as in a terminal
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  const { promise: exited, resolve } = Promise.withResolvers<number | string | null>();
  child.once('close', (code, signal) => resolve(code ?? signal));
  const started: Started = {
    child,
    output: () => output,
    exited,
    says: async (text) => {
      if (!(await waitUntil(async () => output.includes(text), 25_000)))
        throw new Error(`It never said "${text}" but:\n${output}`);
    },
  };
  running.push(started);
  return started;
}

const rows = async (): Promise<{ count: number; pid: number; knowsOwner: boolean }> =>
  (await fetch(`http://127.0.0.1:${port}/rows`)).json() as Promise<{ count: number; pid: number; knowsOwner: boolean }>;

/** Every process of the instance: supervisor, services, database. */
async function processes(supervisor: ChildProcess): Promise<number[]> {
  const workerPid = async (): Promise<number> => {
    const events = await readFile(join(dataDir, 'events.txt'), 'utf8').catch(() => ''); // the worker writes it when it runs
    return Number(/worker (\d+)\n(?![\s\S]*worker \d)/.exec(events)?.[1] ?? 0);
  };
  if (!(await waitUntil(async () => (await workerPid()) > 0, 10_000))) throw new Error('The worker never ran.');
  const worker = await workerPid();
  const database = Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
  return [supervisor.pid ?? 0, (await rows()).pid, worker, database];
}

async function areGone(pids: readonly number[]): Promise<boolean> {
  return waitUntil(async () => !(await Promise.all(pids.map(isRunning))).includes(true), 10_000);
}

describe('npm start', () => {
  it('ends with an address that answers and tells the command line where it runs', async () => {
    const instance = start();
    await instance.says(`Capeline is running at http://127.0.0.1:${port}`);
    const told = await readInstance(dataDir);
    expect(told).toMatchObject({ pid: instance.child.pid, port });
    expect((await stat(join(dataDir, 'instance.json'))).mode & 0o777).toBe(0o600);
    expect(await rows()).toMatchObject({ count: 1, knowsOwner: false });
  });

  it('takes Ctrl-C to the whole group, twice, as one orderly stop with the database last, and keeps the data', async () => {
    const first = start();
    await first.says('Capeline is running');
    const all = await processes(first.child);
    const began = performance.now();
    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    expect(await first.exited).toBe(0);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(await areGone(all)).toBe(true);
    expect(await readFile(join(dataDir, 'events.txt'), 'utf8')).toContain('last job done');
    expect(await readFile(join(dataDir, 'postgres/server.log'), 'utf8')).toMatch(/database system is shut down\s*$/);
    const second = start();
    await second.says('Capeline is running');
    expect((await rows()).count).toBe(2);
  });

  it('stops in order, the database included, when its terminal is closed', async () => {
    const instance = start();
    await instance.says('Capeline is running');
    const all = await processes(instance.child);
    process.kill(-(instance.child.pid ?? 0), 'SIGHUP');
    expect(await instance.exited).toBe(0);
    expect(await areGone(all)).toBe(true);
  });

  it('leaves no service behind when it is killed, and the next start takes the same data', async () => {
    const first = start();
    await first.says('Capeline is running');
    const [supervisor = 0, api = 0, worker = 0, database = 0] = await processes(first.child);
    process.kill(supervisor, 'SIGKILL');
    await first.exited;
    expect(await areGone([api, worker])).toBe(true);
    expect(await readInstance(dataDir)).toBeNull();
    const second = start();
    await second.says('Capeline is running');
    expect(await isRunning(database)).toBe(false);
    expect((await rows()).count).toBe(2);
  });

  it('starts a service again that ended by itself', async () => {
    const instance = start();
    await instance.says('Capeline is running');
    const before = (await rows()).pid;
    process.kill(before, 'SIGKILL');
    const isBack = (): Promise<boolean> =>
      rows().then(
        ({ pid }) => pid !== before,
        () => false,
      );
    expect(await waitUntil(isBack, 15_000)).toBe(true);
  });

  it('refuses a second start on the same data folder with exit code 2', async () => {
    const first = start();
    await first.says('Capeline is running');
    const second = start({ PORT: String(await findFreePort()) });
    expect(await second.exited).toBe(2);
    expect(second.output()).toContain(`already runs on ${dataDir}`);
    expect((await rows()).count).toBe(1);
  });

  it('names a port that is in use, and every fault of the environment, with exit code 2', async () => {
    const other = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    other.listen(port, '127.0.0.1', resolve);
    await promise;
    const taken = start();
    expect(await taken.exited).toBe(2);
    expect(taken.output()).toContain(`PORT: ${port} on 127.0.0.1 is in use`);
    other.close();
    const faulty = start({ PORT: 'x', CAPELINE_TODAY: 'soon' });
    expect(await faulty.exited).toBe(2);
    expect(faulty.output()).toMatch(/PORT:[\s\S]*CAPELINE_TODAY:/);
  });

  (hasRedis() ? it : it.skip)('refuses a Redis that may evict jobs with exit code 2, and says the cure', async () => {
    const careless = await startRedis({ 'maxmemory-policy': 'allkeys-lru' });
    try {
      const instance = start({ REDIS_URL: careless.url });
      expect(await instance.exited).toBe(2);
      expect(instance.output()).toContain('its maxmemory-policy is allkeys-lru. Set "maxmemory-policy noeviction"');
      expect(instance.output()).not.toContain('Capeline is running');
    } finally {
      await careless.stop();
    }
  });

  it('stops in order when Ctrl-C comes while it is still starting', async () => {
    const instance = start();
    const began = (): Promise<boolean> =>
      stat(join(dataDir, 'postgres/data/postmaster.pid')).then(
        () => true,
        () => false,
      );
    expect(await waitUntil(began, 20_000)).toBe(true);
    process.kill(-(instance.child.pid ?? 0), 'SIGINT');
    expect(await instance.exited).toBe(0);
    expect(await began()).toBe(false);
  });
});
