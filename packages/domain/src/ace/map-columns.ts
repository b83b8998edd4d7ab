import { ES003_COLUMN_NAMES, ES003_COLUMNS, type Es003ColumnName, headerKey } from './es003-columns.ts';
import { type Es003Layout, layoutWith, positionsOf } from './recognise-es003.ts';

/**
 * Where a fact stands in files of one set of headers: under which header (by its key) and, when that header stands several
 * times, under which of them, counting from 1. So a mapping holds whatever order the columns come in.
 */
export interface MappedColumn {
  readonly fact: Es003ColumnName;
  /** As it stood in the file, for people. */
  readonly header: string;
  readonly headerKey: string;
  readonly occurrence: number;
}

/** One choice of a person: the column at `position` (counting from 1) holds `fact`. */
export interface ColumnChoice {
  readonly position: number;
  readonly fact: Es003ColumnName;
}

/** What is wrong with a choice; `index` is its place among the choices, null when it is about all of them. */
export interface ChoiceProblem {
  readonly index: number | null;
  readonly field: 'position' | 'fact' | null;
  readonly message: string;
}

/**
 * The text that two header rows share exactly when they have the same headers, whatever their order, case and punctuation.
 * Its hash is a layout's fingerprint.
 */
export function headerSetOf(headers: readonly string[]): string {
  return headers
    .map(headerKey)
    .filter((key) => key !== '')
    .sort()
    .join('\n');
}

function problemOfChoice(
  { position, fact }: ColumnChoice,
  headers: readonly string[],
  earlier: readonly ColumnChoice[],
): Omit<ChoiceProblem, 'index'> | null {
  const header = headers[position - 1];
  if (header === undefined) return { field: 'position', message: `the file has columns 1 to ${headers.length}` };
  if (headerKey(header) === '') {
    return { field: 'position', message: 'this column has no header; give it one in the file and load it again' };
  }
  const sameColumn = earlier.find((choice) => choice.position === position);
  if (sameColumn) {
    return { field: 'position', message: `this column is already taken for ${ES003_COLUMNS[sameColumn.fact].header}` };
  }
  return earlier.some((choice) => choice.fact === fact)
    ? { field: 'fact', message: `${ES003_COLUMNS[fact].header} is already taken from another column` }
    : null;
}

/** Everything that is wrong with the choices for a file with these headers; empty when they can be used. */
export function checkChoices(headers: readonly string[], choices: readonly ColumnChoice[]): ChoiceProblem[] {
  const problems = choices.flatMap((choice, index): ChoiceProblem[] => {
    const problem = problemOfChoice(choice, headers, choices.slice(0, index));
    return problem === null ? [] : [{ index, ...problem }];
  });
  const chosen = new Set(choices.map(({ fact }) => fact));
  const missing = ES003_COLUMN_NAMES.filter((name) => ES003_COLUMNS[name].required && !chosen.has(name));
  return [
    ...problems,
    ...missing.map((name) => ({
      index: null,
      field: null,
      message: `${name} (${ES003_COLUMNS[name].header}) needs a column: without it no row can be read`,
    })),
  ];
}

/** Checked choices as they are remembered. */
export function toMapping(headers: readonly string[], choices: readonly ColumnChoice[]): MappedColumn[] {
  const positions = positionsOf(headers);
  return choices.map(({ position, fact }) => {
    const header = headers[position - 1] ?? '';
    const key = headerKey(header);
    return { fact, header, headerKey: key, occurrence: (positions.get(key)?.indexOf(position - 1) ?? 0) + 1 };
  });
}

/** The layout of a file by a remembered mapping; null when a mapped column is not there. */
export function layoutOfMapping(headers: readonly string[], mapping: readonly MappedColumn[]): Es003Layout | null {
  const positions = positionsOf(headers);
  const columnOf = Object.fromEntries(ES003_COLUMN_NAMES.map((name) => [name, null])) as Record<
    Es003ColumnName,
    number | null
  >;
  for (const { fact, headerKey: key, occurrence } of mapping) {
    const index = positions.get(key)?.[occurrence - 1];
    if (index === undefined) return null;
    columnOf[fact] = index;
  }
  return layoutWith(headers, columnOf, 'mapped');
}
