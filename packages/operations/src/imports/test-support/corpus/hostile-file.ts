import { ROW_ISSUES, type RowIssueCode } from '@capeline/domain';
import { entryNumber, type ReportRow, reportOf } from '../reports.ts';

export const ONE = entryNumber(1);
export const TWO = entryNumber(2);

/** Where, what and how bad; the cure follows from the code for what is wrong with a cell. */
export interface ExpectedIssue {
  readonly row: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly value: string | null;
  readonly cure: string;
}

/** What a file that is not read comes to: nothing of it is stored. */
export interface Refused {
  readonly status: 'failed' | 'needs_mapping';
  readonly code: string;
  readonly row?: number;
  readonly column?: string;
  /** Part of the detail: what a person recognises the fault by. */
  readonly says: string;
  readonly cure: string;
}

/** What a file that is read comes to: these entries and no other, each whole or held back. */
export interface Taken {
  readonly status: 'committed';
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly issues: readonly ExpectedIssue[];
  /** Entry, why it is held back (null: it is not), its IEEPA duty in cents and its liquidation date. */
  readonly entries: Readonly<Record<string, readonly [string | null, number | null, string | null]>>;
  readonly clientNames?: readonly string[];
}

/** A file that somebody may send, and the one answer that it must get. */
export interface HostileFile {
  readonly name: string;
  readonly fileName?: string;
  readonly bytes: () => Buffer | string;
  readonly answer: Refused | Taken;
}

/** An ordinary entry as it is stored. */
export const WHOLE: readonly [null, number, string] = [null, 10_000, '2026-02-06'];
/** The entry that stands beside the trouble and must be read as if there were none. */
export const UNTOUCHED = { [TWO]: WHOLE };

export function cellIssue(row: number, column: string | null, code: RowIssueCode, value: string): ExpectedIssue {
  const { severity, cure } = ROW_ISSUES[code];
  return { row, column, code, severity, value, cure };
}

/** A report whose row 2 is as given and whose row 3 is another, ordinary entry. */
export const besideGood = (row: ReportRow): string => reportOf([row, { entry: TWO }]);

/** A cell that keeps its entry back, while the other entry is read. */
export function heldBack(name: string, row: ReportRow, column: string, code: RowIssueCode, value: string): HostileFile {
  const liquidated = column === 'Liquidation Date' ? null : '2026-02-06';
  return {
    name,
    bytes: () => besideGood(row),
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 1,
      issues: [cellIssue(2, column, code, value)],
      entries: { [ONE]: [code, null, liquidated], ...UNTOUCHED },
    },
  };
}

/** A cell by which nobody can say whose or which entry the row is: the row is left out, the other entry is read. */
export function leftOut(name: string, row: ReportRow, column: string, code: RowIssueCode, value: string): HostileFile {
  return {
    name,
    bytes: () => besideGood(row),
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 1,
      issues: [cellIssue(2, column, code, value)],
      entries: UNTOUCHED,
    },
  };
}

/** A cell that is told and read all the same. */
export function toldOnly(
  name: string,
  row: ReportRow,
  issues: readonly ExpectedIssue[],
  cents = 10_000,
  liquidatedOn: string | null = '2026-02-06',
): HostileFile {
  return {
    name,
    bytes: () => besideGood(row),
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 2,
      issues,
      entries: { [row.entry ?? ONE]: [null, cents, liquidatedOn], ...UNTOUCHED },
    },
  };
}

/** A file of which both entries are read without a word. */
export function readPlainly(
  name: string,
  bytes: () => Buffer | string,
  issues: readonly ExpectedIssue[] = [],
): HostileFile {
  return {
    name,
    bytes,
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 2,
      issues,
      entries: { [ONE]: WHOLE, ...UNTOUCHED },
    },
  };
}

/** A file that is not read. */
export function refused(name: string, bytes: () => Buffer | string, answer: Omit<Refused, 'status'>): HostileFile {
  return { name, bytes, answer: { status: 'failed', ...answer } };
}

const PULL =
  'In ACE Reports open Trade > Entry Summary > ES-003 Entry Summary Line Tariff Details, run it for your filer code and load the export as CSV or XLSX.';

export const CURES = {
  pull: PULL,
  sayOnce: `Is it a report all the same? Then say once which of its columns holds what. If not: ${PULL}`,
  exportAgain: 'Export it again as CSV (UTF-8, comma-separated) or as an Excel workbook (.xlsx) and load that file.',
  openAndSave:
    'Open it in Excel, take its password off if it has one, save it as "Excel Workbook (.xlsx)" and load that file.',
  unpack: 'Unpack it and load the report that is in it.',
  quote: 'Open the file in a text editor, close or double the quotation mark in that row, or export the report again.',
  saveAsUtf8: 'Save the file as "CSV UTF-8 (comma delimited)" and load it again.',
  runAgain: 'Run the report again in ACE and load the new file.',
  takeOut: 'Take out what the report does not need and load the file again.',
} as const;
