/** A file somewhere: on a disk, or in pieces in a database. */
export interface TableSource {
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`, fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Buffer>;
  /** The whole file from its beginning, in pieces of any size. */
  stream(): AsyncIterable<Buffer>;
}

/** Bounds that keep memory small whatever the file holds; exceeding one is a TabularError with row and cure. */
export interface TableLimits {
  readonly columns: number;
  readonly cellCharacters: number;
  readonly rowCharacters: number;
  /** Rows in which the header may lie. */
  readonly headerWithinRows: number;
  readonly unzippedBytes: number;
  /** Unzipped to zipped size, judged beyond 64 MiB unzipped. */
  readonly unzippedRatio: number;
  readonly sharedStringCharacters: number;
}

/** Excel's own cell limit; a megabyte a row; an ES-003 of a million rows unzips to about 1.5 GB. */
export const DEFAULT_LIMITS: TableLimits = {
  columns: 1000,
  cellCharacters: 32_767,
  rowCharacters: 1_000_000,
  headerWithinRows: 30,
  unzippedBytes: 3 * 1024 ** 3,
  unzippedRatio: 200,
  sharedStringCharacters: 32 * 1024 ** 2,
};

export interface TableRow {
  /** Row as a spreadsheet shows it: a header in the first row is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** No line end follows in a text: its last row, of which a part may be missing. */
  readonly endsFile?: true;
}

/** A row and the sheet on which it stands; null in a CSV. */
export interface SheetRow extends TableRow {
  readonly sheet: string | null;
}

export interface OpenTableOptions {
  readonly fileName: string;
  /** True for the header row that is looked for; decides which sheet and which row of the first 30 it is. */
  readonly acceptHeader: (cells: readonly string[]) => boolean;
  /** Name of the sheet that is meant when several have such a header; case does not matter. */
  readonly preferredSheet?: string;
  readonly limits?: Partial<TableLimits>;
}

/** A file recognised as a table. Read `batches()` once, or `close()`. */
export interface Table {
  readonly format: 'csv' | 'xlsx';
  /** Name of the sheet; null in a CSV. */
  readonly sheet: string | null;
  /** Other sheets that have such a header too; they are not read. */
  readonly otherSheets: readonly string[];
  /** Days of the workbook count from 1904 instead of 1900; decides what a bare serial number means as a date. */
  readonly countsDaysFrom1904: boolean;
  /** The accepted header row, or null when no row was accepted: then `candidates` tells what was seen and there are no batches. */
  readonly header: TableRow | null;
  /** What stands above the header, and on the first rows of the other sheets: titles and parameters. */
  readonly before: readonly SheetRow[];
  /** Rows that could have been the header: the first of every sheet that are not blank. */
  readonly candidates: readonly SheetRow[];
  /** Bytes of the file that were read so far, never more than its size. */
  bytesRead(): number;
  /** The rows below the header, blank ones included in the count of rows but possibly left out, in batches of bounded size. */
  batches(): AsyncIterable<readonly TableRow[]>;
  close(): Promise<void>;
}
