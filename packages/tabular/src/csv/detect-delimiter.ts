import type { TableLimits } from '../table.ts';
import { TabularError } from '../tabular-error.ts';
import { RecordSplitter } from './split-records.ts';

const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

function countOutsideQuotes(head: string): Record<Delimiter, number> {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let isQuoted = false;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ',' || character === '\t' || character === ';')) counts[character] += 1;
  }
  return counts;
}

function findsHeader(
  head: string,
  delimiter: Delimiter,
  limits: TableLimits,
  accept: (cells: readonly string[]) => boolean,
): boolean {
  try {
    // A header that is the last line of the file may lack its line end.
    const rows = new RecordSplitter(delimiter, limits).push(`${head}\n`);
    return rows.slice(0, limits.headerWithinRows).some(({ cells }) => accept(cells));
  } catch (error) {
    if (error instanceof TabularError) return false;
    throw error;
  }
}

/**
 * The delimiter of a text by its first lines: the one with which the wanted header is found, whatever commas a title above it
 * has; without such a header the one that stands most often outside quotation marks.
 */
export function detectDelimiter(
  head: string,
  limits: TableLimits,
  accept: (cells: readonly string[]) => boolean,
): Delimiter {
  const counts = countOutsideQuotes(head);
  const byCount = [...DELIMITERS].sort((a, b) => counts[b] - counts[a]);
  return byCount.find((delimiter) => findsHeader(head, delimiter, limits, accept)) ?? byCount[0] ?? ',';
}
