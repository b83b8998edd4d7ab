import { describe, expect, it } from '@jest/globals';
import { ES003_COLUMN_NAMES, ES003_COLUMNS, ES003_HEADER_KEYS } from './es003-columns.ts';
import { type Es003Layout, recogniseEs003 } from './recognise-es003.ts';

const REQUIRED = ['Entry Summary Number', 'Importer Number', 'HTS Number - Full', 'Line Tariff Duty Amount'];

function recognised(headers: readonly string[]): Es003Layout {
  const layout = recogniseEs003(headers);
  if (layout.kind !== 'es003') throw new Error(`not recognised: ${layout.problem.detail}`);
  return layout;
}

function problemOf(headers: readonly string[]) {
  const layout = recogniseEs003(headers);
  if (layout.kind !== 'unknown') throw new Error('recognised');
  return layout.problem;
}

describe('recogniseEs003', () => {
  it('needs entry number, importer number, HTS number and duty, and nothing else', () => {
    const layout = recognised(REQUIRED);
    expect(layout.columnOf).toMatchObject({
      entryNumber: 0,
      importerNumber: 1,
      hts: 2,
      duty: 3,
      liquidationDate: null,
    });
    expect(layout.layout).toBe('default');
  });

  it('ignores case, spaces, punctuation and a byte order mark in headers', () => {
    const layout = recognised([
      '\uFEFFENTRY_SUMMARY_NUMBER',
      ' importer  number ',
      'hts number-full',
      'LINE TARIFF DUTY AMOUNT',
    ]);
    expect(layout.columnOf).toMatchObject({ entryNumber: 0, importerNumber: 1, hts: 2, duty: 3 });
  });

  it('finds every column under each of its names', () => {
    for (const name of ES003_COLUMN_NAMES) {
      const { header, aliases } = ES003_COLUMNS[name];
      for (const text of [header, ...aliases]) {
        const others = REQUIRED.filter((required) => required !== header);
        expect(recognised([...others, text]).columnOf[name]).toBe(others.length);
      }
    }
  });

  it('gives no header to two columns', () => {
    const keys = ES003_COLUMN_NAMES.flatMap((name) => ES003_HEADER_KEYS[name]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('prefers the duty of the tariff row over the sum of the line when a file has both', () => {
    const layout = recognised(['Line Duty Amount', ...REQUIRED]);
    expect(layout.columnOf.duty).toBe(4);
    expect(layout.unknownHeaders).toEqual(['Line Duty Amount']);
  });

  it('takes no column of the broker’s own for a column of the report', () => {
    const own = [
      'CAPE CLAIM NUMBER',
      'Final Liquidation Date (LIQ +180)',
      'CAPE LIQ Deadline (LIQ + 80)',
      'FILING STATUS',
    ];
    const layout = recognised([...REQUIRED, ...own]);
    expect(layout.has.liquidationDate).toBe(false);
    expect(layout.unknownHeaders).toEqual(own);
  });

  it('tells the broker’s layout from the default one and says what the default one lacks', () => {
    const full = recognised([...REQUIRED, 'Liquidation Date', 'Liquidation Status', 'Reconciliation Indicator']);
    expect(full.layout).toBe('broker');
    expect(full.has).toMatchObject({ liquidationDate: true, liquidationStatus: true, reconciliation: true });
    expect(recognised([...REQUIRED, 'Liquidation Date']).layout).toBe('custom');
    const advice = recognised(REQUIRED).missingAdvice;
    expect(advice[0]).toMatchObject({
      add: ['Liquidation Date', 'Liquidation Status'],
      unknownUntilThen: expect.stringContaining('no protest date'),
    });
    expect(advice.flatMap(({ add }) => add)).toContain('Reconciliation Indicator');
    expect(recognised([...REQUIRED, 'Liquidation Date']).missingAdvice[0]?.add).toEqual(['Liquidation Status']);
  });

  it.each([
    'Importation Date',
    'Filer Name',
    'Column 1 Current Primary Duty Rate',
    'Line Post Summary Correction Indicator',
  ])('tells the extended layout by its column %s', (marker) => {
    expect(recognised([...REQUIRED, marker]).layout).toBe('extended');
    expect(recognised([...REQUIRED, marker, 'Liquidation Date', 'Liquidation Status']).layout).toBe('broker');
  });

  it('refuses a used column that stands twice, whichever it is', () => {
    for (const header of [...REQUIRED, 'Liquidation Date']) {
      const problem = problemOf([...REQUIRED, 'Liquidation Date', header.toUpperCase()]);
      expect(problem.code).toBe('layout.column_twice');
      expect(problem.detail).toContain(header);
    }
    expect(recogniseEs003([...REQUIRED, 'Notes', 'Notes']).kind).toBe('es003');
  });

  it('names the missing columns of an ES-003 that lost some', () => {
    const problem = problemOf(['Entry Summary Number', 'Importer Number', 'Entry Date']);
    expect(problem).toMatchObject({
      code: 'layout.columns_missing',
      missing: ['HTS Number - Full', 'Line Tariff Duty Amount'],
    });
    expect(problem.detail).toContain('HTS Number - Full, Line Tariff Duty Amount');
  });

  it.each([
    [['ENTRY_NUMBER', 'CLAIM_NUMBER', 'STATUS', 'ERROR_DESCRIPTION'], 'layout.claim_details'],
    [['Entry Number'], 'layout.entry_list'],
    [['Name', 'Street', 'Town'], 'layout.unknown'],
    [['Dear all', 'Entry Date'], 'layout.unknown'],
    [[], 'layout.empty'],
    [['', '  '], 'layout.empty'],
  ])('answers %j with %s and a cure', (headers, code) => {
    const problem = problemOf(headers);
    expect(problem.code).toBe(code);
    expect(problem.cure).not.toBe('');
  });
});
