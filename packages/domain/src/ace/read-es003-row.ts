import type { PlainDate } from '../calendar/plain-date.ts';
import { parseEntryNumber } from '../identifiers/entry-number.ts';
import { maskImporterNumber, parseImporterNumber } from '../identifiers/importer-number.ts';
import {
  cellText,
  note,
  padDigits,
  type RowReading,
  readCounter,
  readDate,
  readDuty,
  readGoodsValue,
  readHts,
  readText,
} from './es003-cells.ts';
import type { Es003ColumnName } from './es003-columns.ts';
import { isIeepaHts } from './hts.ts';
import type { Es003Layout } from './recognise-es003.ts';
import { type RowIssue, type RowIssueCode, rowIssue } from './row-issue.ts';
import { RememberedCell } from './row-memory.ts';

/** One tariff row of an ES-003. Null means unknown: the column is missing, or its cell is empty. */
export interface Es003Row {
  readonly entryNumber: string;
  readonly filerCode: string;
  readonly entryType: string | null;
  readonly importerNumber: string;
  readonly importerName: string | null;
  readonly entryDate: PlainDate | null;
  readonly entrySummaryDate: PlainDate | null;
  readonly portCode: string | null;
  readonly lineNumber: number | null;
  readonly ordinal: number | null;
  /** Digits only. */
  readonly hts: string;
  readonly countryOfOrigin: string | null;
  readonly goodsValueCents: number | null;
  readonly dutyCents: number;
  readonly isIeepa: boolean;
  readonly reconciliationFlagged: boolean | null;
  readonly controlStatus: string | null;
  readonly liquidationStatusText: string | null;
  readonly liquidationDate: PlainDate | null;
  readonly protestNumber: string | null;
  readonly protestStatus: string | null;
  readonly teamNumber: string | null;
}

export type Es003RowResult =
  | { readonly row: Es003Row; readonly warnings: readonly RowIssue[] }
  /** `entryNumber` is set when it could be read: that entry is kept whole as `needs_data`. */
  | { readonly row: null; readonly entryNumber: string | null; readonly issues: readonly RowIssue[] };

const NO_ISSUES: readonly RowIssue[] = Object.freeze([]);
const LONGEST_IDENTIFIER = 40;
const ENTRY_NUMBER_LENGTH = 11;
// A filer code may itself be digit-E-digit, so the point or the sign must be there.
const SCIENTIFIC = /^\d(?:[.,]\d+E\+?\d+|E\+\d+)$/i;
const LOST_ZEROS = /^\d{8,10}$/;
const TWO_DIGITS = /^\d{2}$/;
const YES = new Set(['Y', 'YES', 'TRUE', 'X']);
const NO = new Set(['N', 'NO', 'FALSE']);
const RECON_ISSUE_CODE = /^0{0,2}[1-9]$/;

interface IdentifiedEntry {
  readonly entryNumber: string;
  readonly filerCode: string;
}

function entryNumberProblem(text: string, problem: string | null): RowIssueCode {
  if (SCIENTIFIC.test(text)) return 'entry_number.scientific_notation';
  if (LOST_ZEROS.test(text)) return 'entry_number.leading_zeros_lost';
  return problem === 'legacy_format' ? 'entry_number.legacy_format' : 'entry_number.format';
}

/** What the number would be with its zeros back, said only where the check digit speaks for it; a person decides. */
function proposeWithZeros(text: string): string {
  const padded = parseEntryNumber(text.padStart(ENTRY_NUMBER_LENGTH, '0'));
  return padded.valid && padded.formatted !== null
    ? `With its zeros it would be ${padded.formatted}, whose check digit fits.`
    : 'With zeros in front its check digit does not fit either.';
}

function readEntryNumber(reading: RowReading): IdentifiedEntry | null {
  const text = cellText(reading, 'entryNumber');
  if (text === '') {
    note(reading, 'entryNumber', 'entry_number.missing', '');
    return null;
  }
  const parsed = parseEntryNumber(text.slice(0, LONGEST_IDENTIFIER));
  if (parsed.entryNumber === null || parsed.filerCode === null) {
    const code = entryNumberProblem(text, parsed.problem);
    const proposal = code === 'entry_number.leading_zeros_lost' ? proposeWithZeros(text) : null;
    note(reading, 'entryNumber', code, text, proposal);
    return null;
  }
  if (!parsed.valid) note(reading, 'entryNumber', 'entry_number.check_digit', text);
  return { entryNumber: parsed.entryNumber, filerCode: parsed.filerCode };
}

function readImporterNumber(reading: RowReading): string | null {
  const text = cellText(reading, 'importerNumber').slice(0, LONGEST_IDENTIFIER);
  if (text === '') {
    note(reading, 'importerNumber', 'importer_number.missing', '');
    return null;
  }
  const parsed = parseImporterNumber(text);
  if (parsed.importerNumber === null) {
    const code = parsed.problem === 'ambiguous' ? 'importer_number.ambiguous' : 'importer_number.format';
    // It may be a social security number that somebody mistyped.
    note(reading, 'importerNumber', code, parsed.masked ?? maskImporterNumber(text));
    return null;
  }
  if (!parsed.valid) note(reading, 'importerNumber', 'importer_number.suffix', parsed.masked ?? '');
  return parsed.importerNumber;
}

function readEntryType(reading: RowReading): string | null {
  const text = padDigits(cellText(reading, 'entryType'), 2);
  if (text === '' || TWO_DIGITS.test(text)) return text === '' ? null : text;
  note(reading, 'entryType', 'entry_type.format', text);
  return null;
}

function readReconciliation(reading: RowReading): boolean | null {
  const text = cellText(reading, 'reconciliation');
  if (text === 'N') return false;
  if (text === '') return null;
  const word = text.slice(0, LONGEST_IDENTIFIER).toUpperCase();
  if (NO.has(word)) return false;
  if (YES.has(word) || RECON_ISSUE_CODE.test(word)) return true;
  note(reading, 'reconciliation', 'reconciliation.not_understood', text);
  return null;
}

function readPortCode(reading: RowReading): string | null {
  const text = readText(reading, 'portCode');
  return text === null ? null : padDigits(text, 4);
}

/** A row with text beyond its headers may have moved by a cell, and then the wrong amount stands under duty. */
function noteSurplus(reading: RowReading): void {
  const { cells, layout } = reading;
  for (let index = layout.headers.length; index < cells.length; index += 1) {
    const text = cells[index] ?? '';
    if (text.trim() === '') continue;
    reading.issues ??= [];
    reading.issues.push(rowIssue('row.too_long', reading.row, null, text));
    reading.failed = true;
    return;
  }
}

/**
 * Whether the file ends in the middle of this row: no line end follows it, and it has fewer cells than the widest row before it,
 * which is the header row when `widestBefore` is 0. Files whose last line lacks its end but no cell are common and whole.
 */
export function isCutOff(
  layout: Es003Layout,
  row: { readonly cells: readonly string[]; readonly endsFile?: boolean },
  widestBefore: number,
): boolean {
  return row.endsFile === true && row.cells.length < (widestBefore || layout.headers.length);
}

/**
 * Reads the row in which the file was cut off; `cells` come without the last one, of which a part may be missing. The row is
 * unreadable whatever it says, and its other issues are told too.
 */
export function readCutRow(
  layout: Es003Layout,
  cells: readonly string[],
  rowNumber: number,
): Extract<Es003RowResult, { row: null }> {
  const result = readEs003Row(layout, cells, rowNumber);
  const cut = rowIssue('row.cut_off', rowNumber, null, '');
  if (result.row === null) return { ...result, issues: [cut, ...result.issues] };
  return { row: null, entryNumber: result.row.entryNumber, issues: [cut, ...result.warnings] };
}

/** Whether a row is blank: such rows stand at the end of many exports and are no data. */
export function isBlankRow(cells: readonly string[]): boolean {
  for (const cell of cells) {
    if (cell !== '' && cell.trim() !== '') return false;
  }
  return true;
}

/** What the cells of a report's earlier rows meant; one for each report, in one layout. It only saves time. */
export class Es003Memory {
  readonly entryNumber: RememberedCell<IdentifiedEntry | null>;
  readonly importerNumber: RememberedCell<string | null>;
  readonly importerName: RememberedCell<string | null>;
  readonly entryType: RememberedCell<string | null>;
  readonly hts: RememberedCell<string>;
  readonly entryDate: RememberedCell<PlainDate | null>;
  readonly entrySummaryDate: RememberedCell<PlainDate | null>;
  readonly liquidationDate: RememberedCell<PlainDate | null>;
  readonly lineNumber: RememberedCell<number | null>;
  readonly ordinal: RememberedCell<number | null>;
  readonly reconciliation: RememberedCell<boolean | null>;
  readonly portCode: RememberedCell<string | null>;
  readonly countryOfOrigin: RememberedCell<string | null>;
  readonly controlStatus: RememberedCell<string | null>;
  readonly liquidationStatus: RememberedCell<string | null>;
  readonly protestNumber: RememberedCell<string | null>;
  readonly protestStatus: RememberedCell<string | null>;
  readonly teamNumber: RememberedCell<string | null>;

  constructor({ columnOf }: Es003Layout) {
    const few = <T>(name: Es003ColumnName, read: (reading: RowReading, name: Es003ColumnName) => T) =>
      new RememberedCell(columnOf[name], 'few', (reading) => read(reading, name));
    this.entryNumber = new RememberedCell(columnOf.entryNumber, 'neighbours', readEntryNumber);
    this.importerNumber = few('importerNumber', readImporterNumber);
    this.importerName = few('importerName', readText);
    this.entryType = few('entryType', readEntryType);
    this.hts = few('hts', readHts);
    this.entryDate = few('entryDate', readDate);
    this.entrySummaryDate = few('entrySummaryDate', readDate);
    this.liquidationDate = few('liquidationDate', readDate);
    this.lineNumber = few('lineNumber', readCounter);
    this.ordinal = few('ordinal', readCounter);
    this.reconciliation = few('reconciliation', readReconciliation);
    this.portCode = few('portCode', readPortCode);
    this.countryOfOrigin = few('countryOfOrigin', readText);
    this.controlStatus = few('controlStatus', readText);
    this.liquidationStatus = few('liquidationStatus', readText);
    this.protestNumber = few('protestNumber', readText);
    this.protestStatus = few('protestStatus', readText);
    this.teamNumber = few('teamNumber', readText);
  }
}

/**
 * Reads one data row by a recognised layout. Any error makes the row unreadable and every issue of the row is told at
 * once, with the header text of the file; a failed check digit is only a warning, because a few real numbers fail it.
 * `rowNumber` is the row in the file as a person counts it; `memory`, one for
 * each report, only saves time. Never throws, whatever the cells hold.
 */
export function readEs003Row(
  layout: Es003Layout,
  cells: readonly string[],
  rowNumber: number,
  memory: Es003Memory = new Es003Memory(layout),
): Es003RowResult {
  const reading: RowReading = { layout, cells, row: rowNumber, issues: null, failed: false };
  noteSurplus(reading);
  const entry = memory.entryNumber.read(reading);
  const importerNumber = memory.importerNumber.read(reading);
  const hts = memory.hts.read(reading);
  const isIeepa = isIeepaHts(hts);
  const entryType = memory.entryType.read(reading);
  const importerName = memory.importerName.read(reading);
  const entryDate = memory.entryDate.read(reading);
  const entrySummaryDate = memory.entrySummaryDate.read(reading);
  const lineNumber = memory.lineNumber.read(reading);
  const ordinal = memory.ordinal.read(reading);
  const goodsValueCents = readGoodsValue(reading);
  const dutyCents = readDuty(reading, isIeepa);
  const reconciliationFlagged = memory.reconciliation.read(reading);
  const liquidationDate = memory.liquidationDate.read(reading);
  if (reading.failed || entry === null || importerNumber === null) {
    return { row: null, entryNumber: entry?.entryNumber ?? null, issues: reading.issues ?? NO_ISSUES };
  }
  const row: Es003Row = {
    entryNumber: entry.entryNumber,
    filerCode: entry.filerCode,
    entryType,
    importerNumber,
    importerName,
    entryDate,
    entrySummaryDate,
    portCode: memory.portCode.read(reading),
    lineNumber,
    ordinal,
    hts,
    countryOfOrigin: memory.countryOfOrigin.read(reading),
    goodsValueCents,
    dutyCents,
    isIeepa,
    reconciliationFlagged,
    controlStatus: memory.controlStatus.read(reading),
    liquidationStatusText: memory.liquidationStatus.read(reading),
    liquidationDate,
    protestNumber: memory.protestNumber.read(reading),
    protestStatus: memory.protestStatus.read(reading),
    teamNumber: memory.teamNumber.read(reading),
  };
  return { row, warnings: reading.issues ?? NO_ISSUES };
}
