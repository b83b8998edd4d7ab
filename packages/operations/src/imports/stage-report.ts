import {
  consolidateEntries,
  createStagingTables,
  type FoundColumn,
  knowsEntries,
  knowsRows,
  type ReportRecognition,
  StagingWriter,
  type StoredFile,
  type TenantPgTransaction,
} from '@capeline/db';
import type { Es003Layout } from '@capeline/domain';
import { openTable, type Table, type TableRow, TabularError } from '@capeline/tabular';
import { findRepeated, NOTHING_REPEATED, type RepeatedEntries } from './find-repeated.ts';
import { MOST_ISSUES } from './issue-collector.ts';
import { describeColumns, recognitionOf, recognitionOfUnknown } from './recognise-report.ts';
import { columnAdvice, disagreement, olderThanSaid, sheetNotRead } from './report-issues.ts';
import { fileProblem, layoutProblem, noRowsProblem, nothingReadable, type Unreadable } from './report-problems.ts';
import { RowStager, type StagingOptions, stageRows } from './stage-rows.ts';

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

/** A workbook takes as long to look through as to read, so only text is looked through for what it repeats. */
async function lookThrough(
  tx: TenantPgTransaction,
  table: Table,
  layout: Es003Layout,
  again: () => Promise<Table>,
  options: StagingOptions,
): Promise<RepeatedEntries> {
  if (!options.passesOver || table.format !== 'csv' || !(await knowsRows(tx))) return NOTHING_REPEATED;
  const looked = await again();
  try {
    const { asOf, businessDate } = options;
    return await findRepeated(tx, looked, layout, { asOf, businessDate, onBatch: () => options.onBatch(0) });
  } finally {
    await looked.close();
  }
}

async function stageTable(
  tx: TenantPgTransaction,
  table: Table,
  again: () => Promise<Table>,
  options: StagingOptions,
): Promise<StagedReport> {
  const { issues, layouts } = options;
  const { header } = table;
  const recognised = header === null ? null : layouts.recognise(header.cells);
  if (header === null || recognised === null) return unrecognised(table, options);
  const layout: Es003Layout = { ...recognised.layout, serialEpoch: table.countsDaysFrom1904 ? 1904 : 1900 };
  const { importId } = options;
  const writer = new StagingWriter(tx, { importId, writesLines: !(await knowsEntries(tx)) });
  const repeated = await lookThrough(tx, table, layout, again, options);
  const stager = new RowStager(layout, options, writer, repeated);
  const whole = { recognition: recognitionOf(table, recognised, options), foundColumns: null, rowsRead: 0 };
  noteWhole(table, header, layout, whole, options);
  const isAllRepeated = repeated.rowCount > 0 && repeated.standingRowCount === repeated.rowCount;
  if (!isAllRepeated) await stageRows(table, stager, writer, options);
  const rowsRead = isAllRepeated ? repeated.rowCount : stager.rowsRead;
  const staged = { ...whole, rowsRead, layout };
  if (rowsRead === 0) return { ...staged, unreadable: noRowsProblem(header.row) };
  const consolidated = await consolidateEntries(tx, {
    importId,
    isInOrder: writer.isInOrder,
    limit: MOST_ISSUES,
  });
  for (const found of consolidated.disagreements) issues.add(disagreement(layout, found));
  for (const found of consolidated.repeated) stager.addRepeated(found);
  const [readable] = await tx.query<{ exists: boolean }>(
    `select exists (select from staged_entry where problem is null) or exists (select from standing_entry) as "exists"`,
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
  file: StoredFile,
  options: StagingOptions,
): Promise<StagedReport> {
  await createStagingTables(tx);
  let table: Table | null = null;
  const open = (): Promise<Table> =>
    openTable(file, {
      fileName: options.fileName,
      preferredSheet: DATA_SHEET,
      acceptHeader: (cells) => options.layouts.recognise(cells) !== null,
    });
  try {
    table = await open();
    return await stageTable(tx, table, open, options);
  } catch (error) {
    if (!(error instanceof TabularError)) throw error;
    return { ...NOTHING_STAGED, unreadable: fileProblem(error) };
  } finally {
    await table?.close();
  }
}
