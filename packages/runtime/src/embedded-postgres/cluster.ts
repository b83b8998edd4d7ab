import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './binaries.ts';
import type { DatabaseUser } from './database-user.ts';
import { isServerOf, readPostmasterFile, waitUntil } from './server-process.ts';

const run = promisify(execFile);

/** The name of the superuser of every cluster that we make. */
export const ADMIN_ROLE = 'capeline_admin';

/** A cluster on disk and the means to run it. */
export interface Cluster {
  readonly binaries: PostgresBinaries;
  /** Null: the present user. */
  readonly user: DatabaseUser | null;
  /** The cluster folder (PGDATA). */
  readonly folder: string;
  readonly logFile: string;
}

/** A running server. `exited` settles when its process ends, for whatever reason. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<void>;
}

/** Thrown when the server ended instead of starting; `log` is the end of what it wrote. */
export class ServerStartError extends Error {
  readonly log: string;
  constructor(log: string, logFile: string) {
    super(`The embedded PostgreSQL did not start. The end of ${logFile} says:\n${log}`);
    this.name = 'ServerStartError';
    this.log = log;
  }
}

function identity(user: DatabaseUser | null): { uid: number; gid: number } | Record<string, never> {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

/** The server's environment is ours to the letter, so that locale, time zone and PG* variables of the shell change nothing. */
const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/** The major version of a cluster folder, or null when it holds no complete cluster. */
export async function readClusterVersion(folder: string): Promise<string | null> {
  const text = await readFile(`${folder}/PG_VERSION`, 'utf8').catch(() => null);
  return text === null ? null : text.trim();
}

/** The major version of the programs, such as `18`. */
export async function readBinariesVersion(binaries: PostgresBinaries): Promise<string> {
  const { stdout } = await run(binaries.postgres, ['--version']);
  return /(\d+)(?:\.|beta|rc|devel)/.exec(stdout)?.[1] ?? stdout.trim();
}

/** PostgreSQL's own C.UTF-8 collation: the same order on every machine. Servers before 17 do not have it. */
const BUILTIN_LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/**
 * Makes a cluster: UTF-8, the collation of `locale` (by default PostgreSQL's own C.UTF-8), password sign-in only. It is made
 * beside its place and moved there when complete, so that a crash leaves no half cluster.
 */
export async function createCluster(
  cluster: Cluster,
  adminPassword: string,
  options: { readonly sync: boolean; readonly locale?: readonly string[] },
): Promise<void> {
  const { user, binaries } = cluster;
  const unfinished = `${cluster.folder}.new`;
  const passwordFile = `${cluster.folder}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    await writeFile(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
    if (user !== null) {
      await chown(unfinished, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const flags = ['--encoding=UTF8', ...(options.locale ?? BUILTIN_LOCALE)];
    await run(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${ADMIN_ROLE}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        ...flags,
        ...(options.sync ? [] : ['--no-sync']),
      ],
      { ...identity(user), env: SERVER_ENVIRONMENT, cwd: dirname(cluster.folder) },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, cluster.folder);
}

async function readEnd(file: string, from: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.slice(from).trim().split('\n').slice(-8).join('\n');
}

/**
 * Starts the server as a detached process, in a session of its own, so that no signal meant for us reaches it, and waits until it
 * takes connections (also through crash recovery, up to `timeoutMs`). Throws `ServerStartError` when it ends instead.
 */
export async function startServer(
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
  timeoutMs = 120_000,
): Promise<RunningServer> {
  const log = await open(cluster.logFile, 'a', 0o600);
  const { size: logStart } = await log.stat();
  const all = { ...settings, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder, ...args], {
    ...identity(cluster.user),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: SERVER_ENVIRONMENT,
    cwd: dirname(cluster.folder),
  });
  const ended = Promise.withResolvers<void>();
  let running = true;
  let spawnError: unknown;
  child.once('error', (error) => {
    spawnError = error;
    running = false;
    ended.resolve();
  });
  child.once('exit', () => {
    running = false;
    ended.resolve();
  });
  child.unref();
  await log.close();
  const ready = async (): Promise<boolean> => {
    const file = await readPostmasterFile(cluster.folder);
    return !running || (file?.pid === child.pid && file?.ready === true);
  };
  const inTime = await waitUntil(ready, timeoutMs);
  if (!inTime) child.kill('SIGQUIT');
  if (!inTime || !running || child.pid === undefined)
    throw spawnError ?? new ServerStartError(await readEnd(cluster.logFile, logStart), cluster.logFile);
  return { pid: child.pid, port, exited: ended.promise };
}

/**
 * Clears the way for a start after everything was killed: returns the process of a server that still runs over this folder, and
 * removes a `postmaster.pid` whose number has meanwhile been given to somebody else (PostgreSQL would refuse to start).
 */
export async function findOrphan(cluster: Cluster): Promise<number | null> {
  const file = await readPostmasterFile(cluster.folder);
  if (file === null) return null;
  if (await isServerOf(file.pid, cluster.folder)) return file.pid;
  await rm(`${cluster.folder}/postmaster.pid`, { force: true });
  return null;
}

/** Makes a folder that the server's user may pass through but not write to. */
export async function makePassableFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await chmod(folder, 0o755);
}
