import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ExpectedReport, splitSampleCsv, summariseReport } from './es003-fixtures.ts';
import { recogniseEs003 } from './recognise-es003.ts';

const sample = (name: string): string => readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
const expectedOf = (name: string): ExpectedReport => JSON.parse(sample(`${name}.expected.json`)) as ExpectedReport;

/** Moves and adds columns in every row alike. */
function rearrange(table: readonly string[][], order: readonly number[], extra: string | null): string[][] {
  return table.map((cells, row) => {
    const moved = order.map((index) => cells[index] ?? '');
    return extra === null ? moved : [row === 0 ? extra : 'x', ...moved];
  });
}

describe.each(['es003-broker-layout', 'es003-default-layout'])('%s.csv', (name) => {
  const table = splitSampleCsv(sample(`${name}.csv`));
  const expected = expectedOf(name);
  const columns = (table[0] ?? []).map((_header, index) => index);

  it('A45: gives exactly the entries, importer numbers, duty, liquidation, reconciliation flag and clocks expected', () => {
    expect(summariseReport(table)).toEqual(expected);
  });

  it('gives the same in any column order and with columns of the broker’s own', () => {
    const shuffled = fc.shuffledSubarray(columns, { minLength: columns.length, maxLength: columns.length });
    fc.assert(
      fc.property(shuffled, fc.option(fc.constantFrom('CAPE CLAIM NUMBER', 'Notes', 'Constructor')), (order, extra) => {
        expect(summariseReport(rearrange(table, order, extra))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same in any order of rows', () => {
    const [headers = [], ...rows] = table;
    const backwards = summariseReport([headers, ...rows.toReversed()]);
    expect(backwards).toEqual(expected);
  });
});

describe('the other samples', () => {
  it('are told apart from a report instead of being read as one', () => {
    for (const [name, code] of [
      ['claim-details.csv', 'layout.claim_details'],
      ['entry-list.csv', 'layout.entry_list'],
    ] as const) {
      const layout = recogniseEs003(splitSampleCsv(sample(name))[0] ?? []);
      expect(layout).toMatchObject({ kind: 'unknown', problem: { code } });
    }
  });
});
