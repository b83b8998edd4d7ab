/** The page that maps the source checklist to tests: every rule is on it, and every test that it names is there and bears the rule's number. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const LAST_RULE = 53;
const ALL = Array.from({ length: LAST_RULE }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);

const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Row {
  readonly id: string;
  readonly built: string;
  readonly tests: string;
}

const rows: readonly Row[] = [
  ...readText('docs/article-rules.md').matchAll(/^\| (A\d\d) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gmu),
].map(([, id = '', built = '', tests = '']) => ({ id, built, tests }));

const named = rows.flatMap(({ id, tests }) =>
  tests.split('<br>').flatMap((text) => {
    const [, path = '', name = ''] = /^`([^`]+)` › (.+)$/u.exec(text.trim()) ?? [];
    return path === '' ? [] : [{ id, path, name }];
  }),
);

/** The rules that a test's name bears: single ones and ranges, before its first colon. */
function rulesOf(name: string): string[] {
  const head = name.split(':')[0] ?? '';
  const ranges = [...head.matchAll(/(A\d\d)-(A\d\d)/gu)].flatMap(([, from = '', to = '']) =>
    ALL.slice(ALL.indexOf(from), ALL.indexOf(to) + 1),
  );
  return [...ranges, ...[...head.matchAll(/A\d\d/gu)].map(([id]) => id)];
}

describe('docs/article-rules.md', () => {
  it('has every rule once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(ALL);
  });

  it('names only tests that are there and bear the number of their rule', () => {
    expect(named.length).toBeGreaterThan(90);
    const missing = named.filter(({ id, path, name }) => {
      return !existsSync(join(ROOT, path)) || !readText(path).includes(name) || !rulesOf(name).includes(id);
    });
    expect(missing).toEqual([]);
  });

  it('has a test for every rule but those that say with what they come', () => {
    const without = rows.filter(({ id }) => !named.some((test) => test.id === id));
    expect(without.map(({ id }) => id)).toEqual(['A37', 'A46']);
    for (const { tests, built } of without) {
      expect(tests).toBe('later');
      expect(built).toContain('with the CAPE declarations');
    }
  });

  it('A52: the product says on every page and in every digest what it is not', () => {
    for (const path of ['apps/web/src/app/shell.tsx', 'packages/mail/src/templates/digest-words.ts']) {
      expect(readText(path)).toMatch(/not CBP, not a broker,? (?:and )?not a law firm/iu);
    }
  });
});
