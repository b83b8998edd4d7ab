import { columnLetters } from '../csv/split-records.ts';
import type { TableLimits, TableRow } from '../table.ts';
import { TabularError } from '../tabular-error.ts';
import { numberText, serialToIso } from './cell-values.ts';
import { readXml } from './read-xml.ts';

export interface SheetContext {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly is1904: boolean;
  readonly limits: TableLimits;
}

const EMPTY = '';

/** Column index of a reference such as `AB12`; -1 when it has none. */
function columnOf(reference: string): number {
  let index = 0;
  for (let at = 0; at < reference.length; at += 1) {
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
  #column = -1;
  #type = '';
  #isDate = false;
  #value = EMPTY;
  #isValue = false;
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
    } else if (name === 'v' || name === 't') {
      this.#isValue = this.#phonetic === 0;
    } else if (name === 'rPh') {
      this.#phonetic += 1;
    } else if (name === 'row') {
      this.#row = attributes.r === undefined ? this.#row + 1 : Number(attributes.r);
      this.#cells = [];
      this.#column = -1;
    }
  };

  text = (text: string): void => {
    if (!this.#isValue) return;
    this.#value += text;
    if (this.#value.length > this.#context.limits.cellCharacters) this.#refuse('file.cell_too_long');
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'c') this.#endCell();
    else if (name === 'row' && this.#cells.length > 0) this.rows.push({ row: this.#row, cells: this.#cells });
  };

  #refuse(code: 'file.cell_too_long' | 'file.too_wide'): never {
    const { cellCharacters, columns } = this.#context.limits;
    const message =
      code === 'file.too_wide'
        ? `Row ${this.#row} has more than ${columns} columns.`
        : `A cell in row ${this.#row} is longer than ${cellCharacters} characters.`;
    throw new TabularError(code, message, 'Take out what the report does not need and load the file again.', {
      row: this.#row,
      column: columnLetters(this.#column),
    });
  }

  #endCell(): void {
    if (this.#column < 0 || this.#column >= this.#context.limits.columns) this.#refuse('file.too_wide');
    const text = this.#cellText();
    if (text === EMPTY) return;
    while (this.#cells.length < this.#column) this.#cells.push(EMPTY);
    this.#cells[this.#column] = unwrap(text);
  }

  #cellText(): string {
    const value = this.#value;
    if (this.#type === 's') return this.#context.strings[Number(value)] ?? EMPTY;
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (this.#type === 'd') return value.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, '');
    if (this.#type !== 'n' || value === EMPTY) return value;
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
