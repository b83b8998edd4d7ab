/** What can be wrong with a file as a file. Codes are public names: add freely, rename none. */
export type TabularErrorCode =
  | 'file.empty'
  | 'file.kind'
  | 'file.encoding'
  | 'file.damaged'
  | 'file.quote'
  | 'file.too_wide'
  | 'file.cell_too_long'
  | 'file.row_too_long'
  | 'file.unzipped_too_large';

export interface TabularErrorPlace {
  /** Row as a spreadsheet shows it, the first row being 1. */
  readonly row?: number | null;
  readonly column?: string | null;
}

/** The file cannot be read as a table; message and cure are written for the person who uploaded it. */
export class TabularError extends Error {
  override readonly name = 'TabularError';
  readonly code: TabularErrorCode;
  readonly cure: string;
  readonly row: number | null;
  readonly column: string | null;

  constructor(code: TabularErrorCode, message: string, cure: string, place: TabularErrorPlace = {}) {
    super(message);
    this.code = code;
    this.cure = cure;
    this.row = place.row ?? null;
    this.column = place.column ?? null;
  }
}

export const SAVE_AS_CSV_OR_XLSX =
  'Export it again as CSV (UTF-8, comma-separated) or as an Excel workbook (.xlsx) and load that file.';
export const OPEN_AND_SAVE =
  'Open it in Excel, take its password off if it has one, save it as "Excel Workbook (.xlsx)" and load that file.';
export const UNPACK = 'Unpack it and load the report that is in it.';

/** The file is something else than a table; `what` names it with its article. */
export function otherKind(what: string, cure: string): TabularError {
  return new TabularError('file.kind', `The file is ${what}, not a CSV file or an .xlsx workbook.`, cure);
}
