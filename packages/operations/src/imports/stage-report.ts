import { setImmediate as turn } from 'node:timers/promises';
import {
  consolidateEntries,
  createStagingTables,
  type FoundColumn,
  knowsEntries,
  type RepeatedRows,
  type ReportFile,
  type ReportRecognition,
  StagingWriter,
  type TenantPgTransaction,
} from '@capeline/db';
import {
  type Es003Layout,
  Es003Memory,
  isBlankRow,
  isCutOff,
  type PlainDate,
  type RowIssue,
  readCutRow,
  readEs003Row,
} from '@capeline/domain';
import { openTable, type Table, type TableRow, TabularError } from '@capeline/tabular';
import { EntryAssembler } from './assemble-entries.ts';
import { type IssueCollector, MOST_ISSUES } from './issue-collector.ts';
import { describeColumns, type LayoutRecogniser, recognitionOf, recognitionOfUnknown } from './recognise-report.ts';
import {
  columnAdvice,
  disagreement,
  fromRowIssue,
  liquidationWarning,
  olderThanSaid,
  repeatedRow,
  sheetNotRead,
} from './report-issues.ts';
import { fileProblem, layoutProblem, noRowsProblem, nothingReadable, type Unreadable } from './report-problems.ts';
import { salvageRow } from './salvage-row.ts';

export interface StagingOptions {
  readonly importId: string;
  readonly fileName: string;
  readonly businessDate: PlainDate;
  /** The report's date as it was given at the upload. */
  readonly asOf: string;
  readonly layouts: LayoutRecogniser;
  readonly issues: IssueCollector;
  /** Called after every batch of rows; may throw to stop. */
  readonly onBatch: (bytesRead: number) => void;
}

interface StagedWhole {
  readonly rowsRead: number;
  readonly recognition: ReportRecognition | null;
  /** Only of a file that waits for a mapping. */
  readonly foundColumns: readonly FoundColumn[] | null;
}

export type StagedReport = StagedWhole &
  (
    | {
        readonly unreadable: null;
        readonly layout: Es003Layout;
        /** Whether lines stand among the entries' lines already, wanted or not. */
        readonly hasWrittenLines: boolean;
      }
    | { readonly unreadable: Unreadable; readonly layout: Es003Layout | null }
  );

/** ACE's name for the sheet with the data; another sheet is read when it alone has the header. */
const DATA_SHEET = 'Main Report';

/** Reads rows into the staging tables and the collector; knows one row and one entry at a time. */
class RowStager {
  rowsRead = 0;
  #widest = 0;
  readonly #layout: Es003Layout;
  readonly #options: StagingOptions;
  readonly #writer: StagingWriter;
  readonly #entries: EntryAssembler;
  readonly #repeatedRows = new Set<number>();
  readonly #memory: Es003Memory;
  readonly #serialColumns = new Set<string | null>();

  constructor(layout: Es003Layout, options: StagingOptions, writer: StagingWriter) {
    this.#layout = layout;
    this.#memory = new Es003Memory(layout);
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
    const findings = this.#entries.add(row, rowNo);
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

async function stageRows(
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

const NOTHING_STAGED = { rowsRead: 0, layout: null, recognition: null, foundColumns: null } as const;

function unrecognised(table: Table, options: StagingOptions): StagedReport {
  const unreadable = layoutProblem(table.candidates, options.fileName, table.format);
  const { header } = unreadable;
  if (header === undefined) return { ...NOTHING_STAGED, unreadable };
  const recognition = recognitionOfUnknown(header, table.candidates, options);
  return { ...NOTHING_STAGED, unreadable, recognition, foundColumns: describeColumns(header, table.candidates) };
}

/** What is to say about the report as a whole before its rows are read. */
function noteWhole(table: Table, header: TableRow, layout: Es003Layout, staged: StagedWhole, options: StagingOptions) {
  const { issues, asOf } = options;
  for (const advice of layout.missingAdvice) issues.add(columnAdvice(advice, header.row));
  for (const sheet of table.otherSheets) issues.add(sheetNotRead(sheet, table.sheet));
  const runDate = staged.recognition?.runDate ?? null;
  if (runDate !== null && runDate.on < asOf) issues.add(olderThanSaid(runDate, asOf));
}

async function stageTable(tx: TenantPgTransaction, table: Table, options: StagingOptions): Promise<StagedReport> {
  const { issues, layouts } = options;
  const { header } = table;
  const recognised = header === null ? null : layouts.recognise(header.cells);
  if (header === null || recognised === null) return unrecognised(table, options);
  const layout: Es003Layout = { ...recognised.layout, serialEpoch: table.countsDaysFrom1904 ? 1904 : 1900 };
  const { importId } = options;
  const writer = new StagingWriter(tx, { importId, writesLines: !(await knowsEntries(tx)) });
  const stager = new RowStager(layout, options, writer);
  const whole = { recognition: recognitionOf(table, recognised, options), foundColumns: null, rowsRead: 0 };
  noteWhole(table, header, layout, whole, options);
  await stageRows(table, stager, writer, options);
  const { rowsRead } = stager;
  const staged = { ...whole, rowsRead, layout };
  if (rowsRead === 0) return { ...staged, unreadable: noRowsProblem(header.row) };
  const { disagreements, repeated } = await consolidateEntries(tx, {
    importId,
    isInOrder: writer.isInOrder,
    limit: MOST_ISSUES,
  });
  for (const found of disagreements) issues.add(disagreement(layout, found));
  for (const found of repeated) stager.addRepeated(found);
  const [readable] = await tx.query<{ exists: boolean }>(
    'select exists (select from staged_entry where problem is null) as "exists"',
  );
  if (readable?.exists !== true) return { ...staged, unreadable: nothingReadable(issues.firstError) };
  return { ...staged, unreadable: null, hasWrittenLines: writer.hasWrittenLines };
}

/**
 * Reads a report as a stream into the transaction's staging tables, one row an entry in `staged_entry`. What cannot be
 * read at all is an answer with place and cure; single rows become issues and keep their entries whole as `needs_data`.
 */
export async function stageReport(
  tx: TenantPgTransaction,
  file: ReportFile,
  options: StagingOptions,
): Promise<StagedReport> {
  await createStagingTables(tx);
  let table: Table | null = null;
  try {
    table = await openTable(file, {
      fileName: options.fileName,
      preferredSheet: DATA_SHEET,
      acceptHeader: (cells) => options.layouts.recognise(cells) !== null,
    });
    return await stageTable(tx, table, options);
  } catch (error) {
    if (!(error instanceof TabularError)) throw error;
    return { ...NOTHING_STAGED, unreadable: fileProblem(error) };
  } finally {
    await table?.close();
  }
}
