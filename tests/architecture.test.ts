/** The architecture as a test: who may import whom, and where the clock, the environment and the database client may be touched. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');

/** Workspace packages that each package or app may import; anything from outside must stand in its own package.json. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'packages/domain': [],
  'packages/contracts': ['domain'],
  'packages/tabular': [],
  'packages/runtime': [],
  'packages/mail': ['domain'],
  'packages/db': ['domain'],
  'packages/operations': ['domain', 'db', 'mail', 'contracts', 'tabular'],
  'apps/api': ['operations', 'contracts', 'runtime', 'db'],
  'apps/worker': ['operations', 'contracts', 'runtime', 'db', 'mail'],
  'apps/cli': ['operations', 'contracts', 'domain', 'runtime', 'db'],
  'apps/web': ['contracts', 'domain'],
};
/** Packages that also run in a browser, or must stay pure: no module of Node either. */
const WITHOUT_NODE = ['packages/domain', 'packages/contracts', 'apps/web'];

/** Features whose rules stand before what will use them. */
const BEING_BUILT = [
  'packages/domain/src/account/',
  'packages/contracts/src/account',
  'packages/db/src/account',
  'packages/operations/src/account',
];

type Import = { specifier: string };
type SourceFile = { path: string; owner: string; text: string; imports: Import[] };

function importsOf(text: string): Import[] {
  const found: Import[] = [];
  const pattern = /^\s*(?:import|export)\s+(?:type\s+)?(?:[^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]/gm;
  for (const match of text.matchAll(pattern)) found.push({ specifier: match[1] ?? '' });
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push({ specifier: match[1] ?? '' });
  return found;
}

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));

const sources: SourceFile[] = tracked
  .filter(
    (path) =>
      /^(apps|packages)\/[^/]+\/src\//.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes('/test-support/'),
  )
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, owner: path.split('/').slice(0, 2).join('/'), text, imports: importsOf(text) };
  });

function dependenciesOf(owner: string): string[] {
  const manifest = JSON.parse(readFileSync(join(ROOT, owner, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function violations(check: (file: SourceFile) => string[]): string[] {
  return sources.flatMap((file) => check(file).map((what) => `${file.path}: ${what}`));
}

describe('architecture', () => {
  it('reads a tree that is really there', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect([...new Set(sources.map((file) => file.owner))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it('lets a package import only the workspace packages that its layer allows', () => {
    expect(
      violations((file) =>
        file.imports
          .filter(({ specifier }) => specifier.startsWith('@capeline/'))
          .map(({ specifier }) => packageOf(specifier).slice('@capeline/'.length))
          .filter((name) => !(MAY_IMPORT[file.owner] ?? []).includes(name))
          .map((name) => `imports @capeline/${name}`),
      ),
    ).toEqual([]);
  });

  it('reaches other packages by their one entrance, and never by a path', () => {
    expect(
      violations((file) =>
        file.imports
          .filter(({ specifier }) => {
            if (specifier.startsWith('@capeline/')) return specifier.split('/').length > 2;
            if (!specifier.startsWith('.')) return false;
            return !normalize(join(dirname(file.path), specifier)).startsWith(`${file.owner}/`);
          })
          .map(({ specifier }) => `imports ${specifier}`),
      ),
    ).toEqual([]);
  });

  it('lists every outside package in the package.json of the package that uses it', () => {
    expect(
      violations((file) =>
        file.imports
          .map(({ specifier }) => specifier)
          .filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !name.startsWith('virtual:'))
          .filter((name) => !dependenciesOf(file.owner).includes(packageOf(name)))
          .map((name) => `imports ${name}, which its package.json does not list`),
      ),
    ).toEqual([]);
  });

  it('keeps the law, the contracts and the web free of Node modules', () => {
    expect(
      violations((file) =>
        WITHOUT_NODE.includes(file.owner)
          ? file.imports
              .filter(({ specifier }) => specifier.startsWith('node:'))
              .map(({ specifier }) => `imports ${specifier}`)
          : [],
      ),
    ).toEqual([]);
  });

  it('keeps Prisma inside packages/db', () => {
    expect(
      violations((file) =>
        file.owner === 'packages/db'
          ? []
          : file.imports
              .filter(({ specifier }) => /prisma/i.test(specifier))
              .map(({ specifier }) => `imports ${specifier}`),
      ),
    ).toEqual([]);
  });

  it('never imports across features', () => {
    const featureOf = (path: string) => /^(apps\/[^/]+\/src\/features\/[^/]+)\//.exec(path)?.[1];
    expect(
      violations((file) => {
        const own = featureOf(file.path);
        if (own === undefined) return [];
        return file.imports
          .filter(({ specifier }) => specifier.startsWith('.'))
          .map(({ specifier }) => normalize(join(dirname(file.path), specifier)))
          .filter((target) => featureOf(target) !== undefined && featureOf(target) !== own)
          .map((target) => `imports ${target}`);
      }),
    ).toEqual([]);
  });

  it('reads the environment only in config.ts', () => {
    expect(
      violations((file) =>
        /process\.env/.test(file.text) && !/(^|\/)config\.ts$/.test(file.path) ? ['reads process.env'] : [],
      ),
    ).toEqual([]);
  });

  it('takes time as an argument in the law and in operations', () => {
    const wallClock = /new Date\(\s*\)|Date\.now\(|Temporal\.Now|performance\.now\(/;
    expect(
      violations((file) =>
        ['packages/domain', 'packages/operations'].includes(file.owner) && wallClock.test(file.text)
          ? ['reads the wall clock']
          : [],
      ),
    ).toEqual([]);
  });

  it('writes no text to the console outside the command line', () => {
    expect(
      violations((file) =>
        file.owner !== 'apps/cli' && /\bconsole\.(log|error|warn|info)\(/.test(file.text) ? ['uses console'] : [],
      ),
    ).toEqual([]);
  });

  it('has no cycle between files, not even for a type or a lazy part', () => {
    const graph = new Map(
      sources.map((file) => [
        file.path,
        file.imports
          .filter(({ specifier }) => specifier.startsWith('.'))
          .map(({ specifier }) => normalize(join(dirname(file.path), specifier))),
      ]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      state.set(path, 'open');
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('exports no function and no value that no other file uses', () => {
    const word = /[A-Za-z_$][\w$]*/g;
    const users = new Map<string, Set<string>>();
    for (const path of tracked)
      for (const [name] of readFileSync(join(ROOT, path), 'utf8').matchAll(word))
        (users.get(name) ?? users.set(name, new Set()).get(name))?.add(path);
    expect(
      violations(({ path, owner, text }) =>
        [...text.matchAll(/^export (?:async )?(?:function\*?|const|let|class) ([A-Za-z_$][\w$]*)/gm)]
          .map(([, name = '']) => name)
          // A package's own list of what it gives away is no use.
          .filter((name) =>
            [...(users.get(name) ?? [])].every((user) => [path, `${owner}/src/index.ts`].includes(user)),
          )
          .filter(() => !BEING_BUILT.some((folder) => path.startsWith(folder)))
          .map((name) => `exports ${name}`),
      ),
    ).toEqual([]);
  });

  it('has no file that names a workspace path or leaves work for later', () => {
    const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
    const banned = new RegExp(
      ['\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', '@ts-' + 'ignore', '\\.(only|skip|todo)\\('].join('|'),
    );
    expect(tracked.filter((path) => path !== 'tests/architecture.test.ts' && banned.test(text(path)))).toEqual([]);
  });
});
