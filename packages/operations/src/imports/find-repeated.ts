import { setImmediate as turn } from 'node:timers/promises';
import { findStandingEntries, type SeenEntry, type StandingReport, type TenantPgTransaction } from '@capeline/db';
import { type Es003Layout, Es003RowHash, isBlankRow, isCutOff, parseEntryNumber } from '@capeline/domain';
import type { Table } from '@capeline/tabular';

/** Which entries of a report stand already by exactly the rows that the report has of them. */
export interface RepeatedEntries {
  /** Rows of the report that are not blank. */
  readonly rowCount: number;
  readonly standingRowCount: number;
  /** Whether the row belongs to one of them, by the cell with its entry number. */
  has(entryNumberCell: string): boolean;
}

export const NOTHING_REPEATED: RepeatedEntries = { rowCount: 0, standingRowCount: 0, has: () => false };

const FIRST_SIZE = 16_384;
const NOT_STANDING = 0;
/** Added to the number of rows where a row must be read in full: no entry stands by such a number. */
const MUST_BE_READ = -1_000_000_000;

/** Fingerprints of a report's entries by their numbers; a few tens of bytes an entry, because all of them have to be known at once. */
class SeenRows {
  rowCount = 0;
  readonly #indexes = new Map<string, number>();
  #hashA = new Uint32Array(FIRST_SIZE);
  #hashB = new Uint32Array(FIRST_SIZE);
  #rowCounts = new Int32Array(FIRST_SIZE);

  /** The entry of a cell; undefined when it names none beyond doubt. */
  indexOf(cell: string): number | undefined {
    const known = this.#indexes.get(cell);
    if (known !== undefined) return known;
    const { entryNumber, valid } = parseEntryNumber(cell);
    if (entryNumber === null || !valid) return undefined;
    return this.#indexes.get(entryNumber);
  }

  add(cell: string, hash: Es003RowHash, mustBeRead: boolean): void {
    const index = this.#indexes.get(cell) ?? this.#place(cell);
    if (index === undefined) return;
    this.#hashA[index] = (this.#hashA[index] ?? 0) + hash.a;
    this.#hashB[index] = (this.#hashB[index] ?? 0) + hash.b;
    this.#rowCounts[index] = (this.#rowCounts[index] ?? 0) + (mustBeRead ? MUST_BE_READ : 1);
  }

  #place(cell: string): number | undefined {
    const { entryNumber, valid } = parseEntryNumber(cell);
    if (entryNumber === null || !valid) return undefined;
    const known = this.#indexes.get(entryNumber);
    if (known !== undefined) return known;
    const index = this.#indexes.size;
    this.#indexes.set(entryNumber, index);
    if (index === this.#rowCounts.length) this.#grow();
    return index;
  }

  #grow(): void {
    const size = this.#rowCounts.length * 2;
    const larger = { a: new Uint32Array(size), b: new Uint32Array(size), counts: new Int32Array(size) };
    larger.a.set(this.#hashA);
    larger.b.set(this.#hashB);
    larger.counts.set(this.#rowCounts);
    this.#hashA = larger.a;
    this.#hashB = larger.b;
    this.#rowCounts = larger.counts;
  }

  *entries(): Generator<SeenEntry> {
    for (const [entryNumber, index] of this.#indexes) {
      const rowCount = this.#rowCounts[index] ?? 0;
      if (rowCount <= 0) continue;
      yield { index, entryNumber, hashA: this.#hashA[index] ?? 0, hashB: this.#hashB[index] ?? 0, rowCount };
    }
  }

  /** Keeps only what stands; answers with its number of rows. */
  keepStanding(others: readonly number[]): number {
    for (const index of others) this.#rowCounts[index] = NOT_STANDING;
    return this.#rowCounts.reduce((sum, count) => sum + Math.max(count, 0), 0);
  }

  stands(index: number): boolean {
    return (this.#rowCounts[index] ?? NOT_STANDING) > 0;
  }
}

/** The server ends a transaction that is silent for a minute, and looking through a large report on a busy machine can take longer. */
const BATCHES_BETWEEN_SIGNS_OF_LIFE = 16;

async function readRows(
  tx: TenantPgTransaction,
  table: Table,
  layout: Es003Layout,
  onBatch: (bytesRead: number) => void,
): Promise<SeenRows> {
  let batches = 0;
  const seen = new SeenRows();
  const hash = new Es003RowHash(layout);
  const column = layout.columnOf.entryNumber ?? 0;
  let widest = 0;
  for await (const rows of table.batches()) {
    for (const row of rows) {
      const { cells } = row;
      if (isBlankRow(cells)) continue;
      seen.rowCount += 1;
      const mustBeRead = cells.length > layout.headers.length || isCutOff(layout, row, widest);
      if (cells.length > widest) widest = cells.length;
      hash.read(cells);
      seen.add(cells[column] ?? '', hash, mustBeRead);
    }
    batches += 1;
    if (batches % BATCHES_BETWEEN_SIGNS_OF_LIFE === 0) await tx.query('select');
    await turn();
    onBatch(table.bytesRead());
  }
  return seen;
}

/**
 * Reads the report once without understanding it and finds the entries that stand by exactly these rows, in whatever order: a weekly
 * export repeats nearly all of them. `standing_entry` holds them afterwards; the merge confirms them under its lock.
 */
export async function findRepeated(
  tx: TenantPgTransaction,
  table: Table,
  layout: Es003Layout,
  report: StandingReport & { readonly onBatch: (bytesRead: number) => void },
): Promise<RepeatedEntries> {
  const seen = await readRows(tx, table, layout, report.onBatch);
  const standingRowCount = seen.keepStanding(await findStandingEntries(tx, seen.entries(), report));
  return {
    rowCount: seen.rowCount,
    standingRowCount,
    has: (cell) => {
      const index = seen.indexOf(cell);
      return index !== undefined && seen.stands(index);
    },
  };
}
