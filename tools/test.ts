/**
 * `npm test`: the tests of every package, of the whole system and one browser journey, through Turborepo: what did not change since it
 * passed is answered from its cache (never with CI=true). Ends with one line of sums. `npm test -- --filter=@capeline/mail` tests one package.
 */
import { existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from './config.ts';
import { ROOT, runTurbo } from './run.ts';
import { buildWeb, isWebStale } from './start/build-web.ts';
import { readCounts, type TestCounts, workspaceFolders } from './workspaces.ts';

/** The scripts of the root's package.json that are part of it, and where each leaves its counts. */
const SYSTEM_TESTS = { 'test:rules': 'tests', 'test:start': 'tests/start', 'test:journey': 'tests/journeys' };

/** What the machine has decides what is skipped, so it is part of what Turborepo's cache is keyed by. */
function presentTools(): string {
  const folders = (environment().PATH ?? '').split(delimiter);
  return ['redis-server', 'chromium', 'chromium-browser', 'google-chrome', 'docker-compose']
    .filter((tool) => folders.some((folder) => existsSync(join(folder, tool))))
    .join(',');
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

const more = process.argv.slice(2);
const folders = [...workspaceFolders(), ...Object.values(SYSTEM_TESTS)];
for (const folder of folders) rmSync(join(ROOT, folder, '.counts'), { recursive: true, force: true });
// Built once here, or every system that a test starts would build it for itself.
if (isWebStale()) await buildWeb(new AbortController().signal);
const code = await runTurbo(['test', ...Object.keys(SYSTEM_TESTS)], more, { CAPELINE_TEST_TOOLS: presentTools() });
const total = sum(folders, more.length === 0);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed > 0 ? 1 : code);
