import type { PlainDate } from '../calendar/plain-date.ts';
import { computeDeadlines } from '../deadlines/compute-deadlines.ts';
import { parseLiquidationStatus, startsClock } from '../liquidation/report-status.ts';
import { sumIeepaDutyCents } from './hts.ts';
import { type Es003Row, readEs003Row } from './read-es003-row.ts';
import { recogniseEs003 } from './recognise-es003.ts';

/** Splits the sample files of the tests: quotes and CRLF, nothing more. The product reads CSV elsewhere. */
export function splitSampleCsv(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}

export interface ExpectedDeadline {
  readonly kind: string;
  readonly lastDay: string;
  readonly safeDay: string;
  readonly fileBy: string;
  readonly practiceRollDay: string | null;
}

export interface ExpectedEntry {
  readonly importerNumber: string;
  readonly entryType: string | null;
  readonly entryDate: string | null;
  readonly ieepaDutyCents: number;
  readonly liquidationStatus: string | null;
  readonly liquidationDate: string | null;
  readonly reconciliationFlagged: boolean | null;
  readonly deadlines: readonly ExpectedDeadline[];
}

/** The shape of the samples' `expected.json`. */
export interface ExpectedReport {
  readonly entries: number;
  readonly rows: number;
  readonly importers: number;
  readonly ieepaDutyCents: number;
  readonly byEntry: Readonly<Record<string, ExpectedEntry>>;
}

function deadlinesOf(entry: Es003Row, liquidatedOn: PlainDate | null): ExpectedDeadline[] {
  if (liquidatedOn === null) return [];
  const { entryType, entryDate } = entry;
  return computeDeadlines({ liquidatedOn, entryType, entryDate }).map(
    ({ kind, lastDay, safeDay, fileBy, practiceRollDay }) => ({ kind, lastDay, safeDay, fileBy, practiceRollDay }),
  );
}

function entryOf(rows: readonly Es003Row[], first: Es003Row): ExpectedEntry {
  const status = parseLiquidationStatus(first.liquidationStatusText);
  const liquidationDate = status !== null && startsClock(status) ? first.liquidationDate : null;
  return {
    importerNumber: first.importerNumber,
    entryType: first.entryType,
    entryDate: first.entryDate,
    ieepaDutyCents: sumIeepaDutyCents(rows),
    liquidationStatus: first.liquidationStatusText,
    liquidationDate,
    reconciliationFlagged: first.reconciliationFlagged,
    deadlines: deadlinesOf(first, liquidationDate),
  };
}

/** Reads a whole sample into the shape of `expected.json`; throws at the first row that cannot be read. */
export function summariseReport(table: readonly string[][]): ExpectedReport {
  const [headers = [], ...lines] = table;
  const layout = recogniseEs003(headers);
  if (layout.kind !== 'es003') throw new Error(layout.problem.detail);
  const byEntryRows = new Map<string, Es003Row[]>();
  lines.forEach((cells, index) => {
    const result = readEs003Row(layout, cells, index + 2);
    if (result.row === null) throw new Error(JSON.stringify(result.issues));
    const rows = byEntryRows.get(result.row.entryNumber);
    if (rows) rows.push(result.row);
    else byEntryRows.set(result.row.entryNumber, [result.row]);
  });
  const byEntry: Record<string, ExpectedEntry> = {};
  for (const [entryNumber, rows] of byEntryRows) {
    const [first] = rows;
    if (first) byEntry[entryNumber] = entryOf(rows, first);
  }
  const entries = Object.values(byEntry);
  return {
    entries: entries.length,
    rows: lines.length,
    importers: new Set(entries.map((entry) => entry.importerNumber)).size,
    ieepaDutyCents: entries.reduce((sum, entry) => sum + entry.ieepaDutyCents, 0),
    byEntry,
  };
}
