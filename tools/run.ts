import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { environment } from './config.ts';

/** The root of the checkout. */
export const ROOT = join(import.meta.dirname, '..');

/** A script of an installed package, to be run by this very Node. */
export function installed(script: string): string {
  return join(ROOT, 'node_modules', script);
}

/** Turborepo's own program: its Node wrapper would swallow signals. */
function turboProgram(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const architecture = process.arch === 'x64' ? '64' : process.arch;
  return installed(`@turbo/${platform}-${architecture}/bin/turbo${platform === 'windows' ? '.exe' : ''}`);
}

/** Runs this Node with `args`, showing what it says, and returns its exit code; 130 and the like when a signal ended it. */
export async function runNode(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
  } = {},
): Promise<number> {
  const child = spawn(process.execPath, [...args], {
    cwd: options.cwd ?? ROOT,
    env: environment(options.env),
    stdio: 'inherit',
  });
  options.signal?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return exitCodeOf(child);
}

/**
 * Runs tasks of turbo.json to their end, the failed ones too, and returns the exit code. One more at a time than there are processors,
 * because tests of whole systems wait a good part of their time. With CI=true nothing is taken from the cache.
 */
export async function runTurbo(
  tasks: readonly string[],
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const variables = environment(env);
  const args = ['--continue=always', '--output-logs=new-only', '--ui=stream'];
  if (variables.CI === 'true') args.push('--force');
  args.push(`--concurrency=${availableParallelism() + 1}`, ...more);
  return exitCodeOf(spawn(turboProgram(), ['run', ...tasks, ...args], { cwd: ROOT, env: variables, stdio: 'inherit' }));
}

/** While a child runs, the signals are its own to answer: Ctrl-C reaches it too, and we wait for its end. */
async function exitCodeOf(child: ReturnType<typeof spawn>): Promise<number> {
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const wait = (): void => undefined;
  process.on('SIGTERM', pass);
  process.on('SIGINT', wait);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  try {
    return await promise;
  } finally {
    process.off('SIGTERM', pass);
    process.off('SIGINT', wait);
  }
}
