/** `npm run test:journeys`, `npm run test:faults`: jest over one folder of the long system tests. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNode } from './run.ts';
import { buildWeb, isWebStale } from './start/build-web.ts';
import { readCounts } from './workspaces.ts';

const [name = '', ...more] = process.argv.slice(2);
const folder = join(ROOT, 'tests', name);
if (!existsSync(folder)) {
  process.stderr.write(`There are no tests in tests/${name}.\n`);
  process.exit(2);
}
// Built once here, or every system that a test starts would build it for itself.
if (isWebStale()) await buildWeb(new AbortController().signal);
// Each starts a whole system and waits most of its time, so two go at a time; faults are about moments and go alone.
const atATime = name === 'faults' ? '--runInBand' : '--maxWorkers=2';
const code = await runNode([join(ROOT, 'tools/jest.ts'), atATime, ...more], { cwd: folder });
const { passed, failed, skipped } = readCounts(join('tests', name)) ?? { passed: 0, failed: 1, skipped: 0 };
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(code);
