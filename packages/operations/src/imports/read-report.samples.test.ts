import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { expectedOf, storedFacts } from './test-support/facts.ts';
import {
  deadlinesOf,
  entriesOf,
  importReport,
  issuesOf,
  joinedDeadlines,
  rowsOf,
  sample,
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

const factsOf = (organizationId: string) => storedFacts(database, organizationId);

describe('the sample reports', () => {
  it.each([
    ['es003-broker-layout.csv', 'es003-broker-layout.expected.json'],
    ['es003-broker-layout.xlsx', 'es003-broker-layout.expected.json'],
    ['es003-default-layout.csv', 'es003-default-layout.expected.json'],
  ])('imports %s to exactly its expected facts', async (fileName, expectedName) => {
    const { organizationId } = await makeFirm(database);
    const outcome = await importReport(database, organizationId, await sample(fileName), { fileName });
    const expected = await expectedOf(expectedName);
    expect(outcome).toMatchObject({
      status: 'committed',
      problem: null,
      counts: {
        rowsRead: expected.rows,
        rowsAccepted: expected.rows,
        rowsRejected: 0,
        clientsCreated: expected.importers,
        entriesCreated: expected.entries,
        entriesUpdated: 0,
        entriesUnchanged: 0,
      },
    });
    expect(await factsOf(organizationId)).toEqual(expected);
    expect((await issuesOf(database, organizationId)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('sums every deadline over the entries that join it and are not protested', async () => {
    const { organizationId } = await makeFirm(database);
    await importReport(database, organizationId, await sample('es003-broker-layout.csv'));
    const entries = await entriesOf(database, organizationId);
    const joins = await joinedDeadlines(
      database,
      organizationId,
      entries.map((entry) => entry.entry_number),
    );
    const duty = new Map(entries.map((entry) => [entry.entry_number, entry.ieepa_duty_cents ?? 0]));
    for (const deadline of await deadlinesOf(database, organizationId)) {
      const open = joins.filter(({ id, status }) => id === deadline.id && status === 'open');
      expect(deadline.entry_count).toBe(open.length);
      expect(deadline.ieepa_duty_cents).toBe(open.reduce((sum, join) => sum + (duty.get(join.entryNumber) ?? 0), 0));
      expect(deadline.status).toBe(open.length > 0 ? 'open' : 'done');
    }
    const protested = joins.filter(({ status }) => status === 'done');
    expect(protested.length).toBeGreaterThan(0);
    for (const join of protested) expect(join).toMatchObject({ kind: 'protest', cause: 'protest 5132-26-176626' });
  });

  it('changes nothing when the workbook follows the CSV of the same report', async () => {
    const { organizationId } = await makeFirm(database);
    await importReport(database, organizationId, await sample('es003-broker-layout.csv'));
    const before = await factsOf(organizationId);
    const outcome = await importReport(database, organizationId, await sample('es003-broker-layout.xlsx'));
    expect(outcome.counts).toMatchObject({
      entriesCreated: 0,
      entriesUpdated: 0,
      entriesUnchanged: 60,
      clientsCreated: 0,
    });
    expect(await factsOf(organizationId)).toEqual(before);
  });

  it('counts a re-export in another row order as unchanged, adds no line and moves the as-of date', async () => {
    const { organizationId } = await makeFirm(database);
    const bytes = (await sample('es003-broker-layout.csv')).toString('utf8');
    await importReport(database, organizationId, bytes);
    const before = await factsOf(organizationId);
    const ids = (await deadlinesOf(database, organizationId)).map(({ id }) => id);
    const [header = '', ...rows] = bytes.trimEnd().split(/\r?\n/);
    // Every entry's rows are torn apart.
    const shuffled = rows.map((row, index) => [(index * 101) % rows.length, row] as const).sort(([a], [b]) => a - b);
    const again = [header, ...shuffled.map(([, row]) => row)].join('\n');
    const outcome = await importReport(database, organizationId, again, { asOf: '2026-11-22' });
    expect(outcome.counts).toMatchObject({
      rowsAccepted: 283,
      entriesCreated: 0,
      entriesUpdated: 0,
      entriesUnchanged: 60,
    });
    expect(await factsOf(organizationId)).toEqual(before);
    expect((await deadlinesOf(database, organizationId)).map(({ id }) => id)).toEqual(ids);
    expect(await rowsOf(database, organizationId, 'entry_change', 'id')).toEqual([]);
    expect(new Set((await entriesOf(database, organizationId)).map((entry) => entry.as_of))).toEqual(
      new Set(['2026-11-22']),
    );
  });

  it('names a client by the report, or by its masked number where the report has no names', async () => {
    const { organizationId } = await makeFirm(database);
    await importReport(database, organizationId, await sample('es003-default-layout.csv'));
    const names = (await rowsOf<{ name: string }>(database, organizationId, 'client', 'name')).map(({ name }) => name);
    expect(names).toHaveLength(13);
    for (const name of names) expect(name).toMatch(/^\d\d-•••••[0-9A-Z]{4}$/);
    const other = await makeFirm(database);
    await importReport(database, other.organizationId, await sample('es003-broker-layout.csv'));
    const named = await rowsOf<{ name: string }>(database, other.organizationId, 'client', 'name');
    expect(named.map(({ name }) => name)).toContain('Quill Paper Products');
  });
});
