import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compileCache } from '../../../../tests/support/config.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a process of its own, with nothing in its environment but what is given. */
export function runRealCli(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): CliRun {
  const run: SpawnSyncReturns<string> = spawnSync(process.execPath, [MAIN, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    env: { ...compileCache(), ...env },
  });
  if (run.error !== undefined) throw run.error;
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** Every line of the output as JSON. */
export function jsonLines(stdout: string): unknown[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
}
