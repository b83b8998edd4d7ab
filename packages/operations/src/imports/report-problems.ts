import type { ReportIssue, ReportProblem } from '@capeline/db';
import { type LayoutProblem, recogniseEs003 } from '@capeline/domain';
import type { SheetRow, TabularError } from '@capeline/tabular';

export interface Unreadable {
  readonly status: 'failed' | 'needs_mapping';
  readonly problem: ReportProblem;
  /** The row that is rather a header than any other, of a file that waits for a mapping. */
  readonly header?: SheetRow;
}

const SAY_ONCE = 'Is it a report all the same? Then say once which of its columns holds what. If not:';
const RUN_AGAIN = 'Run the report again in ACE and load the new file.';

/** The file cannot be read as a table. */
export function fileProblem(error: TabularError): Unreadable {
  const { code, message, row, column, cure } = error;
  return { status: 'failed', problem: { code, detail: message, row, column, cure } };
}

/** The more of an ES-003 a row has, the more its problem helps. */
const BY_USE: readonly LayoutProblem['code'][] = [
  'layout.columns_missing',
  'layout.column_twice',
  'layout.claim_details',
  'layout.entry_list',
  'layout.unknown',
  'layout.empty',
];
/** A person can tell us which column is which; another kind of file needs another page, not a mapping. */
const MAPPABLE: ReadonlySet<string> = new Set(['layout.columns_missing', 'layout.column_twice', 'layout.unknown']);

interface Candidate {
  readonly problem: LayoutProblem;
  readonly row: SheetRow;
}

const filledCells = ({ row }: Candidate): number => row.cells.filter((cell) => cell.trim() !== '').length;

function isRatherHeader(one: Candidate, best: Candidate): boolean {
  const byUse = BY_USE.indexOf(one.problem.code) - BY_USE.indexOf(best.problem.code);
  if (byUse !== 0) return byUse < 0;
  const byMissing = one.problem.missing.length - best.problem.missing.length;
  // A title above the header has fewer cells than it, a data row below it no more.
  return byMissing === 0 ? filledCells(one) > filledCells(best) : byMissing < 0;
}

/** No row of the file is the header of an ES-003: says what the best of them lacks. */
export function layoutProblem(candidates: readonly SheetRow[], fileName: string, format: 'csv' | 'xlsx'): Unreadable {
  let best: Candidate | null = null;
  for (const row of candidates) {
    const recognised = recogniseEs003(row.cells);
    if (recognised.kind !== 'unknown') continue;
    const { problem } = recognised;
    if (best === null || isRatherHeader({ problem, row }, best)) best = { problem, row };
  }
  if (best === null) {
    const detail = 'The file holds no row.';
    return { status: 'failed', problem: { code: 'layout.empty', detail, row: null, column: null, cure: RUN_AGAIN } };
  }
  const { code, cure, missing } = best.problem;
  const isTextNamedWorkbook = format === 'csv' && /\.xlsx?$/i.test(fileName);
  const detail = isTextNamedWorkbook
    ? `The file is named as a workbook but holds text. ${best.problem.detail}`
    : best.problem.detail;
  const problem = { code, detail, row: best.row.row, column: missing[0] ?? null, cure };
  if (!MAPPABLE.has(code) || filledCells(best) < 2) return { status: 'failed', problem };
  const mappingCure = code === 'layout.columns_missing' ? cure : `${SAY_ONCE} ${cure}`;
  return { status: 'needs_mapping', problem: { ...problem, cure: mappingCure }, header: best.row };
}

/** The header is there, and nothing below it. */
export function noRowsProblem(headerRow: number): Unreadable {
  const detail = 'The report has a header and no data row below it.';
  return {
    status: 'failed',
    problem: { code: 'report.no_rows', detail, row: headerRow, column: null, cure: RUN_AGAIN },
  };
}

/** Every entry has an error: the first one stands for all. */
export function nothingReadable(first: ReportIssue | null): Unreadable {
  const detail = `No entry of the report can be read.${first === null ? '' : ` The first error: ${first.message}`}`;
  const cure = first?.cure ?? RUN_AGAIN;
  const place = { row: first?.row ?? null, column: first?.column ?? null };
  return { status: 'failed', problem: { code: 'report.nothing_readable', detail, ...place, cure } };
}

/** Reading began again and again and never came to an end. */
export function tooManyAttempts(attempts: number): Unreadable {
  const detail = `Reading the report was begun ${attempts} times and never came to its end.`;
  const cure = 'Load the file again. If it fails again, keep the file and tell whoever runs this service.';
  return { status: 'failed', problem: { code: 'import.too_many_attempts', detail, row: null, column: null, cure } };
}
