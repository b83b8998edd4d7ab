/** `npm test`: the tests of every package through Turborepo, then those of the whole system and one browser journey; ends with one line of sums. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from './config.ts';
import { ROOT, runNode, runProgram, turboProgram } from './run.ts';
import { buildWeb, isWebStale } from './start/build-web.ts';
import { readCounts, type TestCounts, workspaceFolders } from './workspaces.ts';

/** The journey that `npm test` runs; `npm run test:journeys` runs all. */
const FIRST_JOURNEY = 'journeys/import-in-browser';

/** What the machine has decides what is skipped, so it is part of what Turborepo's cache is keyed by. */
function presentTools(): string {
  const folders = (environment().PATH ?? '').split(delimiter);
  return ['redis-server', 'chromium', 'google-chrome']
    .filter((tool) => folders.some((folder) => existsSync(join(folder, tool))))
    .join(',');
}

async function testPackages(more: readonly string[]): Promise<number> {
  const args = [
    'run',
    'test',
    '--continue=always',
    '--concurrency=2',
    '--output-logs=new-only',
    '--ui=stream',
    ...more,
  ];
  return runProgram(turboProgram(), args, { CAPELINE_TEST_TOOLS: presentTools() });
}

/** Everything in tests/ but the long ones. */
async function testSystem(): Promise<number> {
  const folder = join(ROOT, 'tests');
  const hasJourney = existsSync(join(folder, `${FIRST_JOURNEY}.test.ts`));
  const patterns = readdirSync(folder, { withFileTypes: true })
    .filter((entry) =>
      entry.isDirectory()
        ? !['journeys', 'faults', 'support', '.counts'].includes(entry.name)
        : entry.name.endsWith('.test.ts'),
    )
    .map((entry) => `tests/${entry.name}`);
  if (hasJourney) patterns.push(`tests/${FIRST_JOURNEY}`);
  // Built once here, or every system that a test starts would build it for itself.
  if (isWebStale()) await buildWeb(new AbortController().signal);
  const database = existsSync(join(folder, 'isolation')) ? ['--database'] : [];
  return runNode([join(ROOT, 'tools/jest.ts'), ...database, ...patterns], { cwd: folder });
}

function sum(folders: readonly string[], isWhole: boolean): TestCounts {
  const total: TestCounts = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of folders) {
    const counts = readCounts(folder);
    if (counts === null && !isWhole) continue; // left out by --filter
    if (counts === null) process.stderr.write(`${folder}: the tests did not get to their end.\n`);
    total.passed += counts?.passed ?? 0;
    total.failed += counts?.failed ?? 1;
    total.skipped += counts?.skipped ?? 0;
  }
  return total;
}

const folders = [...workspaceFolders(), 'tests'];
for (const folder of folders) rmSync(join(ROOT, folder, '.counts'), { recursive: true, force: true });
const codes = [await testPackages(process.argv.slice(2)), await testSystem()];
const total = sum(folders, process.argv.length <= 2);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed > 0 ? 1 : (codes.find((code) => code !== 0) ?? 0));
