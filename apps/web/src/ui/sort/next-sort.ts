export type SortDirection = 'ascending' | 'descending';

/** How a column stands in an order: `sort` is the address's, null the list's own, in which one column may be in order already. */
export function directionOf(
  sort: string | null,
  by: string,
  own: SortDirection | undefined,
): SortDirection | undefined {
  if (sort === by) return 'ascending';
  if (sort === `-${by}`) return 'descending';
  return sort === null ? own : undefined;
}

/**
 * The order after a press on a column: first its more useful end, then the other, then the list's own order again (null). A column
 * that the list is in order of by itself only turns around.
 */
export function nextSort(
  sort: string | null,
  by: string,
  column: { readonly first: SortDirection; readonly own?: SortDirection | undefined },
): string | null {
  const present = directionOf(sort, by, column.own);
  const name = (direction: SortDirection) => (direction === 'ascending' ? by : `-${by}`);
  const other = (direction: SortDirection) => (direction === 'ascending' ? 'descending' : 'ascending');
  if (present === undefined) return name(column.first);
  if (column.own !== undefined) return sort === null ? name(other(column.own)) : null;
  return present === column.first ? name(other(column.first)) : null;
}
