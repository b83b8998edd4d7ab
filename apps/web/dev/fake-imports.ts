import type {
  ImportIssue,
  ImportMappingResponse,
  ImportResponse,
  ImportStatus,
  ReportMappingResponse,
} from '@capeline/contracts';
import {
  addDays,
  adviseColumns,
  ES003_COLUMN_NAMES,
  ES003_COLUMNS,
  type PlainDate,
  proposeMapping,
} from '@capeline/domain';

const COUNTS = {
  rowsRead: 201_338,
  rowsAccepted: 201_332,
  rowsRejected: 6,
  clientsCreated: 2,
  entriesCreated: 412,
  entriesUpdated: 1_204,
  entriesUnchanged: 33_496,
};
const NOTHING = {
  rowsRead: 0,
  rowsAccepted: 0,
  rowsRejected: 0,
  clientsCreated: 0,
  entriesCreated: 0,
  entriesUpdated: 0,
  entriesUnchanged: 0,
};

/** An invented import in one state. */
export function fakeImport(today: PlainDate, status: ImportStatus, id = `i-${status}`): ImportResponse {
  const isRead = status !== 'failed' && status !== 'needs_mapping';
  const total = 19_294_720;
  return {
    id,
    kind: 'es003',
    fileName: isRead ? 'ES-003_all_clients_2026-11-20.xlsx' : 'ES-003 default layout.csv',
    sha256: '0'.repeat(64),
    sizeBytes: total,
    asOf: addDays(today, -3),
    status,
    layout: isRead ? 'ES-003, broker layout (27 columns)' : null,
    sheet: isRead ? 'Main Report' : null,
    runDate: null,
    coaching: id.endsWith('default') ? fakeCoaching() : [],
    progress: { done: status === 'reading' ? 8_300_000 : total, total },
    counts: isRead ? COUNTS : NOTHING,
    issueCounts: isRead ? { errors: 6, warnings: id.endsWith('default') ? 6 : 2 } : { errors: 0, warnings: 0 },
    problem:
      status === 'failed'
        ? {
            code: 'import.column_missing',
            detail: 'The report has no column “HTS Number - Full”.',
            row: 1,
            column: 'HTS Number - Full',
            cure: 'Add the column “HTS Number - Full” in ACE’s report settings and export again.',
          }
        : status === 'needs_mapping'
          ? {
              code: 'layout.columns_missing',
              detail: 'This looks like an ES-003 report, but it lacks: HTS Number - Full, Line Tariff Duty Amount.',
              row: 3,
              column: 'HTS Number - Full',
              cure: 'Add the missing columns in ACE Reports and run the report again, or tell us which of your columns they are.',
            }
          : null,
    createdAt: `${today}T12:10:00Z`,
    differences: isRead
      ? {
          earlier: { entries: 3, ieepaDutyCents: 18_422_150 },
          later: { entries: 12, ieepaDutyCents: 40_117_000 },
          gone: { entries: 5, ieepaDutyCents: 2_210_400 },
          changed: { entries: 1_189, ieepaDutyCents: 911_300_200 },
          new: { entries: 412, ieepaDutyCents: 203_411_900 },
        }
      : null,
    undone:
      status === 'undone'
        ? {
            at: `${today}T13:00:00Z`,
            by: 'Ruth Mills',
            entriesRemoved: 412,
            entriesRestored: 1_201,
            datesHeld: 3,
            alertsWithdrawn: 7,
          }
        : null,
    committedAt: status === 'committed' ? `${today}T12:10:40Z` : null,
    createdBy: 'Ruth Mills',
  };
}

export function fakeIssues(): ImportIssue[] {
  return [
    {
      row: 1204,
      column: 'Entry Summary Number',
      code: 'entry_number.scientific_notation',
      severity: 'error',
      message: 'The entry number was turned into scientific notation by a spreadsheet; digits are lost.',
      cure: 'Export the report again, or format the column as text before you save the file.',
      value: '6.0572E+10',
      entryNumber: null,
    },
    {
      row: 88_017,
      column: 'Liquidation Date',
      code: 'date.no_such_day',
      severity: 'error',
      message: 'There is no such day in the calendar.',
      cure: 'Write the date as MM/DD/YYYY or YYYY-MM-DD, with four digits for the year.',
      value: '02/30/2026',
      entryNumber: '60573100777',
    },
    {
      row: 120_440,
      column: 'Line Tariff Duty Amount',
      code: 'money.negative',
      severity: 'warning',
      message: 'The duty amount is negative.',
      cure: 'Compare it with ACE and correct the cell, or run the report again.',
      value: '-12.00',
      entryNumber: '60573100777',
    },
  ];
}

const fakeCoaching = () =>
  adviseColumns(
    new Set(['liquidationDate', 'liquidationStatus', 'reconciliation', 'protestNumber', 'importerName']),
  ).map((advice) => ({ ...advice, add: [...advice.add] }));

const FOUND: readonly (readonly [string, readonly string[]])[] = [
  ['Entry Summary Number', ['60572041183', '60572041191', 'K8019795716']],
  ['Client', ['Sable & Finch Apparel', 'Quill Paper Products']],
  ['Whose', ['69-•••••9401', '13-•••••54AB']],
  ['Entry Date', ['03/27/2025', '02/14/2025']],
  ['Heading', ['9903.01.24', '9903.02.20', '3923.90.0080']],
  ['Goods', ['85773.45', '0.00']],
  ['Paid', ['5575.27', '9981.96', '0.00']],
  ['Liq. date', ['02/06/2026', '12/26/2025']],
  ['Liq. status', ['Liquidated', 'Extended']],
  ['', ['x']],
  ['Remarks', []],
];

/** What the server found in an invented file whose layout is not known. */
export function fakeMapping(importId: string): ImportMappingResponse {
  const columns = FOUND.map(([header, samples]) => ({ header, samples: [...samples] }));
  const proposed = proposeMapping(columns);
  return {
    importId,
    sheet: 'Clients week 47',
    headerRow: 3,
    columns: columns.map((column, index) => ({
      ...column,
      position: index + 1,
      letters: String.fromCharCode(65 + index),
      proposed: proposed[index] ?? null,
    })),
    facts: ES003_COLUMN_NAMES.map((fact) => ({
      fact,
      header: ES003_COLUMNS[fact].header,
      required: ES003_COLUMNS[fact].required,
    })),
  };
}

export const FAKE_REPORT_MAPPING: ReportMappingResponse = {
  id: 'm1',
  kind: 'es003',
  fileName: 'Clients week 46.xlsx',
  columns: [
    { fact: 'entryNumber', header: 'Entry Summary Number' },
    { fact: 'importerNumber', header: 'IOR no.' },
    { fact: 'hts', header: 'Heading' },
    { fact: 'duty', header: 'Paid' },
  ],
  createdAt: '2026-11-16T14:00:00Z',
  createdBy: 'Ruth Mills',
};
