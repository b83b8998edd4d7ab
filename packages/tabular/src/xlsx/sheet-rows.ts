import { columnLetters } from '../csv/split-records.ts';
import type { TableLimits, TableRow } from '../table.ts';
import { TabularError } from '../tabular-error.ts';
import { numberText, serialToIso } from './cell-values.ts';
import { readXml } from './read-xml.ts';
import { damaged } from './zip-archive.ts';

export interface SheetContext {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly is1904: boolean;
  readonly limits: TableLimits;
}

const EMPTY = '';
/** The last row that a spreadsheet has. */
const LAST_ROW = 1_048_576;
/** Columns have three letters at most; more are beyond any limit whatever they say. */
const MOST_LETTERS = 4;

/** Column index of a reference such as `AB12`; -1 when it has none. */
function columnOf(reference: string): number {
  let index = 0;
  for (let at = 0; at < MOST_LETTERS && at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) break;
    index = index * 26 + (code - 64);
  }
  return index - 1;
}

/** Collects the cells of one sheet while its XML goes by. */
class RowCollector {
  rows: TableRow[] = [];
  readonly #context: SheetContext;
  #row = 0;
  #cells: string[] = [];
  #characters = 0;
  #column = -1;
  #type = '';
  #isDate = false;
  #value = EMPTY;
  #isValue = false;
  /** The formula of the cell; null when it has none, or has the value that it came to. */
  #formula: string | null = null;
  #isFormula = false;
  #phonetic = 0;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'c') {
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
      this.#type = attributes.t ?? 'n';
      this.#isDate = attributes.s !== undefined && this.#context.dateStyles[Number(attributes.s)] === true;
      this.#value = EMPTY;
      this.#formula = null;
    } else if (name === 'v' || name === 't') {
      this.#isValue = this.#phonetic === 0;
      this.#formula = null;
    } else if (name === 'f') {
      this.#isFormula = true;
      this.#formula = EMPTY;
    } else if (name === 'rPh') {
      this.#phonetic += 1;
    } else if (name === 'row') {
      this.#beginRow(attributes.r);
    }
  };

  /** Rows stand in order and once: of two with one number nobody could say which one a message means. */
  #beginRow(reference: string | undefined): void {
    const row = reference === undefined ? this.#row + 1 : Number(reference);
    if (!Number.isInteger(row) || row <= this.#row || row > LAST_ROW) {
      const place = { row: this.#row === 0 ? null : this.#row };
      throw damaged(
        `behind row ${this.#row} stands a row with the number "${(reference ?? String(row)).slice(0, 20)}".`,
        place,
      );
    }
    this.#row = row;
    this.#cells = [];
    this.#characters = 0;
    this.#column = -1;
  }

  text = (text: string): void => {
    if (this.#isFormula) this.#formula += text;
    if (!this.#isValue) return;
    this.#value += text;
    if (this.#value.length > this.#context.limits.cellCharacters) this.#refuse('file.cell_too_long');
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'f') this.#isFormula = false;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'c') this.#endCell();
    else if (name === 'row' && this.#cells.length > 0) this.rows.push({ row: this.#row, cells: this.#cells });
  };

  #refuse(code: 'file.cell_too_long' | 'file.row_too_long' | 'file.too_wide'): never {
    const { cellCharacters, columns, rowCharacters } = this.#context.limits;
    const messages = {
      'file.too_wide': `Row ${this.#row} has more than ${columns} columns.`,
      'file.row_too_long': `Row ${this.#row} is longer than ${rowCharacters} characters.`,
      'file.cell_too_long': `A cell in row ${this.#row} is longer than ${cellCharacters} characters.`,
    };
    throw new TabularError(code, messages[code], 'Take out what the report does not need and load the file again.', {
      row: this.#row,
      column: columnLetters(this.#column),
    });
  }

  #endCell(): void {
    if (this.#column < 0) throw damaged(`a cell in row ${this.#row} has no column.`, { row: this.#row });
    const text = this.#cellText();
    // Empty cells that are only coloured are no data, wherever they stand.
    if (text === EMPTY) return;
    if (this.#column >= this.#context.limits.columns) this.#refuse('file.too_wide');
    if ((this.#cells[this.#column] ?? EMPTY) !== EMPTY) {
      const column = columnLetters(this.#column);
      throw damaged(`the cell ${column}${this.#row} stands there twice.`, { row: this.#row, column });
    }
    this.#characters += text.length;
    if (this.#characters > this.#context.limits.rowCharacters) this.#refuse('file.row_too_long');
    while (this.#cells.length < this.#column) this.#cells.push(EMPTY);
    this.#cells[this.#column] = unwrap(text);
  }

  #sharedText(index: string): string {
    const text = this.#context.strings[Number(index)];
    if (text !== undefined) return text;
    const place = { row: this.#row, column: columnLetters(this.#column) };
    throw damaged(`a cell in row ${this.#row} names a text that is not in the workbook.`, place);
  }

  #cellText(): string {
    const value = this.#value;
    // A formula that nobody has computed is no empty cell: as text it is found wherever a value is needed.
    if (this.#formula !== null && value === EMPTY)
      return `=${this.#formula.slice(0, this.#context.limits.cellCharacters)}`;
    if (value === EMPTY) return EMPTY;
    if (this.#type === 's') return this.#sharedText(value);
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (this.#type === 'd') return value.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, '');
    if (this.#type !== 'n') return value;
    if (this.#isDate) return serialToIso(Number(value), this.#context.is1904) ?? value;
    return numberText(value);
  }
}

/** Takes the text out of the wrapper `="…"` that keeps spreadsheets from eating zeros. */
function unwrap(text: string): string {
  return text.length > 3 && text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1) : text;
}

/** The rows of a sheet that hold anything, in batches, with their row numbers as the spreadsheet shows them. */
export async function* readSheetRows(
  bytes: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<readonly TableRow[]> {
  const collector = new RowCollector(context);
  for await (const _ of readXml(bytes, collector)) {
    if (collector.rows.length === 0) continue;
    const { rows } = collector;
    collector.rows = [];
    yield rows;
  }
}
