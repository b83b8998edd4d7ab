import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../error-code.ts';

/** What a running or crashed server left in `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Reads `postmaster.pid` of a cluster folder; null when there is none or it is only half written. */
export async function readPostmasterFile(clusterFolder: string): Promise<PostmasterFile | null> {
  const text = await readFile(`${clusterFolder}/postmaster.pid`, 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port)) return null;
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

/** Whether a process runs; a zombie that nobody has reaped yet counts as ended. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The command name in parentheses may itself hold spaces and parentheses: the state follows the last one.
  return status === null || status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3) !== 'Z';
}

/** Whether `pid` is a PostgreSQL server over exactly this cluster folder, and not a stranger that was given a dead server's number. */
export async function isServerOf(pid: number, clusterFolder: string): Promise<boolean> {
  if (!(await isRunning(pid))) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  // Without /proc we cannot look: believe the file, which is the safe side (a second server is never started over live data).
  if (commandLine === null) return true;
  const args = commandLine.split('\0');
  return /postgres(?:\.exe)?$/.test(args[0] ?? '') && args.includes(clusterFolder);
}

/** Waits until `condition` holds, asking every `everyMs`; false when it does not within `timeoutMs`. */
export async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number, everyMs = 20): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= end) return false;
    await delay(everyMs);
  }
}

function signalIfRunning(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/**
 * Ends a server: fast shutdown (SIGINT: rolls back, writes a checkpoint), and after `timeoutMs` immediate shutdown (SIGQUIT: nothing
 * committed is lost, the next start replays the log). Throws when the process survives both.
 */
export async function stopServer(pid: number, timeoutMs: number): Promise<void> {
  const gone = async (): Promise<boolean> => !(await isRunning(pid));
  signalIfRunning(pid, 'SIGINT');
  if (await waitUntil(gone, timeoutMs)) return;
  signalIfRunning(pid, 'SIGQUIT');
  if (await waitUntil(gone, 3_000)) return;
  throw new Error(`The embedded PostgreSQL (process ${pid}) does not stop.`);
}
