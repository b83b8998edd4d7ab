import { adviseColumns, type ColumnAdvice } from './coach-columns.ts';
import {
  ES003_COLUMN_NAMES,
  ES003_COLUMNS,
  ES003_HEADER_KEYS,
  type Es003ColumnName,
  headerKey,
} from './es003-columns.ts';
import type { SerialEpoch } from './report-dates.ts';
import { shownValue } from './shown-text.ts';

/**
 * `default`: as ACE gives it, without liquidation. `extended`: ACE's longer form of it, told by its own columns. `broker`: with
 * liquidation date and status. `custom`: anything between. `mapped`: its columns were named by a person.
 */
export type Es003LayoutName = 'default' | 'extended' | 'broker' | 'custom' | 'mapped';

/** What a recognised ES-003 header row means: where each column is (null: not in this file) and what is missing. */
export interface Es003Layout {
  readonly kind: 'es003';
  readonly layout: Es003LayoutName;
  readonly columnOf: Readonly<Record<Es003ColumnName, number | null>>;
  /** As issues show them: cut at 120 characters, because each of ten thousand issues may repeat one. */
  readonly headers: readonly string[];
  readonly has: {
    readonly liquidationDate: boolean;
    readonly liquidationStatus: boolean;
    readonly reconciliation: boolean;
    readonly protest: boolean;
    readonly importerName: boolean;
  };
  /** From which year bare day numbers count; a workbook may say 1904. */
  readonly serialEpoch: SerialEpoch;
  readonly unknownHeaders: readonly string[];
  /** Our columns that are not in this file. */
  readonly missing: readonly Es003ColumnName[];
  /** For the person who pulled the report; empty when nothing useful is missing. */
  readonly missingAdvice: readonly ColumnAdvice[];
}

export interface LayoutProblem {
  readonly code:
    | 'layout.empty'
    | 'layout.column_twice'
    | 'layout.columns_missing'
    | 'layout.claim_details'
    | 'layout.entry_list'
    | 'layout.unknown';
  readonly detail: string;
  readonly cure: string;
  /** Header texts that a readable ES-003 needs and this file lacks. */
  readonly missing: readonly string[];
}

export interface UnknownLayout {
  readonly kind: 'unknown';
  readonly problem: LayoutProblem;
}

const CURE_ES003 =
  'In ACE Reports open Trade > Entry Summary > ES-003 Entry Summary Line Tariff Details, run it for your filer code and load the export as CSV or XLSX.';

const unknown = (code: LayoutProblem['code'], detail: string, cure: string, missing: readonly string[] = []) =>
  ({ kind: 'unknown', problem: { code, detail, cure, missing } }) as const satisfies UnknownLayout;

interface Placement {
  readonly columnOf: Record<Es003ColumnName, number | null>;
  readonly twice: string | null;
}

function placeColumns(positions: ReadonlyMap<string, readonly number[]>): Placement {
  const columnOf = {} as Record<Es003ColumnName, number | null>;
  let twice: string | null = null;
  for (const name of ES003_COLUMN_NAMES) {
    const key = ES003_HEADER_KEYS[name].find((candidate) => positions.has(candidate));
    const found = key === undefined ? undefined : positions.get(key);
    columnOf[name] = found?.[0] ?? null;
    if (found && found.length > 1) twice ??= ES003_COLUMNS[name].header;
  }
  return { columnOf, twice };
}

/** Columns that only ACE's extended layout has (headers as seen in real exports). */
const EXTENDED_MARKERS = [
  'Importation Date',
  'Filer Name',
  'Column 1 Current Primary Duty Rate',
  'Line Post Summary Correction Indicator',
].map(headerKey);

function layoutOf(
  columnOf: Es003Layout['columnOf'],
  positions: ReadonlyMap<string, readonly number[]>,
): Es003LayoutName {
  if (columnOf.liquidationDate !== null && columnOf.liquidationStatus !== null) return 'broker';
  const extras = ['liquidationDate', 'liquidationStatus', 'reconciliation', 'protestNumber', 'importerName'] as const;
  if (EXTENDED_MARKERS.some((key) => positions.has(key))) return 'extended';
  return extras.every((name) => columnOf[name] === null) ? 'default' : 'custom';
}

function explainUnreadable(
  keys: ReadonlyMap<string, readonly number[]>,
  columnOf: Placement['columnOf'],
  missing: readonly string[],
): UnknownLayout {
  if (keys.has('claimnumber') && columnOf.entryNumber !== null) {
    return unknown(
      'layout.claim_details',
      'This is a CAPE Claim Details file, not an ES-003 report.',
      `Results of a CAPE declaration are not read on this page yet. ${CURE_ES003}`,
      missing,
    );
  }
  const found = ES003_COLUMN_NAMES.filter((name) => columnOf[name] !== null);
  if (found.length === 1 && columnOf.entryNumber !== null && keys.size === 1) {
    return unknown(
      'layout.entry_list',
      'This is a plain list of entry numbers: it says neither whose entries they are nor what duty was paid.',
      CURE_ES003,
      missing,
    );
  }
  // One column by accident ("Entry Date") does not make a file an ES-003; two are a report that lost a column.
  if (found.length < 2) {
    return unknown('layout.unknown', 'No row has the headers of an ES-003 report.', CURE_ES003, missing);
  }
  return unknown(
    'layout.columns_missing',
    `This looks like an ES-003 report, but it lacks: ${missing.join(', ')}.`,
    'Add the missing columns in ACE Reports and run the report again, or tell us which of your columns they are.',
    missing,
  );
}

/** Where each header stands, by its key; headers without letters or digits stand nowhere. */
export function positionsOf(headers: readonly string[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  headers.forEach((header, index) => {
    const key = headerKey(header);
    if (key === '') return;
    const known = positions.get(key);
    if (known) known.push(index);
    else positions.set(key, [index]);
  });
  return positions;
}

/** The layout of a file whose columns are placed, with what it says and lacks. */
export function layoutWith(
  headers: readonly string[],
  columnOf: Es003Layout['columnOf'],
  layout: Es003LayoutName,
): Es003Layout {
  const used = new Set(ES003_COLUMN_NAMES.map((name) => columnOf[name]));
  const missing = ES003_COLUMN_NAMES.filter((name) => columnOf[name] === null);
  return {
    kind: 'es003',
    layout,
    columnOf,
    headers: headers.map(shownValue),
    serialEpoch: 1900,
    has: {
      liquidationDate: columnOf.liquidationDate !== null,
      liquidationStatus: columnOf.liquidationStatus !== null,
      reconciliation: columnOf.reconciliation !== null,
      protest: columnOf.protestNumber !== null || columnOf.protestStatus !== null,
      importerName: columnOf.importerName !== null,
    },
    unknownHeaders: headers.filter((header, index) => headerKey(header) !== '' && !used.has(index)),
    missing,
    missingAdvice: adviseColumns(new Set(missing)),
  };
}

/**
 * Recognises an ES-003 by its header row: any column order, extra columns ignored, case and punctuation of headers
 * ignored. A used header that stands twice, a missing required column or another kind of file is an answer with a cure.
 */
export function recogniseEs003(headers: readonly string[]): Es003Layout | UnknownLayout {
  const positions = positionsOf(headers);
  if (positions.size === 0) return unknown('layout.empty', 'The file has no header row.', CURE_ES003);

  const { columnOf, twice } = placeColumns(positions);
  const missing = ES003_COLUMN_NAMES.filter((name) => ES003_COLUMNS[name].required && columnOf[name] === null).map(
    (name) => ES003_COLUMNS[name].header,
  );
  if (missing.length > 0) return explainUnreadable(positions, columnOf, missing);
  if (twice !== null) {
    return unknown(
      'layout.column_twice',
      `The column ${twice} stands twice in this file, so it is not clear which one holds.`,
      'Delete the column that is wrong or rename it, and load the file again.',
    );
  }
  return layoutWith(headers, columnOf, layoutOf(columnOf, positions));
}
