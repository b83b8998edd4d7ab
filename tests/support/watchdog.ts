import { spawn } from 'node:child_process';

/** Ends processes and removes folders when this process is gone, however it went. */
export interface Watchdog {
  /** The process was stopped in an orderly way: the folder is removed, or kept for another process. */
  release(folder: 'remove' | 'keep'): void;
}

/**
 * A shell that holds a pipe from us and waits for its end: when we die, even by SIGKILL, the pipe closes and the shell sends SIGQUIT to
 * `pid` and removes `folder`. It lives in a session of its own, so that Ctrl-C does not reach it.
 */
export function guard(pid: number, folder: string): Watchdog {
  const script =
    'read -r word; [ "$word" = keep ] && exit; if [ "$word" != remove ]; then kill -QUIT "$1"; sleep 1; kill -KILL "$1"; fi; rm -rf -- "$2"';
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return { release: (word) => void shell.stdin.end(`${word}\n`) };
}
