import type { RowReading } from './es003-cells.ts';

/** A text of this length or more may be a view of a whole piece of the file, which nothing may keep alive for long. */
const MAY_BE_A_VIEW = 13;
const MOST_REMEMBERED = 1000;

/**
 * One column whose cells repeat: answers what the same text meant in an earlier row instead of reading it again. Only what was read
 * without an issue is remembered, so that every row tells its own. Bounded, whatever the file holds.
 */
export class RememberedCell<T> {
  readonly #index: number | null;
  readonly #read: (reading: RowReading) => T;
  readonly #values: Map<string, T> | null;
  #raw: string | null = null;
  #value: T | null = null;

  /** `repeats`: `few` for a column of few different texts, `neighbours` for one whose text only the next rows repeat. */
  constructor(index: number | null, repeats: 'few' | 'neighbours', read: (reading: RowReading) => T) {
    this.#index = index;
    this.#read = read;
    this.#values = repeats === 'few' ? new Map() : null;
  }

  read(reading: RowReading): T {
    const raw = this.#index === null ? '' : (reading.cells[this.#index] ?? '');
    if (raw === this.#raw) return this.#value as T;
    const isKept = this.#values !== null && raw.length < MAY_BE_A_VIEW;
    const known = isKept ? this.#values.get(raw) : undefined;
    if (known !== undefined) return this.#repeat(raw, known);
    const issuesBefore = reading.issues?.length ?? 0;
    const value = this.#read(reading);
    if ((reading.issues?.length ?? 0) > issuesBefore) return value;
    if (isKept) {
      if (this.#values.size >= MOST_REMEMBERED) this.#values.clear();
      this.#values.set(raw, value);
    }
    return this.#repeat(raw, value);
  }

  #repeat(raw: string, value: T): T {
    this.#raw = raw;
    this.#value = value;
    return value;
  }
}
