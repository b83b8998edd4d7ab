import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.ts';

/** The folders of all workspaces, relative to the root. */
export function workspaceFolders(): string[] {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(ROOT, group))
      .map((name) => join(group, name))
      .filter((folder) => existsSync(join(ROOT, folder, 'package.json'))),
  );
}

/** How a jest run ended; see `count-tests.cjs`. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The counts that a run left in `folder`; null when it left none, which means that jest itself did not get to its end. */
export function readCounts(folder: string): TestCounts | null {
  const file = join(ROOT, folder, '.counts/tests.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestCounts) : null;
}
