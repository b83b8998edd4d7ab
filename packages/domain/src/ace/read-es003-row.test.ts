import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ES003_COLUMN_NAMES, ES003_COLUMNS, type Es003ColumnName } from './es003-columns.ts';
import { Es003Memory, isBlankRow, isCutOff, readCutRow, readEs003Row } from './read-es003-row.ts';
import { type Es003Layout, recogniseEs003 } from './recognise-es003.ts';

const HEADERS = ES003_COLUMN_NAMES.map((name) => ES003_COLUMNS[name].header);

function layoutOf(headers: readonly string[]): Es003Layout {
  const layout = recogniseEs003(headers);
  if (layout.kind !== 'es003') throw new Error('not recognised');
  return layout;
}

const LAYOUT = layoutOf(HEADERS);

const GOOD: Readonly<Record<Es003ColumnName, string>> = {
  entryNumber: '60540770801',
  entryType: '01',
  importerNumber: '21-1702635AB',
  importerName: 'Prairie Star Foods',
  portCode: '0401',
  entryDate: '08/13/2025',
  entrySummaryDate: '08/23/2025',
  reconciliation: 'N',
  controlStatus: 'Accepted',
  liquidationDate: '07/01/2026',
  liquidationStatus: 'Liquidated',
  protestNumber: '',
  protestStatus: '',
  lineNumber: '001',
  teamNumber: '7',
  countryOfOrigin: 'MX',
  ordinal: '1',
  hts: '99030101',
  goodsValue: '$0.00',
  duty: '$7,768.35',
};

const cellsOf = (more: Partial<Record<Es003ColumnName, string>>) =>
  ES003_COLUMN_NAMES.map((name) => more[name] ?? GOOD[name]);

const read = (more: Partial<Record<Es003ColumnName, string>> = {}) => readEs003Row(LAYOUT, cellsOf(more), 7);

function rowOf(more: Partial<Record<Es003ColumnName, string>> = {}) {
  const result = read(more);
  if (result.row === null) throw new Error(JSON.stringify(result.issues));
  return result.row;
}

function codesOf(more: Partial<Record<Es003ColumnName, string>>): string[] {
  const result = read(more);
  return (result.row === null ? result.issues : result.warnings).map(({ code }) => code);
}

describe('readEs003Row', () => {
  it('reads every column of a good row', () => {
    const number = rowOf({ entryNumber: '605-4077080-1' }).entryNumber;
    expect(number).toBe('60540770801');
    expect(rowOf()).toEqual({
      entryNumber: number,
      filerCode: '605',
      entryType: '01',
      importerNumber: '21-1702635AB',
      importerName: 'Prairie Star Foods',
      entryDate: '2025-08-13',
      entrySummaryDate: '2025-08-23',
      portCode: '0401',
      lineNumber: 1,
      ordinal: 1,
      hts: '99030101',
      countryOfOrigin: 'MX',
      goodsValueCents: 0,
      dutyCents: 776_835,
      isIeepa: true,
      reconciliationFlagged: false,
      controlStatus: 'Accepted',
      liquidationStatusText: 'Liquidated',
      liquidationDate: '2026-07-01',
      protestNumber: null,
      protestStatus: null,
      teamNumber: '7',
    });
  });

  it('takes what a layout lacks as unknown, never as empty or no', () => {
    const layout = layoutOf([
      'Entry Summary Number',
      'Importer Number',
      'HTS Number - Full',
      'Line Tariff Duty Amount',
    ]);
    const result = readEs003Row(layout, ['K8019795716', '69-647429401', '9903.01.01', '12.5'], 2);
    expect(result.row).toMatchObject({
      entryType: null,
      entryDate: null,
      reconciliationFlagged: null,
      liquidationDate: null,
      liquidationStatusText: null,
      lineNumber: null,
      dutyCents: 1250,
    });
  });

  it('unwraps numbers that ACE or a spreadsheet wrapped, and gives back zeros of short codes', () => {
    const row = rowOf({
      entryNumber: '="K8019795716"',
      entryType: '1',
      portCode: '401',
      lineNumber: '="001"',
      ordinal: '2.0',
      hts: '401100000',
    });
    expect(row).toMatchObject({
      entryNumber: 'K8019795716',
      entryType: '01',
      portCode: '0401',
      lineNumber: 1,
      ordinal: 2,
      hts: '0401100000',
      isIeepa: false,
    });
  });

  it.each([
    ['Y', true],
    ['yes', true],
    ['001', true],
    ['N', false],
    ['no', false],
    ['', null],
  ])('A44: reads the reconciliation indicator %j as %s', (reconciliation, flagged) => {
    expect(rowOf({ reconciliation }).reconciliationFlagged).toBe(flagged);
  });

  it.each<[string, Partial<Record<Es003ColumnName, string>>]>([
    ['entry_number.missing', { entryNumber: ' ' }],
    ['entry_number.scientific_notation', { entryNumber: '6.05761E+10' }],
    ['entry_number.scientific_notation', { entryNumber: '6E+10' }],
    ['entry_number.leading_zeros_lost', { entryNumber: '227203866' }],
    ['entry_number.format', { entryNumber: 'Total' }],
    ['entry_number.format', { entryNumber: '6'.repeat(5000) }],
    ['importer_number.missing', { importerNumber: '' }],
    ['importer_number.ambiguous', { importerNumber: '211702635' }],
    ['importer_number.format', { importerNumber: 'Prairie Star' }],
    ['hts.missing', { hts: '' }],
    ['hts.format', { hts: '9.90301E+07' }],
    ['hts.format', { hts: '9903010' }],
    ['date.no_such_day', { entryDate: '02/30/2026' }],
    ['date.two_digit_year', { liquidationDate: '07/01/26' }],
    ['date.out_of_range', { liquidationDate: '03/20/1900' }],
    ['date.unreadable', { entrySummaryDate: 'soon' }],
    ['money.unreadable', { duty: 'n/a' }],
    ['money.unreadable', { duty: '1.234,56' }],
    ['money.unreadable', { duty: '9'.repeat(5000) }],
    ['money.missing', { duty: '' }],
    ['money.too_large', { duty: '$1,000,000,000.01' }],
    ['money.too_large', { duty: '60540770801' }],
  ])('refuses the row with %s for %.60j', (code, more) => {
    const result = read(more);
    expect(result.row).toBeNull();
    if (result.row !== null) return;
    expect(result.issues.map((issue) => issue.code)).toEqual([code]);
    expect(result.issues[0]).toMatchObject({ row: 7, severity: 'error' });
    const isAboutEntryNumber = code.startsWith('entry_number');
    expect(result.entryNumber).toBe(isAboutEntryNumber ? null : '60540770801');
  });

  it.each<[string, Partial<Record<Es003ColumnName, string>>]>([
    ['entry_number.check_digit', { entryNumber: '60540770802' }],
    ['entry_type.format', { entryType: 'Consumption' }],
    ['importer_number.suffix', { importerNumber: '21-1702635ZO' }],
    ['goods_value.unreadable', { goodsValue: 'n/a' }],
    ['number.unreadable', { lineNumber: 'A' }],
    ['reconciliation.not_understood', { reconciliation: 'maybe' }],
    ['money.negative', { duty: '-$1.00' }],
    ['date.serial_number', { liquidationDate: '46204' }],
    ['text.cut', { importerName: 'x'.repeat(10_000) }],
  ])('reads the row with the warning %s for %.60j', (code, more) => {
    expect(read(more).row).not.toBeNull();
    expect(codesOf(more)).toEqual([code]);
  });

  it.each([
    ['227203866', 'With its zeros it would be 002-2720386-6, whose check digit fits.'],
    ['227203867', 'With zeros in front its check digit does not fit either.'],
    ['6054077080', 'With zeros in front its check digit does not fit either.'],
  ])('asks about %s instead of giving it its zeros back', (entryNumber, proposal) => {
    const result = read({ entryNumber });
    expect(result).toMatchObject({ row: null, entryNumber: null });
    if (result.row !== null) return;
    expect(result.issues[0]?.message).toContain(proposal);
    expect(result.issues[0]?.cure).toContain('format the column as text');
  });

  it('reads a day number as the day that its workbook counts to', () => {
    const cells = cellsOf({ liquidationDate: '44742' });
    const result = readEs003Row({ ...LAYOUT, serialEpoch: 1904 }, cells, 7);
    expect(result.row?.liquidationDate).toBe('2026-07-01');
  });

  it('tells every issue of a row at once, with the header text of the file', () => {
    const headers = HEADERS.map((header) => (header === 'Entry Date' ? 'ENTRY_DATE' : header));
    const result = readEs003Row(layoutOf(headers), cellsOf({ entryDate: '02/30/2026', duty: 'n/a' }), 12);
    expect(result.row === null && result.issues.map(({ row, column, value }) => ({ row, column, value }))).toEqual([
      { row: 12, column: 'ENTRY_DATE', value: '02/30/2026' },
      { row: 12, column: 'Line Tariff Duty Amount', value: 'n/a' },
    ]);
  });

  it('refuses a row that a comma without quotes has moved, instead of reading the wrong amount', () => {
    const moved = cellsOf({}).flatMap((cell) => cell.split(','));
    expect(moved).toHaveLength(HEADERS.length + 1);
    const result = readEs003Row(LAYOUT, moved, 9);
    expect(result.row === null && result.issues).toMatchObject([{ code: 'row.too_long', row: 9, column: null }]);
    expect(readEs003Row(LAYOUT, [...cellsOf({}), '', ' '], 9).row).not.toBeNull();
  });

  it('never shows a number that may be a social security number in an issue', () => {
    for (const importerNumber of ['123456789', '123-45-678X', '123 45 6789', '12345678901']) {
      const result = read({ importerNumber });
      const values = result.row === null ? result.issues.map(({ value }) => value) : [];
      expect(values).toHaveLength(1);
      expect(values[0]?.replace(/[^0-9X]/g, '').length).toBeLessThanOrEqual(4);
    }
  });

  it('keeps empty duty of other headings as nothing, because only IEEPA duty counts', () => {
    expect(rowOf({ hts: '3923900080', duty: '' }).dutyCents).toBe(0);
  });

  it('stores no control character and no text over 300 characters', () => {
    const row = rowOf({ importerName: `a\u0000b${'x'.repeat(1000)}`, controlStatus: '\u0007ok' });
    expect(row.importerName).toMatch(/^a bx{297}$/);
    expect(row.controlStatus).toBe('ok');
  });

  it('never throws and never gives a half-read row, whatever the cells hold', () => {
    const cells = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('="', '=', "'", '-')), {
      maxLength: HEADERS.length + 3,
    });
    fc.assert(
      fc.property(cells, (each) => {
        const result = readEs003Row(LAYOUT, each, 2);
        if (result.row === null) expect(result.issues.some(({ severity }) => severity === 'error')).toBe(true);
        else expect(result.warnings.every(({ severity }) => severity === 'warning')).toBe(true);
      }),
    );
  });
});

describe('the row in which a file ends', () => {
  const { length } = HEADERS;
  const cells = cellsOf({});

  it('was cut off when cells are missing and no line end follows', () => {
    expect(isCutOff(LAYOUT, { cells, endsFile: true }, length)).toBe(false);
    expect(isCutOff(LAYOUT, { cells: cells.slice(1), endsFile: true }, length)).toBe(true);
    expect(isCutOff(LAYOUT, { cells: cells.slice(1) }, length)).toBe(false);
    // Rows of some exports end with their last filled cell.
    expect(isCutOff(LAYOUT, { cells: cells.slice(1), endsFile: true }, length - 1)).toBe(false);
    expect(isCutOff(LAYOUT, { cells: cells.slice(1), endsFile: true }, 0)).toBe(true);
  });

  it('is unreadable although every cell that is there can be read, and keeps its entry number', () => {
    const optionalAtTheEnd = layoutOf([...HEADERS, 'Total Liquidated Duty Amount']);
    expect(readCutRow(optionalAtTheEnd, cells, 9)).toMatchObject({
      row: null,
      entryNumber: GOOD.entryNumber,
      issues: [{ code: 'row.cut_off', severity: 'error', row: 9, column: null }],
    });
    expect(readCutRow(LAYOUT, [], 9).issues.map(({ code }) => code)).toEqual([
      'row.cut_off',
      'entry_number.missing',
      'importer_number.missing',
      'hts.missing',
    ]);
  });
});

describe('isBlankRow', () => {
  it('is true for rows without any text', () => {
    expect(isBlankRow([])).toBe(true);
    expect(isBlankRow(['', ' ', '\t'])).toBe(true);
    expect(isBlankRow(['', '0'])).toBe(false);
  });
});

describe('what the rows before meant', () => {
  const TEXTS: Readonly<Partial<Record<Es003ColumnName, readonly string[]>>> = {
    entryNumber: [GOOD.entryNumber, '60540770802', '605-4077080-1', '', '5407708'],
    importerNumber: [GOOD.importerNumber, '21-1702635', '211702635AB', ''],
    importerName: [GOOD.importerName, 'A name that is longer than thirteen letters', 'x'.repeat(400), 'a\tb'],
    entryDate: [GOOD.entryDate, '2025-08-13', '45882', '02/30/2026', ''],
    liquidationDate: [GOOD.liquidationDate, '45882', '13/13/2026', ''],
    reconciliation: ['N', 'Y', 'perhaps', ''],
    entryType: ['01', '1', 'ABI', ''],
    lineNumber: ['001', '1.0', 'one', ''],
    hts: [GOOD.hts, '8471.30.0100', 'none', ''],
    duty: [GOOD.duty, '', '-3', '1,2'],
  };
  const names = Object.keys(TEXTS) as Es003ColumnName[];
  const anyRow = fc.tuple(...names.map((name) => fc.constantFrom(...(TEXTS[name] ?? []))));

  it('saves time and changes no answer', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 2, maxLength: 30 }), (rows) => {
        const memory = new Es003Memory(LAYOUT);
        rows.forEach((texts, index) => {
          const cells = cellsOf(Object.fromEntries(texts.map((text, at) => [names[at], text])));
          expect(readEs003Row(LAYOUT, cells, index, memory)).toEqual(readEs003Row(LAYOUT, cells, index));
        });
      }),
    );
  });
});
