import { createDatabase, type Database, findProvisionalDates } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import type { Reader } from '../clients/reader.ts';
import { deadlinesOf, entryNumber, importReport, reportOf, TODAY } from '../imports/test-support/reports.ts';
import { getEntry, listEntries } from './list-entries.ts';

const READER: Reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: false };
const ALONE = entryNumber(1);
const OTHER = entryNumber(2);

let store: TestDatabase;
let database: Database;
let firm: string;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  firm = (await makeFirm(database)).organizationId;
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const read = (number: string) => database.withTenantPg(firm, (tx) => getEntry(tx, number, READER));
const ofClient = (clientId: string) => database.withTenantPg(firm, (tx) => findProvisionalDates(tx, clientId));
const listed = async (provisional: 'true' | 'false') =>
  (await database.withTenantPg(firm, (tx) => listEntries(tx, { provisional, limit: 10 }, READER))).data.map(
    (entry) => entry.entryNumber,
  );
const datesOf = (clocks: readonly { kind: string; fileBy: string; lastDay: string }[]) =>
  clocks.map(({ kind, fileBy, lastDay }) => [kind, fileBy, lastDay]);

describe('a past date without a status column', () => {
  it('warns with the dates that the status would start, in a list of its own, until a report tells', async () => {
    await importReport(database, firm, reportOf([{ entry: ALONE, date: '10/16/2026' }], ['status']));
    await importReport(database, firm, reportOf([{ entry: OTHER, importer: '98-765432100', date: '10/16/2026' }]));
    const before = await read(ALONE);
    expect(before.deadlines).toEqual([]);
    expect(before.provisionalDeadlines).toMatchObject([
      { kind: 'cape_window', liquidatedOn: '2026-10-16', lastDay: '2027-01-04', provisional: true },
      { kind: 'protest', liquidatedOn: '2026-10-16', lastDay: '2027-04-14', provisional: true },
    ]);
    for (const { citation, arithmetic } of before.provisionalDeadlines) {
      expect(citation).not.toBe('');
      expect(arithmetic).toContain('2026-10-16');
    }
    const fileBys = before.provisionalDeadlines.map(({ fileBy }) => fileBy).sort();
    expect(await ofClient(before.clientId)).toEqual({
      entryCount: 1,
      ieepaDutyCents: before.ieepaDutyCents,
      earliestFileBy: fileBys[0],
      earliestLastDay: '2027-01-04',
    });
    expect(await ofClient((await read(OTHER)).clientId)).toBeNull();
    expect(await listed('true')).toEqual([ALONE]);
    expect(await listed('false')).toEqual([OTHER]);
    expect((await read(OTHER)).provisionalDeadlines).toEqual([]);
    expect((await deadlinesOf(database, firm)).every(({ entry_count }) => entry_count === 1)).toBe(true);

    await importReport(database, firm, reportOf([{ entry: ALONE, date: '10/16/2026' }]), { asOf: '2026-11-21' });
    const after = await read(ALONE);
    expect(after.provisionalDeadlines).toEqual([]);
    expect(await ofClient(before.clientId)).toBeNull();
    const watched = after.deadlines.filter(({ kind }) => kind !== 'voluntary_reliquidation');
    expect(datesOf(watched)).toEqual(datesOf(before.provisionalDeadlines));
    expect(await listed('true')).toEqual([]);
  });
});
