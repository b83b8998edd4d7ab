/**
 * Runs jest with ES modules in the folder it is called from; every package's `test` script is this file. A package whose package.json
 * says `"capeline": { "database": true }` gets a throw-away PostgreSQL with a migrated template for the whole run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './config.ts';

const root = join(import.meta.dirname, '..');

function needsDatabase(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return (manifest as { capeline?: { database?: boolean } }).capeline?.database === true;
  } catch {
    return false; // a folder of tests without a package.json of its own
  }
}

function jestArguments(folder: string, more: readonly string[]): string[] {
  const support = join(root, 'tests/support');
  const withDatabase = needsDatabase(folder) || more.includes('--database');
  return [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    [folder, root].map((at) => join(at, 'jest.config.mjs')).find(existsSync) ?? '',
    '--passWithNoTests',
    '--reporters=default',
    `--reporters=${join(root, 'tools/count-tests.cjs')}`,
    // Not the last of the fixed ones: --reporters would swallow a file pattern that follows it.
    '--rootDir',
    folder,
    ...(withDatabase
      ? [
          '--globalSetup',
          join(support, 'jest-postgres-setup.ts'),
          '--globalTeardown',
          join(support, 'jest-postgres-teardown.ts'),
        ]
      : []),
    ...more.filter((argument) => argument !== '--database'),
  ];
}

const args = jestArguments(process.cwd(), process.argv.slice(2));
// Becoming jest instead of starting it: a signal meant for the run reaches jest itself and nothing is left behind.
if (process.execve !== undefined && process.platform !== 'win32')
  process.execve(process.execPath, [process.execPath, ...args], environment());
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env: environment() }).status ?? 1);
