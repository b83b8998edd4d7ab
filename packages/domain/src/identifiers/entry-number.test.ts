import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryNumberCheckDigit, filerCodeOf, formatEntryNumber, parseEntryNumber } from './entry-number.ts';

interface EntryNumberVector {
  entry: string;
  valid: boolean | null;
  expected_check_digit: number | null;
  format: 'current' | 'pre_1986';
}

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/entry-number-vectors.json', import.meta.url), 'utf8'),
) as EntryNumberVector[];

const anyFilerCode = fc
  .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'), { minLength: 3, maxLength: 3 })
  .map((characters) => characters.join(''))
  .filter((code) => code !== '000');
const anySerial = fc.integer({ min: 0, max: 9_999_999 }).map((serial) => String(serial).padStart(7, '0'));

describe('parseEntryNumber', () => {
  it.each(vectors.filter(({ format }) => format === 'current').map((vector) => [vector.entry, vector] as const))(
    '%s as published',
    (entry, vector) => {
      const bare = entry.replaceAll('-', '');
      const expected = {
        entryNumber: bare,
        formatted: entry,
        filerCode: entry.slice(0, 3),
        valid: vector.valid,
        expectedCheckDigit: String(vector.expected_check_digit),
        problem: vector.valid === true ? null : 'check_digit',
      };
      expect(parseEntryNumber(entry)).toEqual({ input: entry, ...expected });
      expect(parseEntryNumber(bare)).toEqual({ input: bare, ...expected });
    },
  );

  it.each(vectors.filter(({ format }) => format === 'pre_1986').map(({ entry }) => entry))(
    'names the layout of before 1986 and does not run the check on %s',
    (entry) => {
      for (const input of [entry, entry.replaceAll('-', '')]) {
        expect(parseEntryNumber(input)).toEqual({
          input,
          entryNumber: null,
          formatted: null,
          filerCode: null,
          valid: false,
          expectedCheckDigit: null,
          problem: 'legacy_format',
        });
      }
    },
  );

  it.each([
    '="55135187866"',
    '="551-3518786-6"',
    '"551-3518786-6"',
    "'55135187866",
    "'551-3518786-6'",
    '  551-3518786-6\t',
    '551 3518786 6',
    '551–3518786–6',
    '\u00a0551-3518786-6\u00a0',
    ' = "551-3518786-6" ',
  ])('reads %j, as spreadsheets and people write it', (input) => {
    expect(parseEntryNumber(input)).toMatchObject({ input, entryNumber: '55135187866', valid: true, problem: null });
  });

  it('reads lower case', () => {
    expect(parseEntryNumber('k80-2162679-2')).toMatchObject({
      formatted: 'K80-2162679-2',
      filerCode: 'K80',
      valid: true,
    });
  });

  it.each([
    '',
    '   ',
    'Entry Number',
    '551-3518786',
    '551-3518786-66',
    '551--3518786-6',
    '5513-518786-6',
    '000-1234567-4',
    'AB$-1234567-6',
    'ABC-12E4567-6',
    'ABC-1234567-X',
    '26-164751100',
    '261103162',
    'ÄBC-1234567-6',
    '٥٥١-3518786-6',
    '="',
  ])('refuses %j as no entry number', (input) => {
    expect(parseEntryNumber(input)).toMatchObject({ input, entryNumber: null, valid: false, problem: 'format' });
  });

  it('cannot tell letters apart that share a value: B, K and S', () => {
    for (const letter of ['B', 'K', 'S']) expect(parseEntryNumber(`${letter}80-2162679-2`).valid).toBe(true);
    expect(entryNumberCheckDigit('SP70000001')).toBe('4');
  });

  it('finds every single wrong digit and accepts exactly one check digit', () => {
    fc.assert(
      fc.property(
        anyFilerCode,
        anySerial,
        fc.nat({ max: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (filer, serial, at, shift) => {
          const checkDigit = entryNumberCheckDigit(filer + serial);
          expect(parseEntryNumber(filer + serial + checkDigit).valid).toBe(true);
          const wrongDigit = (Number(serial[at]) + shift) % 10;
          const wrong = serial.slice(0, at) + wrongDigit + serial.slice(at + 1);
          expect(parseEntryNumber(filer + wrong + checkDigit).problem).toBe('check_digit');
        },
      ),
    );
  });

  it('never throws, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (input) => {
        expect(parseEntryNumber(input).input).toBe(input);
      }),
    );
  });

  it('formats and splits the bare number', () => {
    expect(formatEntryNumber('55135187866')).toBe('551-3518786-6');
    expect(filerCodeOf('K8021626792')).toBe('K80');
    expect(() => formatEntryNumber('551')).toThrow(RangeError);
  });
});
