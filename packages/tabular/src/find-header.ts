import type { SheetRow, TableRow } from './table.ts';

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

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
  const seen: SheetRow[] = [];
  const none = () => ({ header: null, before: seen, candidates: seen, rest: continued([], batches) });
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return none();
    for (const [index, row] of next.value.entries()) {
      if (row.row > withinRows) return none();
      if (isBlank(row.cells)) continue;
      if (accept(row.cells)) {
        const rest = continued(next.value.slice(index + 1), batches);
        return { header: row, before: seen, candidates: [{ ...row, sheet }], rest };
      }
      seen.push({ ...row, sheet });
    }
  }
}
