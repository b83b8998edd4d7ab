import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { environment } from '../config.ts';
import type { Protection } from './protection.ts';

/** How the tests of one file ended, by title. */
export interface TestTitles {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

interface JestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Within this time even a file whose every test waits in vain has ended. */
const LIMIT_MS = 5 * 60_000;

function titlesOf(report: JestReport): TestTitles {
  const [file, ...others] = report.testResults;
  if (file === undefined || others.length > 0) throw new Error('jest did not run exactly one test file.');
  if (file.assertionResults.length === 0) throw new Error(`The test file could not be run.\n${file.message}`);
  const withStatus = (wanted: string) =>
    file.assertionResults.filter(({ status }) => status === wanted).map(({ title }) => title);
  return { passed: withStatus('passed'), failed: withStatus('failed') };
}

/** Runs one test file of the copy under `root` as its package would. Throws, with what jest said, when no test could be run at all. */
export async function runTests(root: string, tests: Protection['tests'], signal: AbortSignal): Promise<TestTitles> {
  const output = join(root, 'prove-report.json');
  await rm(output, { force: true });
  const only = tests.only === undefined ? [] : [`--testNamePattern=${RegExp.escape(tests.only)}`];
  const args = [
    join(root, 'tools/jest.ts'),
    '--runTestsByPath',
    tests.file,
    '--json',
    `--outputFile=${output}`,
    ...only,
  ];
  const child = spawn(process.execPath, args, {
    cwd: join(root, tests.folder),
    // The copy's paths are never seen again.
    env: environment({ NODE_DISABLE_COMPILE_CACHE: '1' }),
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
  });
  const ended = new Promise<void>((resolve, reject) => {
    // Being stopped is told as an error too, but then jest still runs for a moment and its end is waited for.
    child.on('error', (error) => child.pid === undefined && reject(error));
    child.once('close', () => resolve());
  });
  const [said] = await Promise.all([text(child.stderr), ended]);
  signal.throwIfAborted();
  const report = await readFile(output, 'utf8').catch(() => null);
  if (report === null) throw new Error(`jest came to no end.\n${said}`);
  return titlesOf(JSON.parse(report) as JestReport);
}
