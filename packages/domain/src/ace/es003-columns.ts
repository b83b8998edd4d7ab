/** One column that we read from an ES-003, with every header text under which ACE or brokers are known to write it. */
interface Es003ColumnDefinition {
  /** The header as ACE writes it; used in messages. */
  readonly header: string;
  /** Other spellings, best first. Matching ignores case, spaces and punctuation. */
  readonly aliases: readonly string[];
  /** Without it no row of the report can be read. */
  readonly required: boolean;
}

const column = (header: string, aliases: readonly string[] = [], required = false): Es003ColumnDefinition => ({
  header,
  aliases,
  required,
});

/**
 * The ES-003 columns by our names. Four make a report readable: whose entry it is, which entry, which tariff number and
 * how much duty; everything else is unknown when its column is missing, never empty.
 */
export const ES003_COLUMNS = {
  entryNumber: column(
    'Entry Summary Number',
    ['Entry Number', 'Entry Summary No', 'Entry No', 'Entry Summary Nbr', 'Entry Nbr'],
    true,
  ),
  entryType: column('Entry Type Code', ['Entry Type', 'Entry Summary Type Code', 'Entry Summary Type']),
  importerNumber: column(
    'Importer Number',
    ['Importer of Record Number', 'Importer of Record', 'IOR Number', 'IOR', 'Importer No', 'Importer ID'],
    true,
  ),
  importerName: column('Importer Name', ['Importer of Record Name', 'IOR Name']),
  portCode: column('Port of Entry Code', ['Port of Entry', 'Port Code', 'Entry Port Code']),
  entryDate: column('Entry Date', ['Date of Entry']),
  entrySummaryDate: column('Entry Summary Date', ['Summary Date']),
  reconciliation: column('Reconciliation Indicator', [
    'Recon Indicator',
    'Reconciliation Flag',
    'Recon Flag',
    'Reconciliation Issue Code',
  ]),
  controlStatus: column('Control Status', [
    'Entry Summary Control Status',
    'Entry Summary Status',
    'Control Status Code',
  ]),
  liquidationDate: column('Liquidation Date', ['Entry Summary Liquidation Date', 'Liq Date']),
  liquidationStatus: column('Liquidation Status', ['Entry Summary Liquidation Status', 'Liq Status']),
  protestNumber: column('Protest Number', ['Protest No']),
  protestStatus: column('Protest Status'),
  lineNumber: column('Entry Summary Line Number', ['Line Number', 'Entry Line Number', 'Entry Summary Line No']),
  teamNumber: column('Review Team Number', ['Team Number', 'Review Team']),
  countryOfOrigin: column('Country of Origin Code', ['Country of Origin', 'Origin Country Code']),
  ordinal: column('Tariff Ordinal Number', ['Tariff Ordinal', 'Line Tariff Ordinal Number', 'Ordinal Number']),
  hts: column('HTS Number - Full', ['HTS Number', 'HTS', 'Tariff Number', 'HTSUS Number'], true),
  goodsValue: column('Line Tariff Goods Value Amount', ['Line Goods Value Amount', 'Goods Value Amount']),
  duty: column('Line Tariff Duty Amount', ['Line Tariff Amount', 'Line Duty Amount'], true),
} as const satisfies Record<string, Es003ColumnDefinition>;

export type Es003ColumnName = keyof typeof ES003_COLUMNS;

/** Every column name, in the order of the broker's layout. */
export const ES003_COLUMN_NAMES = Object.keys(ES003_COLUMNS) as readonly Es003ColumnName[];

const LONGEST_HEADER = 300;

/** The form in which two headers are the same: lower case letters and digits only. */
export function headerKey(header: string): string {
  return header
    .slice(0, LONGEST_HEADER)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Keys of a column's header and aliases, best first: with two candidates in one file the better name is used. */
export const ES003_HEADER_KEYS: Readonly<Record<Es003ColumnName, readonly string[]>> = Object.fromEntries(
  ES003_COLUMN_NAMES.map((name) => {
    const { header, aliases } = ES003_COLUMNS[name];
    return [name, [header, ...aliases].map(headerKey)];
  }),
) as unknown as Record<Es003ColumnName, readonly string[]>;
