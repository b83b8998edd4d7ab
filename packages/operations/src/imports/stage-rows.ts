import { setImmediate as turn } from 'node:timers/promises';
import type { RepeatedRows, StagingWriter } from '@capeline/db';
import {
  type Es003Layout,
  Es003Memory,
  Es003RowHash,
  isBlankRow,
  isCutOff,
  type PlainDate,
  type RowIssue,
  readCutRow,
  readEs003Row,
} from '@capeline/domain';
import type { Table, TableRow } from '@capeline/tabular';
import { EntryAssembler } from './assemble-entries.ts';
import type { RepeatedEntries } from './find-repeated.ts';
import { type IssueCollector, MOST_ISSUES } from './issue-collector.ts';
import type { LayoutRecogniser } from './recognise-report.ts';
import { disagreement, fromRowIssue, liquidationWarning, repeatedRow } from './report-issues.ts';
import { salvageRow } from './salvage-row.ts';

/** What staging a report needs to know, from beginning to end. */
export interface StagingOptions {
  readonly importId: string;
  readonly fileName: string;
  readonly businessDate: PlainDate;
  /** The report's date as it was given at the upload. */
  readonly asOf: string;
  readonly layouts: LayoutRecogniser;
  readonly issues: IssueCollector;
  /** Whether entries that stand by the same rows may be passed over. */
  readonly passesOver: boolean;
  /** Called after every batch of rows; may throw to stop. */
  readonly onBatch: (bytesRead: number) => void;
}

/** Reads rows into the staging tables and the collector; knows one row and one entry at a time. */
export class RowStager {
  rowsRead = 0;
  #widest = 0;
  readonly #layout: Es003Layout;
  readonly #options: StagingOptions;
  readonly #writer: StagingWriter;
  readonly #entries: EntryAssembler;
  readonly #repeatedRows = new Set<number>();
  readonly #memory: Es003Memory;
  readonly #rowHash: Es003RowHash;
  readonly #repeated: RepeatedEntries;
  readonly #entryNumberColumn: number;
  readonly #serialColumns = new Set<string | null>();

  constructor(layout: Es003Layout, options: StagingOptions, writer: StagingWriter, repeated: RepeatedEntries) {
    this.#layout = layout;
    this.#memory = new Es003Memory(layout);
    this.#rowHash = new Es003RowHash(layout);
    this.#repeated = repeated;
    this.#entryNumberColumn = layout.columnOf.entryNumber ?? 0;
    this.#options = options;
    this.#writer = writer;
    this.#entries = new EntryAssembler(layout, options.businessDate);
  }

  stage(read: TableRow): void {
    if (isBlankRow(read.cells)) return;
    this.rowsRead += 1;
    const { row: rowNo } = read;
    const isCut = isCutOff(this.#layout, read, this.#widest);
    if (read.cells.length > this.#widest) this.#widest = read.cells.length;
    if (this.#repeated.has(read.cells[this.#entryNumberColumn] ?? '')) {
      // Rows that it parts stand apart, as they would if it were read.
      this.finish();
      return;
    }
    const cells = isCut ? read.cells.slice(0, -1) : read.cells;
    const result = isCut
      ? readCutRow(this.#layout, cells, rowNo)
      : readEs003Row(this.#layout, cells, rowNo, this.#memory);
    if (result.row === null) {
      this.#stageUnreadable(cells, rowNo, result);
      return;
    }
    const { row } = result;
    this.#finishEntryBefore(row.entryNumber);
    for (const issue of result.warnings) this.#addIssue(issue, row.entryNumber);
    this.#rowHash.read(cells);
    const findings = this.#entries.add(row, rowNo, this.#rowHash);
    const { disagreement: disagrees, repeatedRow: repeats, warning } = findings;
    const hasIssue = result.warnings.length > 0 || disagrees !== null || repeats !== null || warning !== null;
    if (hasIssue) this.#entries.forgetRows();
    if (findings.disagreement !== null) this.#options.issues.add(disagreement(this.#layout, findings.disagreement));
    if (findings.repeatedRow !== null) {
      this.addRepeated({ entryNumber: row.entryNumber, firstRow: findings.repeatedRow, lastRow: rowNo });
    }
    if (findings.warning !== null) {
      this.#options.issues.add(liquidationWarning(this.#layout, findings.warning.code, findings.warning));
    }
    this.#writer.addLine({
      entryNumber: row.entryNumber,
      rowNo,
      lineNumber: row.lineNumber,
      ordinal: row.ordinal,
      hts: row.hts,
      countryOfOrigin: row.countryOfOrigin,
      goodsValueCents: row.goodsValueCents,
      dutyCents: row.dutyCents,
      isIeepa: row.isIeepa,
    });
  }

  /** Day numbers fill whole columns: one warning a column says it. */
  #addIssue(issue: RowIssue, entryNumber: string | null): void {
    if (issue.code === 'date.serial_number') {
      if (this.#serialColumns.has(issue.column)) return;
      this.#serialColumns.add(issue.column);
    }
    this.#options.issues.add(fromRowIssue(issue, entryNumber));
  }

  #stageUnreadable(
    cells: readonly string[],
    rowNo: number,
    result: Extract<ReturnType<typeof readEs003Row>, { row: null }>,
  ): void {
    const { entryNumber, issues } = result;
    for (const issue of issues) this.#addIssue(issue, entryNumber);
    if (entryNumber === null) return;
    this.#finishEntryBefore(entryNumber);
    const problem = issues.find(({ severity }) => severity === 'error')?.code ?? 'entry.row_unreadable';
    this.#entries.addUnreadable(entryNumber, rowNo, problem, salvageRow(this.#layout, cells, rowNo, issues));
  }

  /** Tells once of a row that stands in the report already, whether beside its twin or far from it. */
  addRepeated({ entryNumber, firstRow, lastRow }: RepeatedRows): void {
    if (this.#repeatedRows.has(lastRow)) return;
    if (this.#repeatedRows.size < MOST_ISSUES) this.#repeatedRows.add(lastRow);
    this.#options.issues.add(repeatedRow(lastRow, firstRow, entryNumber));
  }

  #finishEntryBefore(entryNumber: string): void {
    const done = this.#entries.takeBefore(entryNumber);
    if (done !== null) this.#writer.addFragment(done);
  }

  finish(): void {
    const last = this.#entries.take();
    if (last !== null) this.#writer.addFragment(last);
  }
}

/** Stages all rows of a table, one batch while the next is read. */
export async function stageRows(
  table: Table,
  stager: RowStager,
  writer: StagingWriter,
  options: StagingOptions,
): Promise<void> {
  try {
    for await (const rows of table.batches()) {
      for (const row of rows) stager.stage(row);
      await writer.flushIfFull();
      // Promises alone never let the sockets have their turn: without it, what is sent and the next piece wait until reading waits.
      await turn();
      options.onBatch(table.bytesRead());
    }
    stager.finish();
    await writer.end();
  } finally {
    await writer.settle();
  }
}
