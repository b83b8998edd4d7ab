import type {
  AgreedField,
  AttestedDifference,
  AttestedFact,
  MergeNotice,
  OlderDate,
  ReportIssue,
  RowDisagreement,
} from '@capeline/db';
import {
  type ColumnAdvice,
  type Es003Layout,
  formatDollars,
  type LiquidationWarning,
  maskImporterNumber,
  type ReportRunDate,
  type RowIssue,
  shownValue,
} from '@capeline/domain';

/** Header texts of the file for the fields on which rows must agree. */
function headerOf(layout: Es003Layout, field: AgreedField): string | null {
  const index = layout.columnOf[field];
  return index === null ? null : (layout.headers[index] ?? null);
}

/** An issue of one row as the domain found it. */
export function fromRowIssue(issue: RowIssue, entryNumber: string | null): ReportIssue {
  return { ...issue, entryNumber };
}

const FIELD_NAMES: Readonly<Record<AgreedField, string>> = {
  importerNumber: 'importer number',
  entryType: 'entry type',
  liquidationStatus: 'liquidation status',
  liquidationDate: 'liquidation date',
};

/** Rows of one entry that contradict each other: the whole entry needs data. */
export function disagreement(layout: Es003Layout, found: RowDisagreement): ReportIssue {
  const { entryNumber, row, field, value } = found;
  const shown = field === 'importerNumber' && value !== null ? maskImporterNumber(value) : value;
  return {
    row,
    column: headerOf(layout, field),
    code: 'entry.rows_disagree',
    severity: 'error',
    message: `This row gives another ${FIELD_NAMES[field]} than an earlier row of the same entry. The entry is kept as "needs data".`,
    cure: 'Compare the entry with ACE and run the report again.',
    value: shown === null ? null : shownValue(shown),
    entryNumber,
  };
}

const LIQUIDATION_WARNINGS: Readonly<Record<LiquidationWarning, readonly [string, string]>> = {
  'liquidation.status_not_understood': [
    'The liquidation status is not understood, so no clock starts from this row.',
    'Compare it with ACE; ACE writes Liquidated, Unliquidated, Extended, Suspended or Reliquidated.',
  ],
  'liquidation.date_in_future': [
    'The entry is called liquidated on a day that has not come yet. Its clocks start that day.',
    'Compare the date with the bulletin notice.',
  ],
  'liquidation.not_a_weekday': [
    'The liquidation date is a Saturday or Sunday, on which CBP posts no liquidation.',
    'Compare the date with the bulletin notice.',
  ],
  'liquidation.scheduled_date_passed': [
    'The scheduled liquidation date has passed and the entry is not called liquidated.',
    'Run the report again; the liquidation may have been posted since.',
  ],
};

/** A warning about status and date of one entry. */
export function liquidationWarning(
  layout: Es003Layout,
  code: LiquidationWarning,
  place: { readonly row: number; readonly entryNumber: string; readonly value: string | null },
): ReportIssue {
  const [message, cure] = LIQUIDATION_WARNINGS[code];
  const field = code === 'liquidation.status_not_understood' ? 'liquidationStatus' : 'liquidationDate';
  const value = place.value === null ? null : shownValue(place.value);
  const { row, entryNumber } = place;
  return { row, column: headerOf(layout, field), code, severity: 'warning', message, cure, value, entryNumber };
}

/** What useful columns the report lacks, at its header row. */
export function columnAdvice(advice: ColumnAdvice, headerRow: number): ReportIssue {
  const columns = advice.add.join(' and ');
  return {
    row: headerRow,
    column: advice.add[0] ?? null,
    code: 'layout.column_missing',
    severity: 'warning',
    message: `This report lacks ${columns}. ${advice.unknownUntilThen}`,
    cure: `Add ${columns} to the report in ACE and run it again. Facts known from other reports stay.`,
    value: null,
    entryNumber: null,
  };
}

/** A tariff row that the report has twice: a join in the report or a paste does that. */
export function repeatedRow(row: number, firstRow: number, entryNumber: string): ReportIssue {
  return {
    row,
    column: null,
    code: 'row.repeated',
    severity: 'warning',
    message: `This row has the same entry, line and tariff ordinal as row ${firstRow}. The duty of both is counted.`,
    cure: 'If one is a copy, the duty is too high: take out the column that doubles the rows, or run the report again.',
    value: String(firstRow),
    entryNumber,
  };
}

/** An older report knows an earlier liquidation date than the newer one that rules: nothing moves, and somebody must look. */
export function olderDate(layout: Es003Layout, { row, entryNumber, reportedOn, liquidatedOn }: OlderDate): ReportIssue {
  const known = liquidatedOn === null ? 'not liquidated' : `liquidated on ${liquidatedOn}`;
  return {
    row,
    column: headerOf(layout, 'liquidationDate'),
    code: 'liquidation.older_report_earlier',
    severity: 'warning',
    message: `This report says liquidated on ${reportedOn}; by a newer one the entry is ${known}. The newer one rules, nothing was changed.`,
    cure: 'Compare it with the bulletin notice. If the earlier date is right, enter it on the entry: its clocks end sooner.',
    value: reportedOn,
    entryNumber,
  };
}

/** The file names an older day than the one under which it was loaded: taken for newer, it would overrule newer facts. */
export function olderThanSaid(runDate: ReportRunDate, asOf: string): ReportIssue {
  const where = runDate.source === 'content' ? 'The file says' : 'The file is named as if';
  return {
    row: null,
    column: null,
    code: 'report.older_than_said',
    severity: 'warning',
    message: `${where} it was run on ${runDate.on}; it was loaded as showing ACE on ${asOf}.`,
    cure: 'If the file is right, undo this import and load it again with that date, so that it overrules nothing newer.',
    value: runDate.on,
    entryNumber: null,
  };
}

/** A second sheet with the same header: whether it is a copy or a continuation cannot be told, so it is not read silently. */
export function sheetNotRead(sheet: string, read: string | null): ReportIssue {
  return {
    row: null,
    column: null,
    code: 'report.sheet_not_read',
    severity: 'warning',
    message: `The sheet "${shownValue(sheet)}" has the header of a report too; only "${shownValue(read ?? '')}" was read.`,
    cure: 'If it holds other entries, load it as a file of its own.',
    value: shownValue(sheet),
    entryNumber: null,
  };
}

/** What the merge left for a person to decide or to look at. */
export function mergeNotice(layout: Es003Layout, notice: MergeNotice): ReportIssue {
  const { row, entryNumber, proposedOn, liquidatedOn } = notice;
  const place = { row, entryNumber, severity: 'warning' } as const;
  if (notice.kind === 'ieepa_vanished') {
    return {
      ...place,
      column: null,
      code: 'ieepa.vanished',
      message: 'The report shows no IEEPA duty any more. The duty known from the last report before it stays.',
      cure: 'After a CAPE declaration this is expected. Otherwise compare the entry with ACE.',
      value: null,
    };
  }
  const said =
    proposedOn === null ? `no liquidation any more (${notice.proposedStatus})` : `the later date ${proposedOn}`;
  return {
    ...place,
    column: headerOf(layout, 'liquidationDate'),
    code: 'liquidation.later_proposed',
    message: `The report says ${said}; known is ${liquidatedOn}. The earlier date rules until somebody confirms the change.`,
    cure: 'Compare it with the bulletin notice and confirm the change on the entry, or leave it.',
    value: proposedOn,
  };
}

const FACT_NAMES: Readonly<Record<AttestedFact, string>> = {
  importerNumber: 'importer number',
  entryType: 'entry type',
  entryDate: 'entry date',
  entrySummaryDate: 'entry summary date',
  ieepaDutyCents: 'IEEPA duty',
  liquidation: 'liquidation',
  reconciliationFlagged: 'reconciliation flag',
};

function factText(fact: AttestedFact, value: string | null): string {
  if (value === null || value === '') return 'nothing';
  if (fact === 'importerNumber') return maskImporterNumber(value);
  if (fact === 'ieepaDutyCents') return formatDollars(Number(value));
  return fact === 'reconciliationFlagged' ? (value === 'true' ? 'yes' : 'no') : value;
}

/** A report that contradicts what a person attested: which of the two counts, and that somebody should look. */
export function attestedDifference(found: AttestedDifference): ReportIssue {
  const { entryNumber, row, fact, seenOn, isHeld } = found;
  const reported = factText(fact, found.reported);
  const outcome = isHeld
    ? 'The report is older than that, so what the person said stays.'
    : 'The report is not older than that, so it counts; a later liquidation still waits for confirmation.';
  return {
    row,
    column: null,
    code: 'entry.attested_differs',
    severity: 'warning',
    message: `By hand the ${FACT_NAMES[fact]} is ${factText(fact, found.attested)}, seen on ${seenOn}; the report says ${reported}. ${outcome}`,
    cure: 'Compare both with ACE and correct the entry where it is wrong.',
    value: shownValue(reported),
    entryNumber,
  };
}
