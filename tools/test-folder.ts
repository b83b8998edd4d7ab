/** `npm run test:journeys`, `npm run test:faults`: jest over one folder of the long system tests. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNode } from './run.ts';

const [name = '', ...more] = process.argv.slice(2);
const folder = join(ROOT, 'tests', name);
if (!existsSync(folder)) {
  process.stderr.write(`There are no tests in tests/${name}.\n`);
  process.exit(2);
}
// One at a time: each of them starts a whole system.
process.exit(await runNode([join(ROOT, 'tools/jest.ts'), '--runInBand', ...more], { cwd: folder }));
