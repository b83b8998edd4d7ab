import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { faultOf, makeEdits } from '../tools/prove/edit-files.ts';
import { PROTECTIONS } from '../tools/prove/protections.ts';

const ROOT = join(import.meta.dirname, '..');

describe('the protections that npm run prove takes out', () => {
  it('fit the code as it stands: each text to take out occurs exactly once', () => {
    expect(PROTECTIONS.flatMap(({ removal }) => removal.map((edit) => faultOf(ROOT, edit))).filter(Boolean)).toEqual(
      [],
    );
  });

  it('each name a test file that is there, and at least one test', () => {
    for (const { name, removal, tests } of PROTECTIONS) {
      const facts = { edits: removal.length > 0, file: existsSync(join(ROOT, tests.folder, tests.file)) };
      expect({ name, ...facts, tests: tests.turnRed.length > 0 }).toEqual({
        name,
        edits: true,
        file: true,
        tests: true,
      });
    }
    expect(new Set(PROTECTIONS.map(({ name }) => name)).size).toBe(PROTECTIONS.length);
  });
});

describe('edits of the copy', () => {
  let folder: string;
  const read = () => readFileSync(join(folder, 'a.txt'), 'utf8');
  const edit = (find: string, replace: string) => ({ file: 'a.txt', find, replace });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'capeline-edits-'));
    writeFileSync(join(folder, 'a.txt'), 'one two two three');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are put back byte for byte, however many hit one file', () => {
    const putBack = makeEdits(folder, [edit('one', '$& eins'), edit('three', '')]);
    expect(read()).toBe('$& eins two two ');
    putBack();
    expect(read()).toBe('one two two three');
  });

  it.each([
    ['is there twice', edit('two', 'zwei')],
    ['is not there', edit('four', 'vier')],
    ['is empty', edit('', 'x')],
    ['would stay the same', edit('one', 'one')],
    ['stands in a file that is not there', { ...edit('one', 'eins'), file: 'b.txt' }],
  ])('are refused before the first change when a text %s', (_what, faulty) => {
    expect(() => makeEdits(folder, [edit('three', 'drei'), faulty])).toThrow();
    expect(read()).toBe('one two two three');
  });
});
