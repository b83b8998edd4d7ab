import { type Es003ColumnName, type Es003Layout, type Es003Row, type RowIssue, readEs003Row } from '@capeline/domain';

/** Line facts that an entry's own facts do not depend on; a harmless value lets the rest of the row be read. */
const HARMLESS: Readonly<Partial<Record<Es003ColumnName, string>>> = { hts: '0000000000', duty: '0' };

/**
 * Reads what an unreadable row still says of its entry (whose, which, liquidated when), so that a bad amount hides no
 * clock. The cells with errors count as unknown. Null when entry or importer number are among them. Never gives a line.
 */
export function salvageRow(
  layout: Es003Layout,
  cells: readonly string[],
  rowNo: number,
  issues: readonly RowIssue[],
): Es003Row | null {
  const mended = [...cells];
  const bad = new Set(issues.filter(({ severity }) => severity === 'error').map(({ column }) => column));
  for (const [name, index] of Object.entries(layout.columnOf) as [Es003ColumnName, number | null][]) {
    if (index === null || !bad.has(layout.headers[index] ?? null)) continue;
    mended[index] = HARMLESS[name] ?? '';
  }
  return readEs003Row(layout, mended, rowNo).row;
}
