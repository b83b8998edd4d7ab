import type { RowDisagreement, StagedFragment } from '@capeline/db';
import {
  type Es003Layout,
  type Es003Row,
  type Es003RowHash,
  filerCodeOf,
  type LiquidationWarning,
  type PlainDate,
  type ReportedLiquidation,
  readReportedLiquidation,
} from '@capeline/domain';

const EMPTY_FRAGMENT: Omit<StagedFragment, 'rowNo' | 'entryNumber' | 'filerCode'> = {
  importerNumber: null,
  importerName: null,
  entryType: null,
  entryDate: null,
  entrySummaryDate: null,
  portCode: null,
  controlStatus: null,
  reconciliationFlagged: null,
  protestNumber: null,
  protestStatus: null,
  liquidationStatus: 'unknown',
  liquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  ieepaDutyCents: 0,
  ieepaRowCount: 0,
  rowCount: 0,
  hashA: 0,
  hashB: 0,
  rowsA: 0,
  rowsB: 0,
  problem: null,
};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const TWO_TO_32 = 4_294_967_296;
/** Line and ordinal have six digits at most. */
const MOST_ORDINALS = 1_000_000;
const NOTHING_REPORTED: ReportedLiquidation = {
  status: 'unknown',
  liquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  warning: null,
  needsData: null,
};

/** Two independent 32-bit hashes of what a row says of its line; their sums over an entry do not depend on the order of rows. */
function hashLine(row: Es003Row): readonly [number, number] {
  const text = `${row.lineNumber}|${row.ordinal}|${row.hts}|${row.countryOfOrigin}|${row.goodsValueCents}|${row.dutyCents}`;
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return [a >>> 0, b >>> 0];
}

/** The smaller of two texts by code unit; unknown gives way. Whatever the order of rows, the outcome is the same. */
const least = <T extends string>(a: T | null, b: T | null): T | null => (a === null ? b : b === null || a <= b ? a : b);

/** What happened while a row was added to its entry. */
export interface AssemblyFindings {
  disagreement: RowDisagreement | null;
  /** The earlier row of this entry with the same line and tariff ordinal. */
  repeatedRow: number | null;
  warning: { code: LiquidationWarning; row: number; entryNumber: string; value: string | null } | null;
}

/** Adds up rows that stand together into fragments of entries. */
export class EntryAssembler {
  readonly #layout: Es003Layout;
  readonly #businessDate: PlainDate;
  #current: Mutable<StagedFragment> | null = null;
  #statusText: string | null = null;
  #date: PlainDate | null = null;
  /** The first row of the file for every line and ordinal of this entry. */
  readonly #rows = new Map<number, number>();

  constructor(layout: Es003Layout, businessDate: PlainDate) {
    this.#layout = layout;
    this.#businessDate = businessDate;
  }

  /** The fragment that is complete because another entry begins, or null. */
  takeBefore(entryNumber: string): StagedFragment | null {
    return this.#current === null || this.#current.entryNumber === entryNumber ? null : this.take();
  }

  /** The fragment that is being built; afterwards there is none. */
  take(): StagedFragment | null {
    const done = this.#current;
    this.#current = null;
    this.#rows.clear();
    return done;
  }

  #report(row: Es003Row): ReportedLiquidation {
    const { has } = this.#layout;
    const cells = {
      statusText: row.liquidationStatusText,
      date: row.liquidationDate,
      hasStatusColumn: has.liquidationStatus,
      hasDateColumn: has.liquidationDate,
    };
    return readReportedLiquidation(cells, this.#businessDate) ?? NOTHING_REPORTED;
  }

  #begin(row: Es003Row, rowNo: number, findings: AssemblyFindings): Mutable<StagedFragment> {
    const reported = this.#report(row);
    if (reported.warning !== null) {
      const value =
        reported.warning === 'liquidation.status_not_understood' ? row.liquidationStatusText : row.liquidationDate;
      findings.warning = { code: reported.warning, row: rowNo, entryNumber: row.entryNumber, value };
    }
    this.#statusText = row.liquidationStatusText;
    this.#date = row.liquidationDate;
    return {
      ...EMPTY_FRAGMENT,
      rowNo,
      entryNumber: row.entryNumber,
      filerCode: row.filerCode,
      importerNumber: row.importerNumber,
      importerName: row.importerName,
      entryType: row.entryType,
      entryDate: row.entryDate,
      entrySummaryDate: row.entrySummaryDate,
      portCode: row.portCode,
      controlStatus: row.controlStatus,
      reconciliationFlagged: row.reconciliationFlagged,
      protestNumber: row.protestNumber,
      protestStatus: row.protestStatus,
      liquidationStatus: reported.status,
      liquidatedOn: reported.liquidatedOn,
      scheduledOn: reported.scheduledOn,
      provisionalOn: reported.provisionalOn,
    };
  }

  /** Adds one readable row and says what is wrong between it and the rows before. */
  add(row: Es003Row, rowNo: number, rowHash: Pick<Es003RowHash, 'a' | 'b'>): AssemblyFindings {
    const findings: AssemblyFindings = { disagreement: null, repeatedRow: null, warning: null };
    const isFirst = this.#current === null;
    this.#current ??= this.#begin(row, rowNo, findings);
    const entry = this.#current;
    if (!isFirst) this.#join(entry, row, rowNo, findings);
    findings.repeatedRow = this.#noteRow(row, rowNo);
    const [hashA, hashB] = hashLine(row);
    entry.hashA = (entry.hashA + hashA) % TWO_TO_32;
    entry.hashB = (entry.hashB + hashB) % TWO_TO_32;
    if (entry.rowsA !== null) entry.rowsA = (entry.rowsA + rowHash.a) % TWO_TO_32;
    if (entry.rowsB !== null) entry.rowsB = (entry.rowsB + rowHash.b) % TWO_TO_32;
    entry.rowCount += 1;
    if (row.isIeepa) {
      entry.ieepaRowCount += 1;
      entry.ieepaDutyCents += row.dutyCents;
    }
    return findings;
  }

  /** The entry has an issue that every import has to tell again: its rows are read in full each time. */
  forgetRows(): void {
    if (this.#current === null) return;
    this.#current.rowsA = null;
    this.#current.rowsB = null;
  }

  /** Remembers which tariff row this is; answers with the row of the entry that was the same one already. */
  #noteRow({ lineNumber, ordinal }: Es003Row, rowNo: number): number | null {
    if (lineNumber === null || ordinal === null) return null;
    const key = lineNumber * MOST_ORDINALS + ordinal;
    const earlier = this.#rows.get(key);
    if (earlier === undefined) this.#rows.set(key, rowNo);
    return earlier ?? null;
  }

  #join(entry: Mutable<StagedFragment>, row: Es003Row, rowNo: number, findings: AssemblyFindings): void {
    const found = this.#compare(entry, row);
    if (found !== null) {
      // Of an entry with an unreadable row the issue is told already, and its blank cells contradict nothing.
      if (entry.problem === null) findings.disagreement = { entryNumber: row.entryNumber, row: rowNo, ...found };
      entry.problem ??= 'entry.rows_disagree';
      this.#keepEarliest(entry, row);
    }
    entry.importerNumber ??= row.importerNumber;
    entry.importerName ??= row.importerName;
    entry.entryType = least(entry.entryType, row.entryType);
    entry.entryDate = least(entry.entryDate, row.entryDate);
    entry.entrySummaryDate = least(entry.entrySummaryDate, row.entrySummaryDate);
    entry.portCode = least(entry.portCode, row.portCode);
    entry.controlStatus = least(entry.controlStatus, row.controlStatus);
    entry.protestNumber = least(entry.protestNumber, row.protestNumber);
    entry.protestStatus = least(entry.protestStatus, row.protestStatus);
    if (row.reconciliationFlagged !== null)
      entry.reconciliationFlagged = entry.reconciliationFlagged === true || row.reconciliationFlagged;
  }

  #compare(entry: StagedFragment, row: Es003Row): Pick<RowDisagreement, 'field' | 'value'> | null {
    if (entry.importerNumber !== row.importerNumber) return { field: 'importerNumber', value: row.importerNumber };
    if (row.entryType !== null && entry.entryType !== null && row.entryType !== entry.entryType) {
      return { field: 'entryType', value: row.entryType };
    }
    if (this.#statusText !== row.liquidationStatusText)
      return { field: 'liquidationStatus', value: row.liquidationStatusText };
    if (this.#date !== row.liquidationDate) return { field: 'liquidationDate', value: row.liquidationDate };
    return null;
  }

  /** Of two dates that would start a clock the earlier rules, because none may be lost. */
  #keepEarliest(entry: Mutable<StagedFragment>, row: Es003Row): void {
    const reported = this.#report(row);
    if (reported.liquidatedOn === null) return;
    if (entry.liquidatedOn !== null && entry.liquidatedOn <= reported.liquidatedOn) return;
    entry.liquidationStatus = reported.status;
    entry.liquidatedOn = reported.liquidatedOn;
    entry.scheduledOn = null;
    entry.provisionalOn = null;
  }

  /** Adds a row that cannot be read: the whole entry carries its problem. `salvaged` is what the row still says of the entry. */
  addUnreadable(entryNumber: string, rowNo: number, problem: string, salvaged: Es003Row | null): void {
    if (this.#current === null) {
      this.#current =
        salvaged === null
          ? { ...EMPTY_FRAGMENT, rowNo, entryNumber, filerCode: filerCodeOf(entryNumber) }
          : this.#begin(salvaged, rowNo, { disagreement: null, repeatedRow: null, warning: null });
    }
    this.#current.problem ??= problem;
    this.forgetRows();
  }
}
