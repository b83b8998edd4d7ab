import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AUDIT_ACTIONS } from './actions.ts';

const SOURCE = join(import.meta.dirname, '..');
const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path !== join('audit', 'actions.ts'))
  .map((path) => ({ path, text: readFileSync(join(SOURCE, path), 'utf8') }));

describe('the names in the audit trail', () => {
  it('are a subject and what was done to it, each once, in order', () => {
    for (const action of AUDIT_ACTIONS) expect(action).toMatch(/^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*$/);
    expect([...AUDIT_ACTIONS]).toEqual([...new Set(AUDIT_ACTIONS)].sort());
  });

  it('are all used', () => {
    const unused = AUDIT_ACTIONS.filter((action) => !sources.some(({ text }) => text.includes(`'${action}'`)));
    expect(unused).toEqual([]);
  });

  it('are the only ones: every operation appends through the typed door', () => {
    const around = sources.filter(
      ({ path, text }) =>
        path !== join('audit', 'append-audit.ts') && /import [^;]*\bappendAudit\b[^;]*from '@capeline\/db'/u.test(text),
    );
    expect(around.map(({ path }) => path)).toEqual([]);
  });
});
