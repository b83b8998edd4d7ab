/** `npm run check`: format and lint, types of every package and of tests, bench and tools, architecture rules. All are run; the exit code tells whether all are fine. */
import { join } from 'node:path';
import { installed, ROOT, runNode, runTurbo } from './run.ts';

const steps: readonly (readonly [string, () => Promise<number>])[] = [
  ['format and lint', () => runNode([installed('@biomejs/biome/bin/biome'), 'ci', '.'])],
  ['types of the packages', () => runTurbo(['typecheck'])],
  ['types of tests, bench and tools', () => runNode([installed('typescript/bin/tsc'), '-p', 'tsconfig.json'])],
  ['architecture rules', () => runNode([join(ROOT, 'tools/jest.ts'), 'architecture'], { cwd: join(ROOT, 'tests') })],
];

const failed: string[] = [];
for (const [name, step] of steps) {
  process.stdout.write(`\n== ${name}\n`);
  if ((await step()) !== 0) failed.push(name);
}
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}.\n`);
process.exit(failed.length === 0 ? 0 : 1);
