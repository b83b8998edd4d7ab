import {
  type RawWorkbook,
  rawWorkbook,
  rowsXml,
  workbookOf,
  workbookParts,
} from '../../../../../../tests/support/workbook.ts';
import { zipOf } from '../../../../../../tests/support/zip.ts';
import { reportOf } from '../reports.ts';
import {
  CURES,
  type ExpectedIssue,
  type HostileFile,
  heldBack,
  ONE,
  readPlainly,
  refused,
  TWO,
} from './hostile-file.ts';

const SHEET = 'Main Report';
const TABLE = reportOf([{ entry: ONE }, { entry: TWO }])
  .trimEnd()
  .split('\r\n')
  .map((line) => line.split(','));
/** A sheet of two entries, the first in row 2. */
const ROWS = rowsXml(TABLE);
const PARAMETERS = [['FOR OFFICIAL USE ONLY'], ['Report Parameters:']];
const LIQUIDATION = 'Liquidation Date';

/** The first cell with this text is written otherwise. */
const withCell = (text: string, xml: string): string =>
  ROWS.replace(`<c t="inlineStr"><is><t>${text}</t></is></c>`, xml);
const sheet = (xml: string, more: Partial<RawWorkbook> = {}): Buffer =>
  rawWorkbook({ sheets: { [SHEET]: xml }, ...more });
const parts = workbookParts({ sheets: { [SHEET]: ROWS } });

const notRead = (value: string): ExpectedIssue => ({
  row: null,
  column: null,
  code: 'report.sheet_not_read',
  severity: 'warning',
  value,
  cure: 'If it holds other entries, load it as a file of its own.',
});

/** Workbooks as people have them, read all the same. */
const READ: readonly HostileFile[] = [
  readPlainly('another sheet before the report', () => workbookOf({ Parameters: PARAMETERS, 'Sheet 3': TABLE })),
  readPlainly('a hidden sheet', () => sheet(ROWS, { sheetAttributes: 'state="veryHidden"' })),
  readPlainly('two sheets of the report’s name', () => workbookOf({ Copy: TABLE, ' main report ': TABLE }), [
    notRead('Copy'),
  ]),
  readPlainly('formulas that have been computed', () =>
    sheet(withCell('02/06/2026', '<c t="str"><f>B1</f><v>02/06/2026</v></c>')),
  ),
  readPlainly('days that count from 1904', () =>
    sheet(ROWS.replaceAll('<c t="inlineStr"><is><t>02/06/2026</t></is></c>', '<c s="1"><v>44597</v></c>'), {
      properties: 'date1904="1"',
    }),
  ),
  readPlainly('the noise of binary numbers', () => sheet(withCell('$100.00', '<c><v>100.00000000000001</v></c>'))),
  readPlainly('coloured cells out to the last column', () =>
    sheet(ROWS.replaceAll('</row>', '<c r="XFD2" s="1"/></row>')),
  ),
];

const rowTwo = { entry: ONE } as const;
const CELLS: readonly HostileFile[] = [
  {
    ...heldBack('a formula that nobody has computed', rowTwo, LIQUIDATION, 'date.unreadable', '=TODAY()'),
    bytes: () => sheet(withCell('02/06/2026', '<c><f>TODAY()</f></c>')),
  },
  {
    ...heldBack('a day that no calendar has', rowTwo, LIQUIDATION, 'date.unreadable', '9999999'),
    bytes: () => sheet(withCell('02/06/2026', '<c s="1"><v>9999999</v></c>')),
  },
  {
    ...heldBack('an error value for a duty', rowTwo, 'Line Tariff Duty Amount', 'money.unreadable', '#N/A'),
    bytes: () => sheet(withCell('$100.00', '<c t="e"><v>#N/A</v></c>')),
  },
];

/** A workbook that says two things at once, or that only an attacker writes. */
function damaged(name: string, bytes: () => Buffer, says: string, row?: number, column?: string): HostileFile {
  const place = { ...(row !== undefined && { row }), ...(column !== undefined && { column }) };
  return refused(name, bytes, { code: 'file.damaged', ...place, says, cure: CURES.exportAgain });
}

const lying = (lies: NonNullable<(typeof parts)[number]['lies']>) => () =>
  zipOf(parts.map((part) => (part.name === 'xl/s0.xml' ? { ...part, lies } : part)));

const DAMAGED: readonly HostileFile[] = [
  damaged('a flipped bit', lying({ crc32: 1 }), 'checksum of its part xl/s0.xml'),
  damaged('a part that unzips to more than it says', lying({ unzippedBytes: 100 }), 'too many bytes'),
  damaged('a part under a password', lying({ flags: 1 }), 'protected by a password'),
  damaged('a part that is packed in an unknown way', lying({ method: 99 }), 'unsupported compression method'),
  damaged(
    'a part that names a folder outside',
    () => zipOf([{ name: '../../etc/cron.d/x', bytes: '' }, ...parts]),
    'invalid relative path',
  ),
  damaged('a part that is there twice', () => zipOf([...parts, ...parts]), 'twice'),
  damaged('rows out of order', () => sheet(ROWS.replaceAll('<row>', '<row r="2">')), 'behind row 2', 2),
  damaged('a row beyond the last row', () => sheet(`${ROWS}<row r="1048577"><c><v>1</v></c></row>`), '"1048577"', 3),
  damaged('a row number beyond all integers', () => sheet(`${ROWS}<row r="1e99"><c><v>1</v></c></row>`), '"1e99"', 3),
  damaged('one cell twice', () => sheet(ROWS.replaceAll('</row>', '<c r="A2"><v>7</v></c></row>')), 'cell A1', 1, 'A'),
  damaged('a cell in no column', () => sheet(ROWS.replaceAll('</row>', '<c r="7"><v>7</v></c></row>')), 'no column', 1),
  damaged(
    'a text that is not in the workbook',
    () => sheet(withCell('$100.00', '<c t="s"><v>5</v></c>'), { strings: '' }),
    'names a text',
    2,
    'O',
  ),
  damaged(
    'text that is not UTF-8',
    () =>
      zipOf(
        parts.map((part) => ({
          ...part,
          bytes: Buffer.from(String(part.bytes).replaceAll('Finch', 'F\xfcnch'), 'latin1'),
        })),
      ),
    'not UTF-8',
  ),
  damaged(
    'entities that laugh a billion times',
    () => sheet(ROWS, { prologue: `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]>` }),
    'document type',
  ),
  damaged(
    'an entity that reads a file of ours',
    () =>
      sheet(withCell('$100.00', '<c t="str"><v>&x;</v></c>'), {
        prologue: '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      }),
    'document type',
  ),
  damaged('a sheet that ends in the middle', () => sheet(`${ROWS}<row><c>`), 'unexpected close tag'),
  damaged('two sheets of one part', () => sheet(ROWS, { sheetAttributes: '/><sheet name="b" r:id="r0"' }), 'one part'),
  refused(
    'a text in the last column of a sheet',
    () => sheet(ROWS.replaceAll('</row>', '<c r="XFD2"><v>7</v></c></row>')),
    {
      code: 'file.too_wide',
      row: 1,
      column: 'XFD',
      says: 'Row 1 has more than 1000 columns.',
      cure: CURES.takeOut,
    },
  ),
  refused(
    'a reference of 100,000 letters',
    () => sheet(ROWS.replaceAll('</row>', `<c r="${'A'.repeat(100_000)}"><v>7</v></c></row>`)),
    {
      code: 'file.too_wide',
      row: 1,
      column: 'AAAA',
      says: 'Row 1 has more than 1000 columns.',
      cure: CURES.takeOut,
    },
  ),
  refused('a sheet without a row', () => sheet(''), {
    code: 'layout.empty',
    says: 'no row',
    cure: CURES.runAgain,
  }),
];

export const HOSTILE_WORKBOOKS: readonly HostileFile[] = [...READ, ...CELLS, ...DAMAGED];
