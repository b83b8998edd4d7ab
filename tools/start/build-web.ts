import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { installed, ROOT, runNode } from '../run.ts';

const WEB = join(ROOT, 'apps/web');

/** What the built web app is made from. */
const SOURCES = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'packages/contracts/src',
  'packages/domain/src',
  'package-lock.json',
];

function newestIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), found.mtimeMs);
}

/** Whether `apps/web/dist` is missing or older than what it is made from. */
export function isWebStale(): boolean {
  const built = statSync(join(WEB, 'dist/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return SOURCES.some((source) => newestIn(join(ROOT, source)) > built);
}

/** Builds the web app beside its place and moves it there when complete, so that an interrupted build is never served. Throws when the build fails or `signal` ends it. */
export async function buildWeb(signal: AbortSignal): Promise<void> {
  if (!existsSync(join(WEB, 'index.html'))) return;
  const fresh = join(WEB, 'dist.new');
  const args = ['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  // What whoever starts us calls the environment, a test runner for one, must not make it a build for developers.
  const env = { NODE_ENV: 'production' };
  if ((await runNode([installed('vite/bin/vite.js'), ...args], { cwd: WEB, env, signal })) !== 0)
    throw new Error('The web app could not be built; see above.');
  rmSync(join(WEB, 'dist'), { recursive: true, force: true });
  renameSync(fresh, join(WEB, 'dist'));
}
