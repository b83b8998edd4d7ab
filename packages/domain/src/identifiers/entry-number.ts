import { unwrapCell } from './unwrap-cell.ts';

/** `check_digit`: right layout, wrong last digit. `legacy_format`: the layout used before 1 Oct 1986. `format`: neither. */
export type EntryNumberProblem = 'check_digit' | 'format' | 'legacy_format';

export interface ParsedEntryNumber {
  readonly input: string;
  /** Eleven characters, upper case, no hyphens; set whenever the layout is right, even if the check digit is not. */
  readonly entryNumber: string | null;
  readonly formatted: string | null;
  readonly filerCode: string | null;
  readonly valid: boolean;
  readonly expectedCheckDigit: string | null;
  readonly problem: EntryNumberProblem | null;
}

// Hyphens only where they belong: an importer number such as 12-100914200 has eleven characters too.
const CURRENT_LAYOUT = /^([A-Z0-9]{3})(-?| )(\d{7})(-?| )(\d)$/u;
const LEGACY_LAYOUT = /^\d{2}-\d{6}-\d$/u;
// Without hyphens nine digits may also be a current number that lost its leading zeros, so the year must be plausible.
const LEGACY_LAYOUT_BARE = /^(?:[67]\d|8[0-6])\d{7}$/u;
const LETTER_A = 65;
const DIGIT_0 = 48;

/** Letters count A-I = 1-9, J-R = 1-9, S-Z = 2-9; digits count themselves. */
function characterValue(charCode: number): number {
  if (charCode < LETTER_A) return charCode - DIGIT_0;
  const position = charCode - LETTER_A;
  return position < 18 ? (position % 9) + 1 : position - 16;
}

/**
 * Check digit of the ten characters before it: every second one doubled, digits of the products added, complement to ten
 * (AE Table 1 of the ACE CATAIR). Letters that share a value, such as B, K and S, cannot be told apart by it.
 */
export function entryNumberCheckDigit(tenCharacters: string): string {
  let sum = 0;
  for (let index = 0; index < 10; index += 1) {
    const value = characterValue(tenCharacters.charCodeAt(index));
    const weighted = index % 2 === 1 ? value * 2 : value;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return String((10 - (sum % 10)) % 10);
}

function refused(input: string, problem: EntryNumberProblem): ParsedEntryNumber {
  return {
    input,
    entryNumber: null,
    formatted: null,
    filerCode: null,
    valid: false,
    expectedCheckDigit: null,
    problem,
  };
}

/** Reads an entry number as people and spreadsheets write it. Never throws; a failed check digit is for the caller to weigh, because a few real numbers fail it. */
export function parseEntryNumber(input: string): ParsedEntryNumber {
  const text = unwrapCell(input);
  const match = CURRENT_LAYOUT.exec(text);
  if (match === null) {
    return refused(input, LEGACY_LAYOUT.test(text) || LEGACY_LAYOUT_BARE.test(text) ? 'legacy_format' : 'format');
  }
  const [, filerCode = '', , serial = '', , checkDigit = ''] = match;
  if (filerCode === '000') return refused(input, 'format');
  const expectedCheckDigit = entryNumberCheckDigit(filerCode + serial);
  const valid = checkDigit === expectedCheckDigit;
  return {
    input,
    entryNumber: filerCode + serial + checkDigit,
    formatted: `${filerCode}-${serial}-${checkDigit}`,
    filerCode,
    valid,
    expectedCheckDigit,
    problem: valid ? null : 'check_digit',
  };
}

/** Writes eleven characters as `FFF-NNNNNNN-C`. Throws RangeError on any other length. */
export function formatEntryNumber(entryNumber: string): string {
  if (entryNumber.length !== 11) throw new RangeError('an entry number has eleven characters');
  return `${entryNumber.slice(0, 3)}-${entryNumber.slice(3, 10)}-${entryNumber.slice(10)}`;
}

/** The filer code that opens an entry number: three letters or digits. */
export function filerCodeOf(entryNumber: string): string {
  return entryNumber.slice(0, 3);
}
