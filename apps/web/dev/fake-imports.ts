import type { ImportIssue, ImportResponse, ImportStatus } from '@capeline/contracts';
import { addDays, type PlainDate } from '@capeline/domain';

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
    coaching: [],
    progress: { done: status === 'reading' ? 8_300_000 : total, total },
    counts: isRead ? COUNTS : NOTHING,
    issueCounts: isRead ? { errors: 6, warnings: 2 } : { errors: 0, warnings: 0 },
    problem:
      status === 'failed'
        ? {
            code: 'import.column_missing',
            detail: 'The report has no column “HTS Number - Full”.',
            row: 1,
            column: 'HTS Number - Full',
            cure: 'Add the column “HTS Number - Full” in ACE’s report settings and export again.',
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
