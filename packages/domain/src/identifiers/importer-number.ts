import { unwrapCell } from './unwrap-cell.ts';

const IMPORTER_NUMBER_KINDS = ['ein', 'ssn', 'cbp_assigned'] as const;
export type ImporterNumberKind = (typeof IMPORTER_NUMBER_KINDS)[number];

/** `ambiguous`: digits alone, which fit two kinds. `suffix`: an EIN suffix with O, I or Z, which CBP does not assign. */
export type ImporterNumberProblem = 'format' | 'ambiguous' | 'suffix';

export interface ParsedImporterNumber {
  readonly input: string;
  /** The number as CBP writes it (`NN-NNNNNNNXX`, `NNN-NN-NNNN`, `NNNNNN-NNNNN`); null when it cannot be told. */
  readonly importerNumber: string | null;
  readonly kind: ImporterNumberKind | null;
  readonly valid: boolean;
  readonly problem: ImporterNumberProblem | null;
  readonly masked: string | null;
}

const EIN = /^(\d{2})-(\d{7})(?:[- ]?([A-Z0-9]{2}))?$/u;
const EIN_BARE_WITH_LETTER = /^(\d{2})(\d{7})(?=\d?[A-Z])([A-Z0-9]{2})$/u;
const SSN = /^\d{3}-\d{2}-\d{4}$/u;
const CBP_ASSIGNED = /^\d{6}-\d{5}$/u;
const DIGITS_THAT_FIT_TWO_KINDS = /^(?:\d{9}|\d{11})$/u;
const UNASSIGNED_SUFFIX_LETTERS = /[OIZ]/u;
const SUFFIX_OF_THE_NUMBER_ITSELF = '00';

/**
 * Hides most of an importer number and leaves enough to recognise it: `47-•••••8000`, `91••••-•0102`; of a social security
 * number, which is personal data, only the last four digits. Any other text keeps its last four characters at most.
 */
export function maskImporterNumber(importerNumber: string): string {
  if (SSN.test(importerNumber)) return `•••-••-${importerNumber.slice(-4)}`;
  if (CBP_ASSIGNED.test(importerNumber)) return `${importerNumber.slice(0, 2)}••••-•${importerNumber.slice(-4)}`;
  if (EIN.test(importerNumber) && importerNumber.length === 12) {
    return `${importerNumber.slice(0, 3)}•••••${importerNumber.slice(-4)}`;
  }
  const shown = Math.min(4, Math.floor(importerNumber.length / 2));
  return '•'.repeat(importerNumber.length - shown) + importerNumber.slice(importerNumber.length - shown);
}

function accepted(input: string, importerNumber: string, kind: ImporterNumberKind): ParsedImporterNumber {
  return { input, importerNumber, kind, valid: true, problem: null, masked: maskImporterNumber(importerNumber) };
}

function readEin(input: string, text: string): ParsedImporterNumber | null {
  const match = EIN.exec(text) ?? EIN_BARE_WITH_LETTER.exec(text);
  if (match === null) return null;
  const [, prefix = '', serial = '', suffix = SUFFIX_OF_THE_NUMBER_ITSELF] = match;
  const parsed = accepted(input, `${prefix}-${serial}${suffix}`, 'ein');
  return UNASSIGNED_SUFFIX_LETTERS.test(suffix) ? { ...parsed, valid: false, problem: 'suffix' } : parsed;
}

/**
 * Reads an importer of record number (CBP Form 5106) with old or missing hyphenation. An EIN without suffix gets `00`, the
 * suffix of the number itself; nine or eleven bare digits fit two kinds and are `ambiguous`, never guessed. Never throws.
 */
export function parseImporterNumber(input: string): ParsedImporterNumber {
  const text = unwrapCell(input);
  const ein = readEin(input, text);
  if (ein !== null) return ein;
  if (SSN.test(text)) return accepted(input, text, 'ssn');
  if (CBP_ASSIGNED.test(text)) return accepted(input, text, 'cbp_assigned');
  const isAmbiguous = DIGITS_THAT_FIT_TWO_KINDS.test(text);
  return {
    input,
    importerNumber: null,
    kind: null,
    valid: false,
    problem: isAmbiguous ? 'ambiguous' : 'format',
    masked: isAmbiguous ? maskImporterNumber(text) : null,
  };
}

/** The nine digits that all suffixes of one EIN share, as `NN-NNNNNNN`; null for other kinds. */
export function einBaseOf(importerNumber: string): string | null {
  const match = EIN.exec(importerNumber);
  return match === null ? null : `${match[1]}-${match[2]}`;
}
