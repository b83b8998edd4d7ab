/**
 * `npm run test:postgres15`: the tests of packages/db, and the whole product once, on PostgreSQL 15, the oldest that is supported, as a
 * system package brings it. A machine without it skips them in a loud line; with CI=true that is an error.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './config.ts';
import { ROOT, runNode } from './run.ts';
import { readCounts, type TestCounts } from './workspaces.ts';

const PROGRAMS = '/usr/lib/postgresql/15/bin';

if (!existsSync(join(PROGRAMS, 'initdb'))) {
  const isDemanded = environment().CI === 'true';
  process.stderr.write(
    `${isDemanded ? '' : 'SKIPPED: '}There is no PostgreSQL 15 in ${PROGRAMS} (apt-get install postgresql-15).\n`,
  );
  process.stdout.write(`\n0 passed, ${isDemanded ? 1 : 0} failed, ${isDemanded ? 0 : 1} skipped\n`);
  process.exit(isDemanded ? 1 : 0);
}
const runs = [
  { folder: 'packages/db', args: process.argv.slice(2) },
  { folder: 'tests/faults', args: ['--runInBand', 'own-postgres'] },
];
const total: TestCounts = { passed: 0, failed: 0, skipped: 0 };
const codes: number[] = [];
for (const { folder, args } of runs) {
  codes.push(
    await runNode([join(ROOT, 'tools/jest.ts'), ...args], {
      cwd: join(ROOT, folder),
      env: { CAPELINE_TEST_POSTGRES: PROGRAMS },
    }),
  );
  const counts = readCounts(folder) ?? { passed: 0, failed: 1, skipped: 0 };
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
process.stdout.write(`\non PostgreSQL 15\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(codes.find((code) => code !== 0) ?? 0);
