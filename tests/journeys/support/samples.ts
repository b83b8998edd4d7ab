/** The sample exports and what must come out of them, compared through the public API. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { ROOT } from './running-system.ts';

const FOLDER = join(ROOT, 'packages/domain/samples');

export type ExpectedClock = {
  kind: string;
  lastDay: string;
  safeDay: string;
  fileBy: string;
  practiceRollDay: string | null;
};
export type ExpectedEntry = {
  importerNumber: string;
  entryType: string;
  entryDate: string;
  ieepaDutyCents: number;
  liquidationStatus: string | null;
  liquidationDate: string | null;
  reconciliationFlagged: boolean | null;
  deadlines: ExpectedClock[];
};
export type Expected = {
  entries: number;
  rows: number;
  importers: number;
  ieepaDutyCents: number;
  byEntry: Record<string, ExpectedEntry>;
};

/** Every ES-003 of the samples with its expected answer. */
export const ES003_SAMPLES = [
  { file: 'es003-broker-layout.csv', expected: 'es003-broker-layout.expected.json' },
  { file: 'es003-broker-layout.xlsx', expected: 'es003-broker-layout.expected.json' },
  { file: 'es003-default-layout.csv', expected: 'es003-default-layout.expected.json' },
] as const;

export const samplePath = (file: string): string => join(FOLDER, file);
export const sampleBytes = (file: string): Buffer<ArrayBuffer> => Buffer.from(readFileSync(samplePath(file)));
export const expectedOf = (file: string): Expected => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Expected;

type ApiDeadline = ExpectedClock & { status: string };
export type ApiEntry = {
  entryNumber: string;
  importerNumber: string | null;
  entryType: string | null;
  entryDate: string | null;
  ieepaDutyCents: number | null;
  liquidation: { status: string; date: string | null };
  reconciliation: { flagged: boolean | null; type09OnFile: boolean | null };
  deadlines: ApiDeadline[];
};

/** Reads all pages of a list. */
export async function readAll<Item>(base: string, path: string, headers: Record<string, string>): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  do {
    const address: string = `${base}${path}${path.includes('?') ? '&' : '?'}limit=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await fetch(address, { headers });
    expect({ address, status: answer.status }).toEqual({ address, status: 200 });
    const page = (await answer.json()) as { data: Item[]; nextCursor: string | null };
    all.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

const STATUS: Record<string, string> = { Liquidated: 'liquidated', Unliquidated: 'unliquidated', Extended: 'extended' };
/** A date beside "Unliquidated" is a scheduled one, which the API calls by that name. */
function statusAsExpected(entry: ApiEntry, expected: ExpectedEntry): string | null {
  if (expected.liquidationStatus === null)
    return entry.liquidation.status === 'unknown' ? null : entry.liquidation.status;
  const known = STATUS[expected.liquidationStatus];
  const matches =
    entry.liquidation.status === known || (known === 'unliquidated' && entry.liquidation.status === 'scheduled');
  return matches ? expected.liquidationStatus : entry.liquidation.status;
}

const ORDER = ['cape_window', 'voluntary_reliquidation', 'protest'];

/** Brings what the API says of an entry into the shape of the expected file, so that one comparison shows every difference. */
function asExpected(entry: ApiEntry, expected: ExpectedEntry): ExpectedEntry {
  return {
    importerNumber: entry.importerNumber ?? '',
    entryType: entry.entryType ?? '',
    entryDate: entry.entryDate ?? '',
    ieepaDutyCents: entry.ieepaDutyCents ?? Number.NaN,
    liquidationStatus: statusAsExpected(entry, expected),
    liquidationDate: entry.liquidation.date,
    reconciliationFlagged: entry.reconciliation.flagged,
    deadlines: [...entry.deadlines]
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
      .map(({ kind, lastDay, safeDay, fileBy, practiceRollDay }) => ({
        kind,
        lastDay,
        safeDay,
        fileBy,
        practiceRollDay,
      })),
  };
}

/** Asserts that the firm behind these headers holds exactly the entries of one expected file. */
export async function expectExactly(base: string, headers: Record<string, string>, expected: Expected): Promise<void> {
  const entries = await readAll<ApiEntry>(base, '/api/v1/entries', headers);
  const seen = Object.fromEntries(
    entries.map((entry) => {
      const want = expected.byEntry[entry.entryNumber];
      if (want === undefined) throw new Error(`entry ${entry.entryNumber} is not expected`);
      return [entry.entryNumber, asExpected(entry, want)];
    }),
  );
  expect(seen).toEqual(expected.byEntry);
  expect(entries.length).toBe(expected.entries);
  expect(new Set(entries.map((entry) => entry.importerNumber)).size).toBe(expected.importers);
  expect(entries.reduce((sum, entry) => sum + (entry.ieepaDutyCents ?? 0), 0)).toBe(expected.ieepaDutyCents);
  for (const entry of entries) expect(entry.reconciliation.type09OnFile).toBeNull();
}
