import type { SheetRow, TableRow } from './table.ts';

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const MOST_REMEMBERED_CHARACTERS = 2_000_000;

/** Rows above a header, to be shown or searched for a date. Those that would fill memory are forgotten. */
export class RememberedRows {
  readonly rows: SheetRow[] = [];
  #characters = 0;

  add(row: SheetRow): void {
    let characters = 0;
    for (const cell of row.cells) characters += cell.length + 1;
    if (this.#characters + characters > MOST_REMEMBERED_CHARACTERS) return;
    this.#characters += characters;
    this.rows.push(row);
  }
}

export interface HeaderSearch {
  readonly header: TableRow | null;
  /** Rows above the header that are not blank. */
  readonly before: readonly SheetRow[];
  readonly candidates: readonly SheetRow[];
  /** The rows below the header, beginning with those that were read while looking for it. */
  readonly rest: AsyncGenerator<readonly TableRow[]>;
}

async function* continued(
  left: readonly TableRow[],
  batches: AsyncGenerator<readonly TableRow[]>,
): AsyncGenerator<readonly TableRow[]> {
  try {
    if (left.length > 0) yield left;
    yield* batches;
  } finally {
    await batches.return(undefined);
  }
}

/** Looks for the header in the first rows of one sheet, without reading more of it than that. */
export async function findHeader(
  batches: AsyncGenerator<readonly TableRow[]>,
  sheet: string | null,
  withinRows: number,
  accept: (cells: readonly string[]) => boolean,
): Promise<HeaderSearch> {
  const seen = new RememberedRows();
  const none = () => ({ header: null, before: seen.rows, candidates: seen.rows, rest: continued([], batches) });
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return none();
    for (const [index, row] of next.value.entries()) {
      if (row.row > withinRows) return none();
      if (isBlank(row.cells)) continue;
      if (accept(row.cells)) {
        const rest = continued(next.value.slice(index + 1), batches);
        return { header: row, before: seen.rows, candidates: [{ ...row, sheet }], rest };
      }
      seen.add({ ...row, sheet });
    }
  }
}
