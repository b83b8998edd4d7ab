import { rawWorkbook, rowsXml, workbookParts } from '../../../../../../tests/support/workbook.ts';
import { zipOf } from '../../../../../../tests/support/zip.ts';
import { entryNumber, reportOf } from '../reports.ts';
import { CURES, cellIssue, type HostileFile, ONE, refused, TWO, UNTOUCHED, WHOLE } from './hostile-file.ts';

const MEGA = 1024 * 1024;
const SHEET = 'Main Report';
const BOTH = reportOf([{ entry: ONE }, { entry: TWO }]);
const TABLE = BOTH.trimEnd()
  .split('\r\n')
  .map((line) => line.split(','));
const ROWS = rowsXml(TABLE);
const sheet = (xml: string): Buffer => rawWorkbook({ sheets: { [SHEET]: xml } });
const damaged = (says: string) => ({ code: 'file.damaged', says, cure: CURES.exportAgain });
const bomb = {
  code: 'file.unzipped_too_large',
  says: 'unzips to far more than a report holds',
  cure: 'Export the report again; for very large reports export CSV or split it by date.',
};

/** Lines and columns without end. */
const WIDE: readonly HostileFile[] = [
  refused('a line of 10 MB', () => `${BOTH}${'x'.repeat(10 * MEGA)}`, {
    code: 'file.row_too_long',
    row: 4,
    says: 'longer than 1000000 characters',
    cure: CURES.quote,
  }),
  refused('10 MB behind a quotation mark', () => `${BOTH}"${'x\r\n'.repeat(3 * MEGA)}`, {
    code: 'file.row_too_long',
    row: 4,
    says: 'A quotation mark that is not closed may be the reason.',
    cure: CURES.quote,
  }),
  refused('10,000 columns', () => `${TABLE[0]?.join(',')}${',more'.repeat(10_000)}\r\n`, {
    code: 'file.too_wide',
    row: 1,
    says: 'at most 1000 are read',
    cure: 'Take out the columns that the report does not need and load the file again.',
  }),
  refused('10,000 columns of a workbook', () => sheet(ROWS + rowsXml([Array(10_000).fill('more')])), {
    code: 'file.too_wide',
    row: 4,
    column: 'ALM',
    says: 'more than 1000 columns',
    cure: CURES.takeOut,
  }),
  refused(
    'a row of a workbook that is 30 MB long',
    () => sheet(ROWS + rowsXml([Array(999).fill('x'.repeat(32_000))])),
    {
      code: 'file.row_too_long',
      row: 4,
      column: 'AF',
      says: 'longer than 1000000 characters',
      cure: CURES.takeOut,
    },
  ),
  {
    name: 'headers of 32,000 characters over 11,000 unreadable rows',
    bytes: () =>
      reportOf([{ entry: TWO }, ...Array.from({ length: 11_000 }, () => ({ entry: ONE, date: 'soon' }))]).replace(
        'Liquidation Date',
        `Liquidation Date${'.'.repeat(32_000)}`,
      ),
    answer: {
      status: 'committed',
      rowsRead: 11_001,
      rowsAccepted: 1,
      issues: [
        ...Array.from({ length: 9999 }, (_, at) =>
          cellIssue(at + 3, `Liquidation Date${'.'.repeat(104)}`, 'date.unreadable', 'soon'),
        ),
        {
          row: null,
          column: null,
          code: 'issues.more',
          severity: 'warning',
          value: '1001',
          cure: 'Correct what is listed and load the report again.',
        },
      ],
      entries: { [ONE]: ['date.unreadable', null, null], ...UNTOUCHED },
    },
  },
];

/** Small to send, huge once it is opened. */
const BOMBS: readonly HostileFile[] = [
  refused('a workbook that unzips 1,000 to 1', () => sheet(ROWS + ' '.repeat(70 * MEGA)), bomb),
  refused(
    'a workbook that says it unzips to 4 GB',
    () =>
      zipOf(
        workbookParts({ sheets: { [SHEET]: ROWS } }).map((part) => ({ ...part, lies: { unzippedBytes: 0xfffffffe } })),
      ),
    bomb,
  ),
  refused(
    '10,001 parts',
    () => zipOf(Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}`, bytes: '' }))),
    damaged('too many parts'),
  ),
  refused(
    '4,000 parts with names of 5,000 characters',
    () => zipOf(Array.from({ length: 4000 }, (_, at) => ({ name: `${at}`.padEnd(5000, 'x'), bytes: '' }))),
    damaged('directory is too large'),
  ),
  refused('elements 3,000,000 levels deep', () => sheet(ROWS + '<a>'.repeat(3_000_000)), damaged('64 levels deep')),
  refused(
    'an attribute of 50 MB',
    () => sheet(`${ROWS}<row x="${'y'.repeat(50 * MEGA)}"/>`),
    damaged('goes on without end'),
  ),
  refused(
    'a document type of 50 MB',
    () =>
      rawWorkbook({ sheets: { [SHEET]: ROWS }, prologue: `<!DOCTYPE x [${'<!ENTITY a "ha">'.repeat(3_000_000)}]>` }),
    damaged('goes on without end'),
  ),
  refused(
    '1,000,000 cell styles',
    () =>
      rawWorkbook({
        sheets: { [SHEET]: ROWS },
        styles: `<styleSheet><cellXfs>${'<xf/>'.repeat(1_000_000)}</cellXfs></styleSheet>`,
      }),
    damaged('more cell styles'),
  ),
  refused(
    'a part of 20 MB where a list of styles belongs',
    () => rawWorkbook({ sheets: { [SHEET]: ROWS }, styles: `<styleSheet>${'<font/>'.repeat(3_000_000)}</styleSheet>` }),
    damaged('list of sheets or styles'),
  ),
  refused(
    '5,000,000 shared texts',
    () => rawWorkbook({ sheets: { [SHEET]: ROWS }, strings: '<si/>'.repeat(5_000_000) }),
    {
      code: 'file.unzipped_too_large',
      says: 'more different texts than can be read at once',
      cure: 'Export the report as CSV and load that file.',
    },
  ),
];

const LENGTH = 200_000;
const LINES_PER_ENTRY = 100;
const BAD_ROW = 123_456;
const lastEntries = LENGTH / LINES_PER_ENTRY;
const badEntry = Math.floor((BAD_ROW - 2) / LINES_PER_ENTRY);

/** Long files that are mostly or wholly good. */
const LONG: readonly HostileFile[] = [
  {
    name: '200,000 rows with a bad one among them',
    bytes: () =>
      reportOf(
        Array.from({ length: LENGTH }, (_, at) => ({
          entry: entryNumber(Math.floor(at / LINES_PER_ENTRY)),
          line: String((at % LINES_PER_ENTRY) + 1),
          ...(at + 2 === BAD_ROW && { duty: 'a lot' }),
        })),
      ),
    answer: {
      status: 'committed',
      rowsRead: LENGTH,
      rowsAccepted: LENGTH - LINES_PER_ENTRY,
      issues: [cellIssue(BAD_ROW, 'Line Tariff Duty Amount', 'money.unreadable', 'a lot')],
      entries: Object.fromEntries(
        Array.from({ length: lastEntries }, (_, at) => [
          entryNumber(at),
          at === badEntry ? ['money.unreadable', null, '2026-02-06'] : [null, 10_000 * LINES_PER_ENTRY, '2026-02-06'],
        ]),
      ),
    },
  },
  ...[
    ['1,000,000 coloured empty rows', '<row><c s="1"/></row>'.repeat(1_000_000)],
    ['1,000,000 rows without a cell', '<row/>'.repeat(1_000_000)],
  ].map(
    ([name = '', rows]): HostileFile => ({
      name,
      bytes: () => sheet(`${ROWS}${rows}`),
      answer: {
        status: 'committed',
        rowsRead: 2,
        rowsAccepted: 2,
        issues: [],
        entries: { [ONE]: WHOLE, ...UNTOUCHED },
      },
    }),
  ),
  {
    name: '2,000,000 blank lines',
    bytes: () => `${BOTH}${'\r\n'.repeat(2_000_000)}`,
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 2,
      issues: [],
      entries: { [ONE]: WHOLE, ...UNTOUCHED },
    },
  },
];

/** Files that would fill the memory of whoever reads them carelessly. */
export const LARGE_FILES: readonly HostileFile[] = [...LONG, ...WIDE, ...BOMBS];
