import { createDatabase, type Database } from '@capeline/db';
import { DEFAULT_LIMITS } from '@capeline/tabular';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type WorkbookCell, workbookOf } from '../../../../tests/support/workbook.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { expectedOf, storedFacts } from './test-support/facts.ts';
import { findImport, importReport, issuesOf, sample } from './test-support/reports.ts';
import {
  serialOf,
  shuffled,
  splitSample,
  type Table,
  textOf,
  withExtraColumns,
  withIsoDates,
  withOtherHeaders,
  withPlainAmounts,
  withPreamble,
  withSerialDates,
  withWrappers,
} from './test-support/variations.ts';

let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const PARAMETERS = [['FOR OFFICIAL USE ONLY'], ['Report Parameters:'], ['Entry Date (Begin)', '01/01/2025']];

/** Cells with the types that ACE's own workbook has: dates and amounts as numbers, everything else as text. */
function typed(table: Table, date: (serial: number) => WorkbookCell): WorkbookCell[][] {
  return table.map((cells) =>
    cells.map((text) => {
      const serial = serialOf(text);
      if (serial !== null) return date(serial);
      return /^\$[\d,]+\.\d\d$/.test(text) ? Number(text.replace(/[$,]/g, '')) : text;
    }),
  );
}

const VARIATIONS: Readonly<Record<string, (table: Table) => Buffer>> = {
  'UTF-8 with a byte order mark': (table) => Buffer.from(`\uFEFF${textOf(table)}`),
  'UTF-16, little end first': (table) => utf16(textOf(table)),
  'UTF-16, big end first': (table) => utf16(textOf(table)).swap16(),
  'UTF-16 without a mark': (table) => Buffer.from(textOf(table), 'utf16le'),
  'Windows-1252': (table) => Buffer.from(textOf(withExtraColumns(table)), 'latin1'),
  semicolons: (table) => Buffer.from(textOf(table, ';')),
  tabs: (table) => Buffer.from(textOf(table, '\t')),
  'lone carriage returns': (table) => Buffer.from(textOf(table, ',', '\r')),
  'lines above the header': (table) => Buffer.from(textOf(withPreamble(table))),
  'another order of columns': (table) => Buffer.from(textOf(shuffled(table))),
  'columns of the broker’s own': (table) => Buffer.from(textOf(withExtraColumns(table))),
  'other known headers': (table) => Buffer.from(textOf(withOtherHeaders(table))),
  'ISO dates': (table) => Buffer.from(textOf(withIsoDates(table))),
  'day numbers for dates': (table) => Buffer.from(textOf(withSerialDates(table))),
  'plain amounts': (table) => Buffer.from(textOf(withPlainAmounts(table))),
  'wrapped numbers': (table) => Buffer.from(textOf(withWrappers(table))),
  'a workbook of texts': (table) => workbookOf({ Parameters: PARAMETERS, 'Main Report': table }),
  'a workbook with true dates and numbers': (table) =>
    workbookOf({ 'Main Report': typed(table, (dateSerial) => ({ dateSerial })), Parameters: PARAMETERS }),
  'a workbook with dates formatted as numbers': (table) =>
    workbookOf({ Parameters: PARAMETERS, 'Main Report': typed(table, (serial) => serial) }),
  'a workbook whose only fitting sheet has another name': (table) =>
    workbookOf({ 'Entry Count': [['Entries', 'Rows']], 'Sheet 3': withPreamble(table), Parameters: PARAMETERS }),
  'everything at once': (table) => {
    const changed = withWrappers(
      withPlainAmounts(withSerialDates(withExtraColumns(shuffled(withOtherHeaders(table))))),
    );
    return utf16(textOf(withPreamble(changed), ';'));
  },
  'everything at once, in a workbook': (table) => {
    const changed = withWrappers(withPlainAmounts(withIsoDates(withExtraColumns(shuffled(table)))));
    return workbookOf({ Parameters: PARAMETERS, Notes: [['n/a']], 'Main Report': withPreamble(changed) });
  },
};

const ONCE = ['everything at once', 'everything at once, in a workbook'];
const CASES = [
  ...Object.keys(VARIATIONS).map((name) => ['es003-broker-layout', name] as const),
  ...ONCE.map((name) => ['es003-default-layout', name] as const),
];

describe('the sample reports as people export them', () => {
  it.each(CASES)('%s gives the same facts with %s', async (name, variation) => {
    const { organizationId } = await makeFirm(database);
    const bytes = VARIATIONS[variation]?.(splitSample(await sample(`${name}.csv`))) ?? '';
    const outcome = await importReport(database, organizationId, bytes);
    expect(outcome).toMatchObject({ status: 'committed', counts: { rowsRejected: 0 } });
    const layout = name === 'es003-broker-layout' ? 'broker' : 'default';
    expect(await findImport(database, organizationId, outcome.importId)).toMatchObject({ layout });
    expect(await storedFacts(database, organizationId)).toEqual(await expectedOf(`${name}.expected.json`));
    const issues = await issuesOf(database, organizationId);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const perColumn = issues.filter(({ code }) => code === 'date.serial_number').map((issue) => issue.column_name);
    expect(new Set(perColumn).size).toBe(perColumn.length);
  });
});

describe('what is not guessed', () => {
  it('leaves out the rows of an entry whose zeros are lost, asks about it, and reads the rest', async () => {
    const { organizationId } = await makeFirm(database);
    const text = (await sample('es003-default-layout.csv')).toString('utf8').replaceAll('00227203866', '227203866');
    const rows = text.split('\n').filter((line) => line.startsWith('227203866')).length;
    const outcome = await importReport(database, organizationId, text);
    expect(outcome).toMatchObject({ status: 'committed', counts: { rowsRejected: rows, entriesCreated: 24 } });
    const issues = await issuesOf(database, organizationId);
    expect(issues.filter(({ code }) => code === 'entry_number.leading_zeros_lost')).toHaveLength(rows);
  });

  it('tells of a second sheet that looks like a report instead of reading or dropping it silently', async () => {
    const { organizationId } = await makeFirm(database);
    const table = splitSample(await sample('es003-default-layout.csv'));
    const bytes = workbookOf({ 'Main Report (2)': table.slice(0, 5), 'Main Report': table });
    expect(await importReport(database, organizationId, bytes)).toMatchObject({ counts: { rowsRead: 144 } });
    const issues = await issuesOf(database, organizationId);
    expect(issues.map(({ code }) => code)).toContain('report.sheet_not_read');
  });
});

describe('the bounds of a file', () => {
  const ROWS = 1_000_000;
  /** `CAPELINE_MAX_UPLOAD_MB` unless somebody sets it. */
  const UPLOAD_BYTES = 200 * 1024 * 1024;

  it('leave room for a million rows of the broker’s layout, as text and as a workbook', async () => {
    const bytes = await sample('es003-broker-layout.csv');
    const rows = bytes.toString('utf8').trimEnd().split('\n').length - 1;
    expect((bytes.length / rows) * ROWS).toBeLessThan(UPLOAD_BYTES);
    // Every cell of a workbook carries its place, style and type around its value.
    const sheetBytesPerCell = 45;
    const cellsPerRow = 27;
    expect(ROWS * cellsPerRow * sheetBytesPerCell).toBeLessThan(DEFAULT_LIMITS.unzippedBytes);
    const entries = ROWS / 5;
    const differentTexts = entries + 50_000;
    const costOfText = 12 + 16;
    expect(differentTexts * costOfText).toBeLessThan(DEFAULT_LIMITS.sharedStringCharacters);
  });
});
