import { reportOf } from '../reports.ts';
import {
  besideGood,
  CURES,
  cellIssue,
  type HostileFile,
  ONE,
  readPlainly,
  refused,
  TWO,
  UNTOUCHED,
  WHOLE,
} from './hostile-file.ts';

const BOTH = reportOf([{ entry: ONE }, { entry: TWO }]);
const LINES = BOTH.trimEnd().split('\r\n');
const [HEADER = '', FIRST = '', SECOND = ''] = LINES;
const NAME = 'Sable & Finch Apparel';
const UMLAUT = BOTH.replaceAll(NAME, 'Müller & Söhne');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const cells = (line: string): string[] => line.split(',');
/** The same change in every line. */
const eachLine = (change: (line: string[], row: number) => string[]): string =>
  LINES.map((line, row) => `${change(cells(line), row).join(',')}\r\n`).join('');

/** Bytes that are no text of one kind throughout, and lines that do not end as lines. */
const ENCODINGS: readonly HostileFile[] = [
  readPlainly('a byte order mark', () => `\uFEFF${BOTH}`),
  readPlainly('UTF-16, little end first', () => utf16(`\uFEFF${UMLAUT}`)),
  readPlainly('UTF-16, big end first, without its mark', () => utf16(BOTH).swap16()),
  readPlainly('Latin-1', () => Buffer.from(UMLAUT, 'latin1')),
  readPlainly('Windows-1252', () => Buffer.from(BOTH.replaceAll(NAME, 'Finch\x92s \x80'), 'latin1')),
  readPlainly('CR LF, LF and CR mixed', () => `${HEADER}\r${FIRST}\n${SECOND}\r\n`),
  readPlainly('no line end behind the last row', () => BOTH.trimEnd()),
  readPlainly('blank lines everywhere', () => `\r\n\n${HEADER}\r\n\r\n , ,\n${FIRST}\r\n\n\n${SECOND}\r\n\r\n`),
  refused(
    'UTF-8 and Latin-1 in one file',
    () => Buffer.concat([Buffer.from(UMLAUT), Buffer.from(SECOND.replace(NAME, 'Müller'), 'latin1')]),
    {
      code: 'file.encoding',
      row: 4,
      says: 'neither UTF-8 nor Windows-1252',
      cure: CURES.saveAsUtf8,
    },
  ),
  refused(
    'UTF-16 that loses a byte',
    () => Buffer.concat([utf16(`\uFEFF${HEADER}\r\n`), utf16(FIRST).subarray(1, -2)]),
    {
      code: 'file.encoding',
      row: 1,
      says: 'not UTF-16 throughout',
      cure: CURES.saveAsUtf8,
    },
  ),
  refused('a NUL among its first rows', () => BOTH.replace('Apparel', 'App\0arel'), {
    code: 'file.kind',
    says: 'NUL bytes',
    cure: CURES.exportAgain,
  }),
  refused('a NUL far behind its first rows', () => `${BOTH}${`${SECOND}\r\n`.repeat(997)}\0`, {
    code: 'file.encoding',
    row: 1001,
    says: 'NUL bytes; the first stands near row 1001',
    cure: CURES.saveAsUtf8,
  }),
];

const QUOTES: readonly HostileFile[] = [
  refused(
    'a quotation mark that is never closed',
    () => `${HEADER}\r\n${FIRST}\r\n${SECOND.replace('Sable', '"Sable')}`,
    {
      code: 'file.quote',
      row: 3,
      column: 'D',
      says: 'never closed',
      cure: CURES.quote,
    },
  ),
  refused('a quotation mark in the middle of a cell', () => BOTH.replace('Finch', 'Fi"nch'), {
    code: 'file.quote',
    row: 2,
    column: 'D',
    says: 'middle of a cell',
    cure: CURES.quote,
  }),
  refused('text behind a closing quotation mark', () => BOTH.replace(NAME, `"${NAME}" Inc`), {
    code: 'file.quote',
    row: 2,
    column: 'D',
    says: 'middle of a cell',
    cure: CURES.quote,
  }),
  readPlainly('line ends and doubled marks inside quotation marks', () =>
    BOTH.replaceAll(NAME, '"Sable ""&"" Finch\r\nApparel"'),
  ),
];

/** Rows that are not as wide as their header. */
const SHAPES: readonly HostileFile[] = [
  {
    name: 'an amount with a comma and no quotation marks',
    bytes: () => `${HEADER}\r\n${FIRST.replace('$100.00', '$1,100.00')}\r\n${SECOND}\r\n`,
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 1,
      issues: [cellIssue(2, null, 'row.too_long', '100.00')],
      entries: UNTOUCHED,
    },
  },
  {
    name: 'a last row that is cut off',
    bytes: () => `${HEADER}\r\n${SECOND}\r\n${FIRST.slice(0, -20)}`,
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 1,
      issues: [cellIssue(3, null, 'row.cut_off', ''), cellIssue(3, 'HTS Number - Full', 'hts.missing', '')],
      entries: { [ONE]: ['row.cut_off', null, '2026-02-06'], ...UNTOUCHED },
    },
  },
  readPlainly('another order of columns', () => eachLine((line) => line.reverse())),
  readPlainly(
    'columns and rows that nobody asked for',
    () =>
      `Title, with; all\tsigns\r\n\r\n${eachLine((line, row) => [row === 0 ? 'CLAIM' : '', ...line, row === 0 ? '' : ''])}`,
  ),
  {
    name: 'a required column that is missing',
    bytes: () => reportOf([{}], ['duty']),
    answer: {
      status: 'needs_mapping',
      code: 'layout.columns_missing',
      row: 1,
      column: 'Line Tariff Duty Amount',
      says: 'it lacks: Line Tariff Duty Amount',
      cure: 'Add the missing columns in ACE Reports and run the report again, or tell us which of your columns they are.',
    },
  },
  {
    name: 'a column that stands there twice',
    bytes: () => eachLine((line) => [...line, line.at(-1) ?? '']),
    answer: {
      status: 'needs_mapping',
      code: 'layout.column_twice',
      row: 1,
      says: 'Line Tariff Duty Amount stands twice',
      cure: 'Is it a report all the same? Then say once which of its columns holds what. If not: Delete the column that is wrong or rename it, and load the file again.',
    },
  },
  refused('a header alone', () => `${HEADER}\r\n`, {
    code: 'report.no_rows',
    row: 1,
    says: 'no data row',
    cure: CURES.runAgain,
  }),
  {
    name: 'only what ACE writes above the header',
    bytes: () => 'FOR OFFICIAL USE ONLY\r\nReport Parameters:,Entry Date (Begin)\r\n\r\n',
    answer: {
      status: 'needs_mapping',
      code: 'layout.unknown',
      row: 2,
      column: 'Entry Summary Number',
      says: 'No row has the headers',
      cure: CURES.sayOnce,
    },
  },
  refused('blank space alone', () => ' \r\n\t\r\n', {
    code: 'file.empty',
    says: 'empty',
    cure: 'Export the report again and load that file.',
  }),
  refused('rows of which none can be read', () => reportOf([{ entry: 'x' }, { duty: '?' }]), {
    code: 'report.nothing_readable',
    row: 2,
    column: 'Entry Summary Number',
    says: 'No entry of the report can be read.',
    cure: 'Compare it with ACE and correct the cell, or run the report again.',
  }),
];

/** Rows of one entry that contradict or repeat each other. */
const DOUBLES: readonly HostileFile[] = [
  {
    name: 'two rows of one entry with different dates',
    bytes: () => reportOf([{ entry: ONE }, { entry: ONE, line: '002', date: '03/06/2026' }, { entry: TWO }]),
    answer: {
      status: 'committed',
      rowsRead: 3,
      rowsAccepted: 1,
      issues: [
        {
          row: 3,
          column: 'Liquidation Date',
          code: 'entry.rows_disagree',
          severity: 'error',
          value: '2026-03-06',
          cure: 'Compare the entry with ACE and run the report again.',
        },
      ],
      entries: { [ONE]: ['entry.rows_disagree', null, '2026-02-06'], ...UNTOUCHED },
    },
  },
  {
    name: 'two rows of one entry with different importers, one of them a person',
    bytes: () => reportOf([{ entry: ONE }, { entry: ONE, line: '002', importer: '123-45-6789' }, { entry: TWO }]),
    answer: {
      status: 'committed',
      rowsRead: 3,
      rowsAccepted: 1,
      issues: [
        {
          row: 3,
          column: 'Importer Number',
          code: 'entry.rows_disagree',
          severity: 'error',
          value: '•••-••-6789',
          cure: 'Compare the entry with ACE and run the report again.',
        },
      ],
      entries: { [ONE]: ['entry.rows_disagree', null, '2026-02-06'], ...UNTOUCHED },
    },
  },
  {
    name: 'one row twice, far apart',
    bytes: () => reportOf([{ entry: ONE }, { entry: TWO }, { entry: ONE }]),
    answer: {
      status: 'committed',
      rowsRead: 3,
      rowsAccepted: 3,
      issues: [
        {
          row: 4,
          column: null,
          code: 'row.repeated',
          severity: 'warning',
          value: '2',
          cure: 'If one is a copy, the duty is too high: take out the column that doubles the rows, or run the report again.',
        },
      ],
      entries: { [ONE]: [null, 20_000, '2026-02-06'], ...UNTOUCHED },
    },
  },
];

/** A text that somebody else's program may take for more than a text; it is kept as text. */
function named(name: string, importerName: string, kept: string): HostileFile {
  return {
    name,
    bytes: () => besideGood({ entry: ONE, name: importerName, importer: '21-1702635AB' }),
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 2,
      issues: [],
      entries: { [ONE]: WHOLE, ...UNTOUCHED },
      clientNames: [NAME, kept].sort(),
    },
  };
}

const NAMES: readonly HostileFile[] = [
  named('a formula for a name', `=cmd|'/C calc'!A0`, `=cmd|'/C calc'!A0`),
  named('a tag for a name', '<script>alert(1)</script>', '<script>alert(1)</script>'),
  named('control characters in a name', 'Ra\u0007ven\u0085 Co', 'Ra ven  Co'),
  named('a name that turns the letters around', 'Raven \u202exslx.oC', 'Raven  xslx.oC'),
  named('emoji and letters from right to left', 'خليج 😀 תות', 'خليج 😀 תות'),
  {
    name: 'a name of 301 characters that ends in half an emoji',
    bytes: () => besideGood({ entry: ONE, name: `${'x'.repeat(299)}😀`, importer: '21-1702635AB' }),
    answer: {
      status: 'committed',
      rowsRead: 2,
      rowsAccepted: 2,
      issues: [cellIssue(2, 'Importer Name', 'text.cut', 'x'.repeat(120))],
      entries: { [ONE]: WHOLE, ...UNTOUCHED },
      clientNames: [NAME, 'x'.repeat(299)],
    },
  },
  {
    name: 'half an emoji where a sample of its columns is cut',
    bytes: () => `Colour,Size\r\n${'y'.repeat(59)}😀,3\r\n`,
    answer: {
      status: 'needs_mapping',
      code: 'layout.unknown',
      row: 1,
      column: 'Entry Summary Number',
      says: 'No row has the headers',
      cure: CURES.sayOnce,
    },
  },
];

export const HOSTILE_TEXTS: readonly HostileFile[] = [...ENCODINGS, ...QUOTES, ...SHAPES, ...DOUBLES, ...NAMES];
