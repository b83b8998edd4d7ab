/** Reports with damaged cells; fast-check prints the seed of a run that fails, and such a report becomes a case of the corpus. */
import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import {
  type Cell,
  entriesOf,
  entryNumber,
  importReport,
  type ReportRow,
  reportOf,
  rowsOf,
} from './test-support/reports.ts';

let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const ENTRIES = 6;
const ROWS_EACH = 3;
const ROWS: readonly ReportRow[] = Array.from({ length: ENTRIES * ROWS_EACH }, (_, at) => ({
  entry: entryNumber(Math.floor(at / ROWS_EACH) + 1),
  line: String((at % ROWS_EACH) + 1),
  duty: `$${at + 1}.00`,
}));
/** Every cell but the entry number: by another number a row belongs to another entry, and nobody can know better. */
const CELLS: readonly Cell[] = [
  'type',
  'importer',
  'name',
  'port',
  'entryDate',
  'recon',
  'date',
  'status',
  'line',
  'ordinal',
  'hts',
  'value',
  'duty',
];
const TEXTS = fc.oneof(
  fc.constantFrom(
    '',
    '?',
    '#N/A',
    '02/30/2026',
    '99999',
    '1.234,56',
    '-$1',
    '12-345678900',
    '123-45-6789',
    'Extended',
    '=1+1',
    '😀'.repeat(90),
  ),
  fc.string({ maxLength: 12 }),
);
const damage = fc.array(fc.tuple(fc.nat({ max: ROWS.length - 1 }), fc.constantFrom(...CELLS), TEXTS), {
  minLength: 1,
  maxLength: 3,
});

interface Line {
  entry_number: string;
  duty_cents: number;
}

describe('a report with damaged cells', () => {
  it('keeps every entry whole or holds it back whole, and the others are as if nothing were wrong', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (damages) => {
        const rows = ROWS.map((row, at) =>
          Object.assign(
            { ...row },
            ...damages.filter(([where]) => where === at).map(([, cell, text]) => ({ [cell]: text })),
          ),
        );
        const firm = (await makeFirm(database)).organizationId;
        expect(await importReport(database, firm, reportOf(rows))).toMatchObject({ status: 'committed' });
        const entries = new Map((await entriesOf(database, firm)).map((entry) => [entry.entry_number, entry]));
        const lines = await rowsOf<Line>(database, firm, 'entry_line', 'row_no');
        for (let at = 0; at < ENTRIES; at += 1) {
          const number = entryNumber(at + 1);
          const entry = entries.get(number);
          const own = lines.filter((line) => line.entry_number === number);
          const isTouched = damages.some(([where]) => Math.floor(where / ROWS_EACH) === at);
          const untouchedCents = [1, 2, 3].reduce((sum, one) => sum + (at * ROWS_EACH + one) * 100, 0);
          if (!isTouched) {
            expect(entry).toMatchObject({
              needs_data: null,
              ieepa_duty_cents: untouchedCents,
              liquidated_on: '2026-02-06',
              importer_number: '12-345678900',
              line_count: ROWS_EACH,
            });
          }
          const isHeldBack = entry === undefined || (entry.ieepa_duty_cents === null && entry.needs_data !== null);
          expect(own).toHaveLength(isHeldBack ? 0 : ROWS_EACH);
        }
      }),
      { numRuns: 25 },
    );
  });
});
