import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import {
  deadlinesOf,
  entriesOf,
  entryNumber,
  entryOf,
  importReport,
  issuesOf,
  joinedDeadlines,
  type ReportRow,
  reportOf,
  rowsOf,
} from './test-support/reports.ts';

let store: TestDatabase;
let database: Database;
let firm: string;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const ONE = entryNumber(1);
const TWO = entryNumber(2);

async function newFirm(): Promise<void> {
  firm = (await makeFirm(database)).organizationId;
}
const load = (rows: readonly ReportRow[], asOf = '2026-11-20', without: Parameters<typeof reportOf>[1] = []) =>
  importReport(database, firm, reportOf(rows, without), { asOf });
const codes = async () => (await issuesOf(database, firm)).map(({ code }) => code);
const one = () => entryOf(database, firm, ONE);

describe('liquidation dates of overlapping reports', () => {
  it('takes an earlier date at once, moves the deadlines to it and keeps the state before', async () => {
    await newFirm();
    await load([{ date: '02/06/2026' }]);
    const before = await deadlinesOf(database, firm);
    const outcome = await load([{ date: '01/30/2026' }], '2026-11-21');
    expect(outcome.counts).toMatchObject({ entriesUpdated: 1, entriesUnchanged: 0 });
    expect(await one()).toMatchObject({ liquidated_on: '2026-01-30', proposed_on: null });
    const [change] = await rowsOf<{ cause: string; before: { liquidated_on: string } }>(
      database,
      firm,
      'entry_change',
      'id',
    );
    expect(change).toMatchObject({ cause: 'import', before: { liquidated_on: '2026-02-06', entry_number: ONE } });
    const after = await deadlinesOf(database, firm);
    expect(after.filter(({ status }) => status === 'open').map(({ liquidated_on }) => liquidated_on)).toEqual(
      Array(3).fill('2026-01-30'),
    );
    for (const old of before) {
      const successor = after.find(({ kind, status }) => kind === old.kind && status === 'open');
      expect(after.find(({ id }) => id === old.id)).toMatchObject({
        status: 'superseded',
        superseded_by: successor?.id,
        entry_count: 0,
      });
    }
  });

  it('makes a later date a proposal with a warning, while the earlier rules', async () => {
    await newFirm();
    await load([{ date: '02/06/2026' }]);
    const { importId } = await load([{ date: '03/06/2026' }], '2026-11-21');
    expect(await one()).toMatchObject({
      liquidated_on: '2026-02-06',
      proposed_on: '2026-03-06',
      proposed_status: 'liquidated',
      proposed_import_id: importId,
    });
    expect(await issuesOf(database, firm)).toMatchObject([
      {
        code: 'liquidation.later_proposed',
        severity: 'warning',
        row_no: 2,
        column_name: 'Liquidation Date',
        entry_number: ONE,
      },
    ]);
    expect(
      (await deadlinesOf(database, firm)).every(
        ({ liquidated_on, status }) => liquidated_on === '2026-02-06' && status === 'open',
      ),
    ).toBe(true);
    const again = await load([{ date: '03/06/2026', duty: '$100.00 ' }], '2026-11-22');
    expect(again.counts).toMatchObject({ entriesUpdated: 0, entriesUnchanged: 1 });
  });

  it('opens the second protest clock of a reliquidation beside the first', async () => {
    await newFirm();
    await load([{ date: '02/06/2026' }]);
    await load([{ date: '03/06/2026', status: 'Reliquidated' }], '2026-11-21');
    expect(await one()).toMatchObject({
      liquidated_on: '2026-02-06',
      reliquidated_on: '2026-03-06',
      liquidation_status: 'reliquidated',
    });
    expect(
      (await joinedDeadlines(database, firm, [ONE])).map(({ kind, liquidatedOn }) => [kind, liquidatedOn]),
    ).toEqual([
      ['cape_window', '2026-02-06'],
      ['voluntary_reliquidation', '2026-02-06'],
      ['protest', '2026-02-06'],
      ['protest_reliquidation', '2026-03-06'],
    ]);
  });

  it('keeps a past date without a status column as provisional, which starts no clock', async () => {
    await newFirm();
    await load([{ date: '02/06/2026' }], '2026-11-20', ['status']);
    expect(await one()).toMatchObject({
      liquidation_status: 'unknown',
      liquidated_on: null,
      provisional_on: '2026-02-06',
      needs_data: 'liquidation.past_date_without_status',
    });
    expect(await deadlinesOf(database, firm)).toEqual([]);
    await load([{ date: '02/06/2026' }], '2026-11-21');
    expect(await one()).toMatchObject({ liquidated_on: '2026-02-06', provisional_on: null, needs_data: null });
  });

  it('warns of a liquidation after the business date and starts its clocks that day', async () => {
    await newFirm();
    await load([{ date: '12/04/2026' }]);
    expect(await codes()).toEqual(['liquidation.date_in_future']);
    expect(await deadlinesOf(database, firm)).toHaveLength(3);
  });
});

describe('older reports and missing columns', () => {
  it('lets an older report overwrite nothing and fill only what is unknown', async () => {
    await newFirm();
    await load([{ port: '2704', date: '02/06/2026' }], '2026-11-20', ['entryDate']);
    const older = await load([{ port: '1001', date: '01/30/2026', duty: '$999.00' }, { entry: TWO }], '2026-11-13');
    expect(older.counts).toMatchObject({ entriesCreated: 1, entriesUpdated: 1 });
    expect(await one()).toMatchObject({
      port_code: '2704',
      liquidated_on: '2026-02-06',
      ieepa_duty_cents: 10_000,
      entry_date: '2025-03-27',
      as_of: '2026-11-20',
    });
    expect(
      (await issuesOf(database, firm)).filter(({ code }) => code === 'liquidation.older_report_earlier'),
    ).toMatchObject([{ row_no: 2, column_name: 'Liquidation Date', severity: 'warning', entry_number: ONE }]);
  });

  it('says so when an older report calls liquidated what a newer one does not, and is silent when both agree', async () => {
    await newFirm();
    await load([{ status: 'Unliquidated', date: '12/18/2026' }, { entry: TWO }], '2026-11-20');
    await load([{ date: '01/30/2026' }, { entry: TWO }], '2026-11-13');
    expect(await one()).toMatchObject({ liquidation_status: 'unliquidated', liquidated_on: null });
    const issues = await issuesOf(database, firm);
    expect(issues.filter(({ code }) => code === 'liquidation.older_report_earlier')).toMatchObject([
      { entry_number: ONE },
    ]);
  });

  it('clears no fact for a column that the layout lacks, and clears it for an empty cell', async () => {
    await newFirm();
    await load([{ recon: 'Y', port: '2704' }]);
    await load([{ duty: '$101.00' }], '2026-11-21', ['recon', 'port', 'date', 'status', 'name']);
    expect(await one()).toMatchObject({
      reconciliation_flagged: true,
      port_code: '2704',
      liquidated_on: '2026-02-06',
      ieepa_duty_cents: 10_100,
    });
    await load([{ recon: '', port: '', duty: '$102.00' }], '2026-11-22');
    expect(await one()).toMatchObject({ reconciliation_flagged: null, port_code: null, liquidated_on: '2026-02-06' });
  });

  it.each([
    ['beside it', [{ line: '001' }, { line: '001' }, { line: '002' }, { entry: 'other' }]],
    ['far from it', [{ line: '001' }, { entry: 'other' }, { line: '001' }, { line: '002' }]],
  ])('tells of a row that stands %s once more, and counts both', async (_where, given) => {
    await newFirm();
    const rows = given.map((row) => ('entry' in row ? { entry: TWO } : row));
    await load(rows);
    expect(await one()).toMatchObject({ ieepa_duty_cents: 30_000 });
    const last = given.findLastIndex((row) => 'line' in row && row.line === '001') + 2;
    expect((await issuesOf(database, firm)).filter(({ code }) => code === 'row.repeated')).toMatchObject([
      { row_no: last, severity: 'warning', entry_number: ONE },
    ]);
  });

  it('keeps the known duty when the IEEPA rows vanish, and says so', async () => {
    await newFirm();
    await load([{}]);
    const outcome = await load([{ hts: '8471300100' }], '2026-11-21');
    expect(outcome.counts).toMatchObject({ entriesUpdated: 0, entriesUnchanged: 1 });
    expect(await one()).toMatchObject({ ieepa_duty_cents: 10_000, line_count: 1, as_of: '2026-11-21' });
    expect(await codes()).toEqual(['ieepa.vanished']);
    expect(await rowsOf(database, firm, 'entry_line', 'row_no')).toHaveLength(1);
  });

  it('snapshots lines again only when they differ', async () => {
    await newFirm();
    await load([{}, { ordinal: '2', duty: '$5.00' }]);
    await load([{ ordinal: '2', duty: '$5.00' }, {}], '2026-11-21');
    expect(await rowsOf(database, firm, 'entry_line', 'row_no')).toHaveLength(2);
    await load([{}, { ordinal: '2', duty: '$6.00' }], '2026-11-22');
    expect(await rowsOf(database, firm, 'entry_line', 'row_no')).toHaveLength(4);
    expect(await one()).toMatchObject({ ieepa_duty_cents: 10_600, line_count: 2 });
  });
});

describe('entries that cannot be read whole', () => {
  it('keeps a new entry with a bad row whole as needs_data, without lines, and its clock runs', async () => {
    await newFirm();
    const outcome = await load([{ entry: ONE }, { entry: ONE, ordinal: '2', duty: 'a lot' }, { entry: TWO }]);
    expect(outcome).toMatchObject({
      status: 'committed',
      counts: { rowsRead: 3, rowsAccepted: 1, rowsRejected: 2, entriesCreated: 2 },
    });
    expect(await one()).toMatchObject({
      ieepa_duty_cents: null,
      line_count: 0,
      needs_data: 'money.unreadable',
      liquidated_on: '2026-02-06',
    });
    const lines = await rowsOf<{ entry_number: string }>(database, firm, 'entry_line', 'row_no');
    expect(lines.map(({ entry_number }) => entry_number)).toEqual([TWO]);
    expect(await issuesOf(database, firm)).toMatchObject([
      {
        row_no: 3,
        column_name: 'Line Tariff Duty Amount',
        code: 'money.unreadable',
        severity: 'error',
        entry_number: ONE,
      },
    ]);
    const protest = (await deadlinesOf(database, firm)).find(({ kind }) => kind === 'protest');
    expect(protest).toMatchObject({ entry_count: 2, ieepa_duty_cents: 10_000 });
  });

  it('leaves the facts of a known entry as they are and marks it', async () => {
    await newFirm();
    await load([{}, { entry: TWO }]);
    const outcome = await load([{ date: '01/30/2026', hts: '' }, { entry: TWO }], '2026-11-21');
    expect(outcome.counts).toMatchObject({ rowsAccepted: 1, rowsRejected: 1, entriesUpdated: 1, entriesUnchanged: 1 });
    expect(await one()).toMatchObject({
      liquidated_on: '2026-02-06',
      ieepa_duty_cents: 10_000,
      needs_data: 'hts.missing',
      as_of: '2026-11-20',
    });
    await load([{ ordinal: '2' }], '2026-11-22');
    expect((await one()).needs_data).toBeNull();
  });

  it.each([
    ['together', false],
    ['apart', true],
  ])(
    'marks an entry whose rows disagree while they stand %s, names row and column and keeps the earliest clock',
    async (_place, apart) => {
      await newFirm();
      const between = apart ? [{ entry: TWO }] : [];
      await load([{ date: '02/06/2026' }, ...between, { date: '01/30/2026', ordinal: '2' }, { entry: entryNumber(3) }]);
      expect(await one()).toMatchObject({
        needs_data: 'entry.rows_disagree',
        ieepa_duty_cents: null,
        liquidated_on: '2026-01-30',
      });
      expect(await issuesOf(database, firm)).toMatchObject([
        { row_no: apart ? 4 : 3, column_name: 'Liquidation Date', code: 'entry.rows_disagree', entry_number: ONE },
      ]);
    },
  );

  it('makes no entry of rows whose importer number cannot be read', async () => {
    await newFirm();
    const outcome = await load([{ importer: 'nobody' }, { entry: TWO }]);
    expect(outcome.counts).toMatchObject({ entriesCreated: 1, rowsRejected: 1 });
    expect((await entriesOf(database, firm)).map((entry) => entry.entry_number)).toEqual([TWO]);
  });

  it('puts rows of one entry together wherever they stand', async () => {
    await newFirm();
    const outcome = await load([{}, { entry: TWO }, { ordinal: '2', duty: '$7.00' }]);
    expect(outcome.counts).toMatchObject({ rowsAccepted: 3, entriesCreated: 2 });
    expect(await one()).toMatchObject({ ieepa_duty_cents: 10_700, line_count: 2 });
  });
});

describe('clients and exits', () => {
  it('gives a known importer number its client and an unknown one a new client', async () => {
    await newFirm();
    await load([{}]);
    const outcome = await load(
      [
        { entry: TWO, name: 'Another spelling' },
        { entry: entryNumber(3), importer: '98-765432100', name: '' },
      ],
      '2026-11-21',
    );
    expect(outcome.counts).toMatchObject({ clientsCreated: 1 });
    const names = (await rowsOf<{ name: string }>(database, firm, 'client', 'name')).map(({ name }) => name);
    expect(names).toEqual(['98-•••••2100', 'Sable & Finch Apparel']);
    expect(await rowsOf<{ code: string; confirmed: boolean }>(database, firm, 'filer_code', 'code')).toMatchObject([
      { code: '606', confirmed: false },
    ]);
    const summaries = await rowsOf<{ entry_count: number; data_as_of: string }>(
      database,
      firm,
      'client_summary',
      'entry_count',
    );
    expect(summaries.map(({ entry_count, data_as_of }) => [entry_count, data_as_of])).toEqual([
      [1, '2026-11-21'],
      [2, '2026-11-21'],
    ]);
  });

  it('ends the protest clock of a protested entry and no other, and ends the deadline when all have left', async () => {
    await newFirm();
    await load([{ protest: '5132-26-176626' }, { entry: TWO }]);
    const joins = await joinedDeadlines(database, firm, [ONE]);
    expect(joins.map(({ kind, status, cause }) => [kind, status, cause])).toEqual([
      ['cape_window', 'open', null],
      ['voluntary_reliquidation', 'open', null],
      ['protest', 'done', 'protest 5132-26-176626'],
    ]);
    const protestOf = async () => (await deadlinesOf(database, firm)).find(({ kind }) => kind === 'protest');
    expect(await protestOf()).toMatchObject({ entry_count: 1, status: 'open' });
    await load([{ protest: '5132-26-176626' }, { entry: TWO, protest: '5132-26-176627' }], '2026-11-21');
    expect(await protestOf()).toMatchObject({ entry_count: 0, status: 'done' });
  });
});
