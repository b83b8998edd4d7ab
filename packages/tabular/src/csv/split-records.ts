import type { TableLimits, TableRow } from '../table.ts';
import { TabularError } from '../tabular-error.ts';

const QUOTE = 34;
const EQUALS = 61;
const LINE_FEED = 10;
const RETURN = 13;

/** Cells of a line without any text: it counts as a row and is no data. */
const NOTHING: string[] = [];

/** The record needs more text than there is yet. */
const INCOMPLETE = -1;

const QUOTE_CURE =
  'Open the file in a text editor, close or double the quotation mark in that row, or export the report again.';

/** Spreadsheet name of a column: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnLetters((index - rest) / 26 - 1) + letter;
}

/**
 * Cuts text that arrives in pieces into records (RFC 4180: quoted cells may hold delimiters, line ends and doubled
 * quotation marks). Stricter than common readers on purpose: a stray or unclosed quotation mark is an error with its row,
 * because it would swallow rows of other entries silently; only the spreadsheet wrapper `="…"` is understood beside it.
 */
export class RecordSplitter {
  readonly #delimiter: string;
  readonly #limits: TableLimits;
  #rest = '';
  #row = 0;
  #end = 0;
  #cells: string[] = [];

  constructor(delimiter: string, limits: TableLimits) {
    this.#delimiter = delimiter;
    this.#limits = limits;
  }

  /** The row that is being read. */
  get row(): number {
    return this.#row + 1;
  }

  /** Adds text and returns the records that it completes. */
  push(text: string): TableRow[] {
    return this.#split(this.#rest === '' ? text : this.#rest + text, false);
  }

  /** The last record, when the file does not end with a line end. */
  end(): TableRow[] {
    return this.#rest === '' ? [] : this.#split(this.#rest, true).map((row) => ({ ...row, endsFile: true }));
  }

  #split(text: string, isLast: boolean): TableRow[] {
    const rows: TableRow[] = [];
    let start = 0;
    while (start < text.length) {
      const next = this.#readRecord(text, start, isLast);
      if (next === INCOMPLETE) break;
      this.#row += 1;
      if (this.#cells !== NOTHING) rows.push({ row: this.#row, cells: this.#cells });
      start = next;
    }
    this.#rest = start === 0 ? text : text.slice(start);
    if (this.#rest.length > this.#limits.rowCharacters) throw this.#tooLong();
    return rows;
  }

  #tooLong(): TabularError {
    const quoted = this.#rest.includes('"') ? ' A quotation mark that is not closed may be the reason.' : '';
    return new TabularError(
      'file.row_too_long',
      `Row ${this.row} is longer than ${this.#limits.rowCharacters} characters.${quoted}`,
      QUOTE_CURE,
      { row: this.row },
    );
  }

  #readRecord(text: string, start: number, isLast: boolean): number {
    let lineEnd = text.indexOf('\n', start);
    if (lineEnd === INCOMPLETE) {
      if (!isLast) return INCOMPLETE;
      lineEnd = text.length;
    }
    if (lineEnd - start > this.#limits.rowCharacters) {
      this.#rest = text.slice(start, lineEnd);
      throw this.#tooLong();
    }
    const contentEnd = lineEnd > start && text.charCodeAt(lineEnd - 1) === RETURN ? lineEnd - 1 : lineEnd;
    if (contentEnd === start) {
      this.#cells = NOTHING;
      return lineEnd + 1;
    }
    const line = text.slice(start, contentEnd);
    if (!line.includes('"')) {
      this.#cells = line.split(this.#delimiter);
      this.#checkCells(line.length);
      return lineEnd + 1;
    }
    return this.#readQuotedRecord(text, start, isLast);
  }

  #readQuotedRecord(text: string, start: number, isLast: boolean): number {
    const cells: string[] = [];
    this.#cells = cells;
    let lineEnd = text.indexOf('\n', start);
    if (lineEnd === INCOMPLETE) lineEnd = text.length;
    let at = start;
    for (;;) {
      const first = text.charCodeAt(at);
      if (first === QUOTE || (first === EQUALS && text.charCodeAt(at + 1) === QUOTE)) {
        const value = this.#readQuotedCell(text, first === QUOTE ? at : at + 1, isLast);
        if (value === null) return INCOMPLETE;
        cells.push(value);
        at = this.#end;
        if (at > lineEnd) {
          lineEnd = text.indexOf('\n', at);
          if (lineEnd === INCOMPLETE) {
            if (!isLast) return INCOMPLETE;
            lineEnd = text.length;
          }
        }
      } else {
        const comma = text.indexOf(this.#delimiter, at);
        const isInside = comma !== -1 && comma < lineEnd;
        let cellEnd = isInside ? comma : lineEnd;
        if (!isInside && cellEnd > at && text.charCodeAt(cellEnd - 1) === RETURN) cellEnd -= 1;
        const value = text.slice(at, cellEnd);
        if (value.includes('"')) throw this.#strayQuote(cells.length);
        cells.push(value);
        at = isInside ? comma : lineEnd;
      }
      if (at >= lineEnd) break;
      at += 1;
    }
    this.#checkCells(lineEnd - start);
    return lineEnd + 1;
  }

  /** Reads a cell whose opening quotation mark stands at `open`; leaves in #end where its delimiter or line end stands. */
  #readQuotedCell(text: string, open: number, isLast: boolean): string | null {
    let from = open + 1;
    let value = '';
    for (;;) {
      const close = text.indexOf('"', from);
      if (close === -1) {
        if (!isLast) return null;
        throw new TabularError(
          'file.quote',
          `A quotation mark that opens in row ${this.row} is never closed.`,
          QUOTE_CURE,
          { row: this.row, column: columnLetters(this.#cells.length) },
        );
      }
      // The character after it decides, so it must have arrived.
      if (close + 1 >= text.length && !isLast) return null;
      if (text.charCodeAt(close + 1) === QUOTE) {
        value += text.slice(from, close + 1);
        from = close + 2;
        continue;
      }
      let after = close + 1;
      if (text.charCodeAt(after) === RETURN) after += 1;
      const isClosed =
        after >= text.length || text.charCodeAt(after) === LINE_FEED || text.startsWith(this.#delimiter, close + 1);
      if (!isClosed) throw this.#strayQuote(this.#cells.length);
      this.#end = text.startsWith(this.#delimiter, close + 1) ? close + 1 : after;
      return value === '' ? text.slice(from, close) : value + text.slice(from, close);
    }
  }

  #strayQuote(column: number): TabularError {
    return new TabularError(
      'file.quote',
      `Row ${this.row} has a quotation mark in the middle of a cell, or one before it is not closed.`,
      QUOTE_CURE,
      { row: this.row, column: columnLetters(column) },
    );
  }

  #checkCells(length: number): void {
    const cells = this.#cells;
    if (cells.length > this.#limits.columns) {
      throw new TabularError(
        'file.too_wide',
        `Row ${this.row} has ${cells.length} columns; at most ${this.#limits.columns} are read.`,
        'Take out the columns that the report does not need and load the file again.',
        { row: this.row },
      );
    }
    if (length <= this.#limits.cellCharacters) return;
    const tooLong = cells.findIndex((cell) => cell.length > this.#limits.cellCharacters);
    if (tooLong === -1) return;
    throw new TabularError(
      'file.cell_too_long',
      `A cell in row ${this.row} is longer than ${this.#limits.cellCharacters} characters.`,
      QUOTE_CURE,
      { row: this.row, column: columnLetters(tooLong) },
    );
  }
}
