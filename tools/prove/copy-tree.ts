import { chmod, cp, mkdir, mkdtemp, readdir, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from '../run.ts';
import { workspaceFolders } from '../workspaces.ts';

/** What tests of packages read; everything else of the checkout stays out of the copy. */
const COPIED = ['apps', 'packages', 'prisma', 'tests', 'tools', 'package.json', 'jest.config.mjs'];
const LEFT_OUT = new Set(['node_modules', 'dist', '.counts', '.turbo']);
const OWN_SCOPE = '@capeline';

async function link(from: string, to: string, skip: ReadonlySet<string>): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from)) if (!skip.has(entry)) await symlink(join(from, entry), join(to, entry));
}

/**
 * Copies the checkout as it stands, uncommitted changes included, into a throw-away folder, and answers with it. Installed packages are
 * linked; our own are linked to the copy, so that a change there is seen by every package. The database's user can pass through it.
 */
export async function copyTree(): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'capeline-prove-')));
  await chmod(copy, 0o755);
  for (const name of COPIED)
    await cp(join(ROOT, name), join(copy, name), {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(basename(source)),
    });
  const modules = join(copy, 'node_modules');
  await link(join(ROOT, 'node_modules'), modules, new Set([OWN_SCOPE]));
  await mkdir(join(modules, OWN_SCOPE));
  for (const folder of workspaceFolders()) {
    await symlink(join(copy, folder), join(modules, OWN_SCOPE, basename(folder)));
    // What npm could not hoist lies in the package itself.
    const own = await readdir(join(ROOT, folder)).then((names) => names.includes('node_modules'));
    if (own) await symlink(join(ROOT, folder, 'node_modules'), join(copy, folder, 'node_modules'));
  }
  return copy;
}
