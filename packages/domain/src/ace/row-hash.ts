import { ES003_COLUMN_NAMES } from './es003-columns.ts';
import type { Es003Layout } from './recognise-es003.ts';

/**
 * Raise it with every change of what a row of a report means: fingerprints of before then fit no more, and every entry is read again.
 * `reading-version.test.ts` in packages/operations holds it to the meaning of a corpus of rows.
 */
export const READING_VERSION = 1;
const END_OF_CELL = 0x1f;
const NO_COLUMN = 0x1e;

/**
 * Two independent 32-bit hashes of what a row says in the columns that we read, whatever their order and whatever stands beside them.
 * A report that lacks a column never has the hash of one that leaves it empty.
 */
export class Es003RowHash {
  readonly #columns: readonly (number | null)[];
  readonly #epoch: number;
  /** Of the row read last, from 0 to below 2^32. */
  a = 0;
  b = 0;

  constructor({ columnOf, serialEpoch }: Es003Layout) {
    this.#columns = ES003_COLUMN_NAMES.map((name) => columnOf[name]);
    this.#epoch = serialEpoch;
  }

  read(cells: readonly string[]): void {
    let a = Math.imul(READING_VERSION, 0x9e3779b1) ^ this.#epoch;
    let b = Math.imul(READING_VERSION, 0x85ebca77) ^ this.#epoch;
    for (const column of this.#columns) {
      const text = column === null ? '' : (cells[column] ?? '');
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        a = Math.imul(((a << 5) | (a >>> 27)) ^ code, 0x9e3779b1);
        b = Math.imul(((b << 7) | (b >>> 25)) ^ code, 0x85ebca77);
      }
      const end = column === null ? NO_COLUMN : END_OF_CELL;
      a = Math.imul(((a << 5) | (a >>> 27)) ^ end, 0x9e3779b1);
      b = Math.imul(((b << 7) | (b >>> 25)) ^ end, 0x85ebca77);
    }
    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
    b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
    this.a = a >>> 0;
    this.b = b >>> 0;
  }
}
