import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { einBaseOf, maskImporterNumber, parseImporterNumber } from './importer-number.ts';

describe('parseImporterNumber', () => {
  it.each([
    ['26-164751100', '26-164751100', 'ein', '26-•••••1100'],
    ['36-2306554-00', '36-230655400', 'ein', '36-•••••5400'],
    ['36-2306554 00', '36-230655400', 'ein', '36-•••••5400'],
    ['36-2306554', '36-230655400', 'ein', '36-•••••5400'],
    ['13-2178154AB', '13-2178154AB', 'ein', '13-•••••54AB'],
    ['13-2178154ab', '13-2178154AB', 'ein', '13-•••••54AB'],
    ['132178154AB', '13-2178154AB', 'ein', '13-•••••54AB'],
    ['1321781541A', '13-21781541A', 'ein', '13-•••••541A'],
    ['="26-164751100"', '26-164751100', 'ein', '26-•••••1100'],
    ['123-45-6789', '123-45-6789', 'ssn', '•••-••-6789'],
    ['123-45-6789 ', '123-45-6789', 'ssn', '•••-••-6789'],
    ['912620-40102', '912620-40102', 'cbp_assigned', '91••••-•0102'],
    ['912620–40102', '912620-40102', 'cbp_assigned', '91••••-•0102'],
  ])('reads %j as %s', (input, importerNumber, kind, masked) => {
    expect(parseImporterNumber(input)).toEqual({ input, importerNumber, kind, valid: true, problem: null, masked });
  });

  it.each(['123456789', '26164751100', '="123456789"'])('asks instead of guessing when %j fits two kinds', (input) => {
    const parsed = parseImporterNumber(input);
    expect(parsed).toMatchObject({ importerNumber: null, kind: null, valid: false, problem: 'ambiguous' });
    expect(parsed.masked).toMatch(/^•+\d{4}$/u);
  });

  it.each(['36-2306554O0', '36-23065540I', '36-2306554ZZ'])(
    'refuses the suffix of %s: O, I and Z are not assigned',
    (input) => {
      expect(parseImporterNumber(input)).toMatchObject({
        importerNumber: input,
        kind: 'ein',
        valid: false,
        problem: 'suffix',
      });
    },
  );

  it.each([
    '',
    'Importer Number',
    '12-34567',
    '1234-56-789',
    '551-3518786-6',
    '36-2306554-000',
    '36_2306554',
    '12345678901A',
  ])('refuses %j as no importer number and shows nothing of it', (input) => {
    expect(parseImporterNumber(input)).toEqual({
      input,
      importerNumber: null,
      kind: null,
      valid: false,
      problem: 'format',
      masked: null,
    });
  });

  it('reads its own answer back unchanged', () => {
    const anyEin = fc.stringMatching(/^\d{2}-\d{7}[0-9A-HJ-NP-Y]{2}$/);
    const anyOther = fc.oneof(fc.stringMatching(/^\d{3}-\d{2}-\d{4}$/), fc.stringMatching(/^\d{6}-\d{5}$/));
    fc.assert(
      fc.property(fc.oneof(anyEin, anyOther), (importerNumber) => {
        expect(parseImporterNumber(importerNumber)).toMatchObject({ importerNumber, valid: true });
      }),
    );
  });

  it('never throws, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (input) => {
        expect(parseImporterNumber(input).input).toBe(input);
      }),
    );
  });
});

describe('maskImporterNumber', () => {
  it('never shows more than four characters of a social security number or of unreadable text', () => {
    expect(maskImporterNumber('123-45-6789')).toBe('•••-••-6789');
    expect(maskImporterNumber('123456789')).toBe('•••••6789');
    expect(maskImporterNumber('1234')).toBe('••34');
    expect(maskImporterNumber('')).toBe('');
  });

  it('keeps the length of every number and hides at least four digits', () => {
    for (const number of ['47-123458000', '912620-40102', '123-45-6789']) {
      const masked = maskImporterNumber(number);
      expect(masked).toHaveLength(number.length);
      expect(masked.match(/•/gu)?.length).toBeGreaterThanOrEqual(5);
    }
  });
});

describe('einBaseOf', () => {
  it('is the same for all suffixes of one EIN and null for other kinds', () => {
    expect(einBaseOf('13-2178154AB')).toBe('13-2178154');
    expect(einBaseOf('13-217815400')).toBe('13-2178154');
    expect(einBaseOf('912620-40102')).toBeNull();
    expect(einBaseOf('123-45-6789')).toBeNull();
  });
});
