/** What Turborepo keys a cached test run by (turbo.json), against what the tests read: a change must never be hidden by the cache. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Task {
  readonly dependsOn?: readonly string[];
  readonly inputs?: readonly string[];
}
const turbo = JSON.parse(read('turbo.json')) as {
  globalDependencies: readonly string[];
  globalEnv: readonly string[];
  tasks: Readonly<Record<string, Task>>;
};
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && existsSync(join(ROOT, path)));
const packages = [...new Set(files.flatMap((path) => /^(?:apps|packages)\/[^/]+/.exec(path)?.[0] ?? []))];
const nameOf = (folder: string): string => (JSON.parse(read(`${folder}/package.json`)) as { name: string }).name;
const folderOf = new Map(packages.map((folder) => [nameOf(folder), folder]));

function workspaceDependencies(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies).flatMap((name) => folderOf.get(name) ?? []);
}

function withDependencies(folders: readonly string[]): Set<string> {
  const all = new Set(folders);
  for (const folder of all) for (const dependency of workspaceDependencies(folder)) all.add(dependency);
  return all;
}

const testOf = (folder: string): Task => turbo.tasks[`${nameOf(folder)}#test`] ?? turbo.tasks.test ?? {};

/** The packages whose changes run the tests of this one. */
function watchedPackages(folder: string): Set<string> {
  const named = (testOf(folder).dependsOn ?? []).flatMap((task) => folderOf.get(task.split('#')[0] ?? '') ?? []);
  return withDependencies([folder, ...named]);
}

/** The places outside of `own` that a file names by a path, in an import or in any other text. */
function placesNamedBy(path: string, own: string): string[] {
  return [...read(path).matchAll(/['"`]((?:\.\.\/)+[^'"`\n]*)['"`]/g)]
    .map((match) => normalize(join(dirname(path), match[1] ?? '')).replace(/\/$/, ''))
    .filter((place) => place !== '.' && !`${place}/`.startsWith(`${own}/`));
}

/** Built by the tests' own run, never an input. */
const BUILT = 'apps/web/dist';
const isUnder = (place: string, folder: string): boolean => `${place}/`.startsWith(`${folder}/`);
const isGlobal = (place: string): boolean =>
  turbo.globalDependencies.some((glob) => matchesGlob(place, glob) || matchesGlob(`${place}/x`, glob));
const rootInputs = (folder: string): string[] =>
  (testOf(folder).inputs ?? []).map((input) => input.replace('$TURBO_ROOT$/', ''));

describe('a cached run of the tests of a package', () => {
  it('is keyed by every place outside of the package that its files name', () => {
    const hidden = packages.flatMap((own) =>
      files
        .filter((path) => isUnder(path, own))
        .flatMap((path) => placesNamedBy(path, own).map((place) => ({ path, place })))
        .filter(({ place }) => place !== BUILT && !isGlobal(place) && !rootInputs(own).includes(place))
        .filter(({ place }) => ![...watchedPackages(own)].some((folder) => isUnder(place, folder))),
    );
    expect(hidden).toEqual([]);
  });

  it('is keyed by the packages that the test support runs on, where it starts a database or a Redis', () => {
    const support = files.filter((path) => isUnder(path, 'tests/support'));
    const used = new Set(
      support.flatMap((path) => placesNamedBy(path, 'tests')).map((place) => place.split('/src')[0]),
    );
    expect([...used].sort()).toEqual(['packages/db', 'packages/runtime']);
    const lacking = packages.filter((own) => {
      const texts = files.filter((path) => isUnder(path, own)).map(read);
      const starts = texts.some((text) => /tests\/support\/(database|postgres-cluster|redis-server)\.ts/.test(text));
      const watched = watchedPackages(own);
      return (
        starts && own !== 'packages/runtime' && !['packages/db', 'packages/runtime'].every((name) => watched.has(name))
      );
    });
    expect(lacking).toEqual([]);
  });

  it('is keyed by what of the environment decides how tests run and which are skipped', () => {
    const named = [...read('tests/support/config.ts').matchAll(/process\.env\.([A-Z_]+)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named).toContain('CAPELINE_TEST_SEED');
    const unkeyed = [...named, 'CAPELINE_TEST_TOOLS'].filter(
      (name) =>
        !['PATH', 'NODE_COMPILE_CACHE'].includes(name) && !turbo.globalEnv.some((glob) => matchesGlob(name, glob)),
    );
    expect(unkeyed).toEqual([]);
  });

  it('is keyed by all files of the package and by the sources of those that it imports', () => {
    for (const [name, { dependsOn, inputs }] of Object.entries(turbo.tasks))
      if (/(^|@.*#)test$/.test(name))
        expect({ name, files: inputs?.[0] ?? '$TURBO_DEFAULT$', imports: dependsOn?.[0] }).toEqual({
          name,
          files: '$TURBO_DEFAULT$',
          imports: '^sources',
        });
    expect(turbo.tasks.sources?.dependsOn).toEqual(['^sources']);
  });

  it('is never used where everything must be shown', () => {
    expect(read('.ci/run')).toMatch(/^export CI=true\b/m);
    expect(read('tools/run.ts')).toContain("if (variables.CI === 'true') args.push('--force');");
  });
});
