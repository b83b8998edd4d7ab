import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm, NOW } from '../alerts/test-support/firm.ts';
import { correctEntry } from '../entries/correct-entry.ts';
import { deadlinesOf, entryNumber, importReport, reportOf, rowsOf, TODAY } from '../imports/test-support/reports.ts';

const [A, B] = ['12-345678900', '98-765432100'];
const LEFT = entryNumber(1);
const OTHER = entryNumber(2);
const WRITER = { actor: { kind: 'system', id: null }, today: TODAY, now: NOW } as const;

let store: TestDatabase;
let database: Database;
let firm: string;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
beforeEach(async () => {
  firm = (await makeFirm(database)).organizationId;
  await load(A);
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

/** One entry of the importer, beside another that is always B's; both liquidated on 16 October. */
const load = (importer: string, asOf = '2026-11-20') =>
  importReport(
    database,
    firm,
    reportOf([
      { entry: LEFT, importer, name: importer, date: '10/16/2026' },
      { entry: OTHER, importer: B, name: B, date: '10/16/2026' },
    ]),
    { asOf },
  );
const correct = () =>
  database.withTenantPg(firm, (tx) =>
    correctEntry(
      tx,
      {
        entryNumber: LEFT,
        request: { importerNumber: B, evidence: { note: 'seen on the 7501' } },
        ifMatch: undefined,
      },
      WRITER,
    ),
  );

async function protests() {
  const rows = (await deadlinesOf(database, firm)).filter(({ kind }) => kind === 'protest');
  const numbers = await rowsOf<{ number: string; client_id: string }>(database, firm, 'importer_number', 'number');
  const of = (number: string) => numbers.find((one) => one.number === number)?.client_id;
  const [a, b] = [A, B].map((number) => rows.find(({ client_id }) => client_id === of(number)));
  if (a === undefined || b === undefined) throw new Error('two protest clocks are needed');
  return { a, b };
}

const alertAt = (deadlineId: string, isAcknowledged: boolean) =>
  database.withTenantPg(firm, (tx) =>
    tx.query(
      `insert into alert (organization_id, id, deadline_id, tier, found_on, acknowledged_at)
       values ($1, gen_random_uuid(), $2, 30, '2026-11-20', $3)`,
      [firm, deadlineId, isAcknowledged ? NOW : null],
    ),
  );
const alertsAt = async (deadlineId: string) =>
  (
    await rowsOf<{ deadline_id: string; tier: number; acknowledged_at: Date | null }>(database, firm, 'alert', 'id')
  ).flatMap((row) => (row.deadline_id === deadlineId ? [{ tier: row.tier, waits: row.acknowledged_at === null }] : []));

describe.each([
  ['a newer report gives to another importer', () => load(B, '2026-11-21')],
  ['a person gives to another importer', correct],
])('an entry that %s', (_how, move) => {
  it('leaves a superseded deadline that names its successor there', async () => {
    await move();
    const { a, b } = await protests();
    expect(a).toMatchObject({ status: 'superseded', entry_count: 0, superseded_by: b.id });
    expect(b).toMatchObject({ status: 'open', entry_count: 2 });
  });

  it('takes its waiting alert along, also where the same tier was acknowledged for others alone', async () => {
    const { a, b } = await protests();
    await alertAt(a.id, false);
    await alertAt(b.id, true);
    await move();
    expect(await alertsAt(b.id)).toEqual([{ tier: 30, waits: true }]);
  });

  it('makes nobody wait for what was acknowledged at both', async () => {
    const { a, b } = await protests();
    await alertAt(a.id, true);
    await alertAt(b.id, true);
    await move();
    expect(await alertsAt(b.id)).toEqual([{ tier: 30, waits: false }]);
  });
});
