import { daysBetween, plainDate } from '@capeline/domain';

export type Table = readonly (readonly string[])[];

/** Splits a sample: quotes and CRLF, nothing more. */
export function splitSample(bytes: Buffer): string[][] {
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}

/** Writes a table as people's spreadsheets do. */
export function textOf(table: Table, delimiter = ',', lineEnd = '\r\n'): string {
  const quote = (text: string): string =>
    text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  // The wrapper that keeps zeros stands in the file as it is.
  const cell = (text: string): string => (text.startsWith('="') ? text : quote(text));
  return table.map((cells) => cells.map(cell).join(delimiter) + lineEnd).join('');
}

const US_DATE = /^(\d\d)\/(\d\d)\/(\d{4})$/;
const US_AMOUNT = /^\$[\d,]+\.\d\d$/;

function mapCells(table: Table, change: (text: string, header: string) => string): string[][] {
  const [headers = [], ...rows] = table;
  return [[...headers], ...rows.map((cells) => cells.map((text, at) => change(text, headers[at] ?? '')))];
}

const isoOf = (text: string): string => text.replace(US_DATE, '$3-$1-$2');

/** The day number of a US date as a spreadsheet counts it, or null for any other text. */
export const serialOf = (text: string): number | null =>
  US_DATE.test(text) ? daysBetween(plainDate('1899-12-30'), plainDate(isoOf(text))) : null;

export const withIsoDates = (table: Table): string[][] => mapCells(table, isoOf);
export const withSerialDates = (table: Table): string[][] => mapCells(table, (text) => String(serialOf(text) ?? text));
export const withPlainAmounts = (table: Table): string[][] =>
  mapCells(table, (text) => (US_AMOUNT.test(text) ? text.replace(/[$,]/g, '') : text));
export const withWrappers = (table: Table): string[][] =>
  mapCells(table, (text, header) => (/Number|Code/.test(header) && text !== '' ? `="${text}"` : text));

/** Columns in another order, the same in every row. */
export function shuffled(table: Table): string[][] {
  const width = table[0]?.length ?? 0;
  const step = [7, 11, 13].find((one) => width % one !== 0) ?? 1;
  return table.map((cells) => cells.map((_, at) => cells[(at * step + 3) % width] ?? ''));
}

/** Columns that brokers add by hand, some of which look like ours. */
export function withExtraColumns(table: Table): string[][] {
  const extra = ['CAPE CLAIM NUMBER', 'Final Liquidation Date (LIQ +180)', 'Überprüft von'];
  return table.map((cells, row) => [
    ...cells.slice(0, 2),
    ...(row === 0 ? extra : ['CLM000102', '03/20/1900', 'Zoë']),
    ...cells.slice(2),
  ]);
}

/** What ACE and people write above the header. */
export const withPreamble = (table: Table): string[][] => [
  ['FOR OFFICIAL USE ONLY'],
  ['Report Parameters:', 'Entry Date (Begin), Entry Date (End); Trade Account ACE ID'],
  [''],
  ...table.map((cells) => [...cells]),
];

const OTHER_NAMES: Readonly<Record<string, string>> = {
  'Entry Summary Number': 'ENTRY_SUMMARY_NO',
  'Importer Number': 'IOR Number',
  'Importer Name': 'Importer of Record Name',
  'Entry Type Code': 'entry type',
  'HTS Number - Full': 'HTS',
  'Line Tariff Duty Amount': 'Line Duty Amount',
  'Line Tariff Goods Value Amount': 'Line Goods Value Amount',
  'Liquidation Date': 'Entry Summary Liquidation Date',
  'Reconciliation Indicator': 'Recon Flag',
};

export const withOtherHeaders = ([headers = [], ...rows]: Table): string[][] => [
  headers.map((header) => OTHER_NAMES[header] ?? header),
  ...rows.map((cells) => [...cells]),
];
