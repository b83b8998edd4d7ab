import {
  ES003_COLUMN_NAMES,
  ES003_COLUMNS,
  type Es003ColumnName,
  type Es003Layout,
  type Es003Row,
  LIQUIDATION_STATUS_TEXTS,
  readEs003Row,
  recogniseEs003,
} from '@capeline/domain';
import { EntryAssembler } from '../assemble-entries.ts';
import { entryNumber, TODAY } from './reports.ts';

const ORDINARY: Readonly<Record<Es003ColumnName, string>> = {
  entryNumber: entryNumber(1),
  entryType: '01',
  importerNumber: '12-345678900',
  importerName: 'Sable & Finch Apparel',
  portCode: '2704',
  entryDate: '03/27/2025',
  entrySummaryDate: '04/10/2025',
  reconciliation: 'N',
  controlStatus: 'Trade Control',
  liquidationDate: '02/06/2026',
  liquidationStatus: 'Liquidated',
  protestNumber: '',
  protestStatus: '',
  lineNumber: '001',
  teamNumber: '712',
  countryOfOrigin: 'CN',
  ordinal: '1',
  hts: '9903.01.24',
  goodsValue: '$0.00',
  duty: '$100.00',
};

const TEXTS = ['', ' a ', '="a"', 'a\u00a0b', 'a\tb', 'é', 'x'.repeat(300), 'x'.repeat(301), 'a "b"', '\u0007bell'];
const DATES = [
  ...['', '2/6/2026', '02/06/2026 00:00', '02/06/2026 12:00:00 AM', '02/06/2026 13:00', '2026-02-06', '2026-2-6'],
  ...['2026-02-06T00:00:00Z', '02/29/2024', '02/29/2026', '13/01/2026', '31/12/2025', '02/06/26', '46059', '46059.0'],
  ...[
    '01/01/1985',
    '01/01/1986',
    '12/31/2099',
    '01/01/2100',
    '12/25/2026',
    '11/23/2026',
    '11/24/2026',
    'soon',
    '-',
    'N/A',
  ],
];
const AMOUNTS = [
  ...['', '0', '100', '100.5', '100.50', '100.505', '$1,234.56', '1,234.56', '1.234,56', '1,2', '(100.00)', '($5.00)'],
  ...[
    '-100.00',
    '100.00-',
    '+5',
    '.5',
    '5.',
    'USD 5.00',
    '$',
    '1e3',
    '1 000.00',
    '999999999.99',
    '1000000000.01',
    'n/a',
  ],
];
const COUNTERS = ['', '1', '01', '001', '1.0', '1.5', '0', '-1', '999999', '1000000', 'A'];
const HEADINGS = Array.from({ length: 10_000 }, (_, at) => `9903${String(at).padStart(4, '0')}`);

/** What stands in place of a column's ordinary cell. */
const CELLS: Readonly<Record<Es003ColumnName, readonly string[]>> = {
  entryNumber: [
    ...[
      '',
      '606-0000001-2',
      '60600000012',
      '6060000001',
      ' 60600000012 ',
      '="60600000012"',
      '6.06E+10',
      '551-3518786-6',
    ],
    ...[
      '55135187866',
      '5513518786',
      'SP721206434',
      'sp7-2120643-4',
      '606 0000001 2',
      '0000012',
      entryNumber(2),
      entryNumber(99),
    ],
  ],
  entryType: ['', '1', '01', '001', '03', '06', '08', '09', '11', '21', 'ABI', '01 ', '0x'],
  importerNumber: [
    ...['', '12-3456789', '12-3456789AB', '123456789', '123-45-6789', '12345678900', '12-345678901', '980001-12345'],
    ...['98-765432100', '000000-00000', '12 345678900', '12-34567890', 'unknown', '21-1702635AB', '1234567890'],
  ],
  importerName: TEXTS,
  portCode: ['', '401', '0401', '4', '27040', 'LAX', ...TEXTS],
  entryDate: DATES,
  entrySummaryDate: DATES,
  reconciliation: ['', 'N', 'n', 'NO', 'FALSE', 'Y', 'yes', 'TRUE', 'X', '1', '001', '009', '0', '010', 'perhaps'],
  controlStatus: TEXTS,
  liquidationDate: DATES,
  liquidationStatus: [
    '',
    ...Object.keys(LIQUIDATION_STATUS_TEXTS),
    'LIQUIDATED',
    'Scheduled for Liquidation',
    'perhaps',
    '-',
  ],
  protestNumber: ['270426100001', ...TEXTS],
  protestStatus: ['Open', ...TEXTS],
  lineNumber: COUNTERS,
  teamNumber: TEXTS,
  countryOfOrigin: ['', 'US', 'cn', 'China', ...TEXTS],
  ordinal: COUNTERS,
  hts: [
    ...[
      '',
      '9903.01.24',
      '9903 01 24',
      '9903-01-24',
      '8471.30.0100',
      '8471300100',
      '847130010',
      '84713001',
      '8471',
      '847',
    ],
    ...['84713', '8471301', '302.11.00', '30211', '9903.01', '99030124.00', '98030124', 'none', ...HEADINGS],
  ],
  goodsValue: AMOUNTS,
  duty: AMOUNTS,
};

const TOLD_ANEW = 'told anew';
type Cells = Readonly<Record<Es003ColumnName, string>>;

function layoutWithout(missing: readonly Es003ColumnName[]): Es003Layout {
  const names = ES003_COLUMN_NAMES.filter((name) => !missing.includes(name));
  const layout = recogniseEs003(names.map((name) => ES003_COLUMNS[name].header));
  if (layout.kind !== 'es003') throw new Error('The headers of the corpus are not recognised.');
  return layout;
}

/** Facts in an order that does not depend on the order in which the code writes them. */
const inOrder = (facts: object): unknown[] => Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * What an import understands of the rows of one entry. Rows of which something has to be told are read at every import and never passed
 * over, so that what exactly is told of them does not matter here.
 */
function meaningOf(layout: Es003Layout, rows: readonly Cells[]): unknown {
  const entries = new EntryAssembler(layout, TODAY);
  const read: Es003Row[] = [];
  for (const [at, cells] of rows.entries()) {
    const texts = ES003_COLUMN_NAMES.filter((name) => layout.columnOf[name] !== null).map((name) => cells[name]);
    const result = readEs003Row(layout, texts, at + 2);
    if (result.row === null || result.warnings.length > 0) return TOLD_ANEW;
    const { disagreement, repeatedRow, warning } = entries.add(result.row, at + 2, { a: 0, b: 0 });
    if (disagreement !== null || repeatedRow !== null || warning !== null) return TOLD_ANEW;
    read.push(result.row);
  }
  const { hashA: _a, hashB: _b, rowsA: _c, rowsB: _d, ...entry } = entries.take() ?? {};
  return [inOrder(entry), ...read.map(inOrder)];
}

/** Every cell in its place, every status with every date, every heading with every duty, and rows of one entry that differ in one cell. */
function* corpus(): Generator<[Es003Layout, readonly Cells[]]> {
  const whole = layoutWithout([]);
  const second = { ...ORDINARY, lineNumber: '002' };
  for (const name of ES003_COLUMN_NAMES)
    for (const cell of CELLS[name]) {
      const varied = { ...ORDINARY, [name]: cell };
      yield [whole, [varied]];
      if (name === 'hts') continue;
      yield [whole, [varied, second]];
      yield [whole, [second, varied]];
    }
  const layouts = [
    whole,
    layoutWithout(['liquidationStatus']),
    layoutWithout(['liquidationDate']),
    { ...whole, serialEpoch: 1904 } as const,
  ];
  for (const layout of layouts)
    for (const liquidationStatus of CELLS.liquidationStatus)
      for (const liquidationDate of DATES) yield [layout, [{ ...ORDINARY, liquidationStatus, liquidationDate }]];
  for (const hts of ['9903.01.24', '9903.02.20', '8471.30.0100'])
    for (const duty of AMOUNTS) yield [whole, [{ ...ORDINARY, hts, duty }]];
}

/** One line for each case of the corpus: what its rows mean to an import. */
export function* meaningsOfCorpus(): Generator<string> {
  for (const [layout, rows] of corpus()) yield JSON.stringify(meaningOf(layout, rows));
}
