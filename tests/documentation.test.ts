import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { environmentSchema } from '../packages/runtime/src/config/schema.ts';
import { PROTECTIONS } from '../tools/prove/protections.ts';

const ROOT = join(import.meta.dirname, '..');
/** Set by the supervisor for its children; nobody else sets it. */
const INTERNAL = ['CAPELINE_SUPERVISED'];
const NAMES = Object.keys(environmentSchema.shape).filter((name) => !INTERNAL.includes(name));

/** The default as an operator would write it; empty without one. */
function defaultOf(name: string): string {
  const value: unknown = (environmentSchema.parse({}) as Record<string, unknown>)[name];
  if (value === true) return '1';
  return value === undefined || Array.isArray(value) ? '' : String(value);
}

describe('the documentation of the environment', () => {
  it('has, in docs/operations.md, exactly the variables that are read, with their defaults', () => {
    const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\|/gmu)].map(([, name, value = '']) => [
      name,
      value,
    ]);
    expect(rows).toEqual(NAMES.map((name) => [name, defaultOf(name)]));
  });

  it('has, in .env.example, exactly the variables that are read; those that are set there have their defaults', () => {
    const text = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const lines = [...text.matchAll(/^(#?)([A-Z_]+)=(.*)$/gmu)];
    const names = lines.map(([, , name]) => name);
    const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
    // docker-compose.yml makes the three addresses out of passwords; everything else it takes from .env is read by the product too.
    const passwords = new Set([...compose.matchAll(/\$\{([A-Z_]+)/gu)].map(([, name = '']) => name));
    for (const name of NAMES) passwords.delete(name);
    expect([...passwords].every((name) => name.endsWith('_PASSWORD'))).toBe(true);
    expect(names.sort()).toEqual([...NAMES, ...passwords].sort());
    for (const [, hash, name = '', value] of lines)
      if (hash === '') expect([name, value]).toEqual([name, defaultOf(name)]);
  });
});

/** Whether a test ran under that title, which may hold the place of a parameter (`%s`). */
function isTitle(title: string, ran: string): boolean {
  const [before = '', after] = title.split(/%\w/u);
  return after === undefined ? title === ran : ran.startsWith(before) && ran.endsWith(after);
}

/** Whether a test of that title stands in that file. */
function hasTest(path: string, title: string): boolean {
  const file = join(ROOT, path);
  return existsSync(file) && readFileSync(file, 'utf8').includes(title);
}

describe('the faults of docs/operations.md', () => {
  it('each name a test that shows them, which is there', () => {
    const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
    const [, section = ''] = /\n## When something fails\n(.*?)\n## /su.exec(text) ?? [];
    const rows = [...section.matchAll(/^\| (?!fault)([^|]+) \|.*$/gmu)].map(([row, fault = '']) => ({ row, fault }));
    expect(rows.length).toBeGreaterThan(20);
    const unshown = rows.filter(({ row }) => {
      const [, path = '', title = ''] = /\| `([^`|]+\.test\.ts)`: ([^|]+) \|$/u.exec(row) ?? [];
      return title === '' || !hasTest(path, title);
    });
    expect(unshown.map(({ fault }) => fault)).toEqual([]);
  });
});

describe('docs/security.md', () => {
  it('marks with ⟲ only what npm run prove takes out: a protection turns one of the tests of the line red', () => {
    const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
    const marked = [...text.matchAll(/^\| ⟲ ([^|]+) \| `([^`]+)` \| ([^|]+) \|$/gmu)];
    expect(marked.length).toBeGreaterThan(20);
    const unproved = marked.filter(([, , path = '', tests = '']) => {
      const titles = tests.split(' · ').map((title) => title.trim());
      return !PROTECTIONS.some(
        (protection) =>
          join(protection.tests.folder, protection.tests.file) === path &&
          protection.tests.turnRed.some((red) => titles.some((title) => isTitle(title, red))),
      );
    });
    expect(unproved.map(([, claim]) => claim)).toEqual([]);
  });

  it('names only tests that are there, each in its file', () => {
    const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
    const named = [...text.matchAll(/^\|[^|]+\| `([^`]+)` \| ([^|]+) \|$/gmu)].flatMap(([, path = '', tests = '']) =>
      tests.split(' · ').map((name) => ({ path, name: name.trim() })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ path, name }) => !hasTest(path, name))).toEqual([]);
  });
});
