/** Rows that an accident happened to; fast-check prints the seed of a run that fails. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ES003_COLUMN_NAMES, ES003_COLUMNS, type Es003ColumnName } from './es003-columns.ts';
import { type Es003Row, readEs003Row } from './read-es003-row.ts';
import { recogniseEs003 } from './recognise-es003.ts';

const recognised = recogniseEs003(ES003_COLUMN_NAMES.map((name) => ES003_COLUMNS[name].header));
if (recognised.kind !== 'es003') throw new Error('not recognised');
const LAYOUT = recognised;

const CELLS: Readonly<Record<Es003ColumnName, string>> = {
  entryNumber: '605-4077080-1',
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
  protestNumber: '270426100001',
  protestStatus: 'Open',
  lineNumber: '001',
  teamNumber: '007',
  countryOfOrigin: 'MX',
  ordinal: '1',
  hts: '9903.01.01',
  goodsValue: '$1,200.00',
  duty: '$7,768.35',
};
const ROW = readEs003Row(LAYOUT, Object.values(CELLS), 2).row;

/** The facts that a column's cell may change. */
const FACTS_OF: Readonly<Record<Es003ColumnName, readonly (keyof Es003Row)[]>> = {
  entryNumber: ['entryNumber', 'filerCode'],
  entryType: ['entryType'],
  importerNumber: ['importerNumber'],
  importerName: ['importerName'],
  portCode: ['portCode'],
  entryDate: ['entryDate'],
  entrySummaryDate: ['entrySummaryDate'],
  reconciliation: ['reconciliationFlagged'],
  controlStatus: ['controlStatus'],
  liquidationDate: ['liquidationDate'],
  liquidationStatus: ['liquidationStatusText'],
  protestNumber: ['protestNumber'],
  protestStatus: ['protestStatus'],
  lineNumber: ['lineNumber'],
  teamNumber: ['teamNumber'],
  countryOfOrigin: ['countryOfOrigin'],
  ordinal: ['ordinal'],
  hts: ['hts', 'isIeepa'],
  goodsValue: ['goodsValueCents'],
  duty: ['dutyCents'],
};

/** What happens to a cell: a character more, fewer or another, another column's text, or anything at all. */
const damagedText = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(fc.nat({ max: text.length }), fc.nat({ max: 2 }), fc.string({ maxLength: 2 }))
      .map(([at, gone, more]) => text.slice(0, at) + more + text.slice(at + gone)),
    fc.constantFrom(...Object.values(CELLS)),
    fc.constantFrom(
      '',
      ' ',
      '0',
      '-',
      '####',
      '#REF!',
      '=A1',
      '1E5',
      'NaN',
      'Infinity',
      '00',
      '\u202e',
      '١٢',
      '1.234,56',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

describe('a row with one damaged cell', () => {
  it('is unreadable and says where, or differs in that cell’s facts alone', () => {
    const damage = fc
      .constantFrom(...ES003_COLUMN_NAMES)
      .chain((name) => fc.tuple(fc.constant(name), damagedText(CELLS[name])));
    fc.assert(
      fc.property(damage, ([name, text]) => {
        const cells = ES003_COLUMN_NAMES.map((one) => (one === name ? text : CELLS[one]));
        const result = readEs003Row(LAYOUT, cells, 2);
        const told = result.row === null ? result.issues : result.warnings;
        for (const issue of told) expect(issue).toMatchObject({ row: 2, column: ES003_COLUMNS[name].header });
        if (result.row === null) {
          expect(told.some(({ severity }) => severity === 'error')).toBe(true);
          return;
        }
        const mayDiffer = new Set<string>(FACTS_OF[name]);
        const others = (row: Es003Row) => Object.entries(row).filter(([fact]) => !mayDiffer.has(fact));
        expect(ROW).not.toBeNull();
        expect(others(result.row)).toEqual(ROW === null ? [] : others(ROW));
      }),
      { numRuns: 600 },
    );
  });
});
