import { createDatabase, type Database, insertDueAlerts, prepareAlarms } from '@capeline/db';
import {
  ALERT_LADDERS,
  type AlertTier,
  addDays,
  alertDue,
  type PlainDate,
  plainDate,
  type WatchedDeadline,
} from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { printedSeed } from '../../../../tests/support/seed.ts';
import { sweepOrganization } from './sweep-organization.ts';
import { type ChangingFirm, changeSomething, makeChangingFirm } from './test-support/changes.ts';
import { addClient, addDeadline, MAIL, makeFirm, NOW } from './test-support/firm.ts';

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

const FIRST_DAY = plainDate('2026-11-23');
const DAYS = 366;

/** A sweep of the day, before the hour of the digest. */
const sweep = (organizationId: string, day: PlainDate, now: Date = NOW) =>
  sweepOrganization(database, organizationId, { now, businessDate: day, localTime: '02:00', mail: MAIL });

/** An instant that no other sweep has: by it the alerts are known that a sweep wrote. */
let instant = NOW.getTime();
const ownInstant = (): Date => {
  instant += 1;
  return new Date(instant);
};

interface OpenDeadline extends WatchedDeadline {
  readonly id: string;
  readonly tiers: readonly number[];
}

const OPEN = (table: string, alerts: string, standing: string): string => `
  select d.id, d.kind, d.last_day as "lastDay", d.safe_day as "safeDay", d.file_by as "fileBy",
         array(select tier from ${alerts} a where a.organization_id = $1 and a.deadline_id = d.id and ${standing}) as tiers
    from ${table} d where d.organization_id = $1 and d.status = 'open' and d.entry_count > 0`;
const READ_OPEN = `${OPEN('deadline', 'alert', 'withdrawn_at is null')} union all ${OPEN('provisional_deadline', 'provisional_alert', 'true')}`;
const READ_WRITTEN = `select deadline_id || ' ' || tier as told from alert where organization_id = $1 and created_at = $2
  union all select deadline_id || ' ' || tier from provisional_alert where organization_id = $1 and created_at = $2`;

const read = <Row extends object>(organizationId: string, sql: string, ...params: unknown[]): Promise<Row[]> =>
  database.withTenantRead(organizationId, (tx) => tx.query<Row>(sql, [organizationId, ...params]));

/** What the law says is to be told on a day, from every open deadline. */
async function dueByLaw(organizationId: string, day: PlainDate): Promise<string[]> {
  const open = await read<OpenDeadline>(organizationId, READ_OPEN);
  return open.flatMap((deadline) => {
    const alerted = deadline.tiers.map((tier): AlertTier => (tier === -1 ? 'lapsed' : tier));
    const due = alertDue(deadline, day, alerted);
    return due === null ? [] : [`${deadline.id} ${due === 'lapsed' ? -1 : due}`];
  });
}

/** Sweeps once and holds what it wrote against the law. */
async function expectLawfulSweep({ organizationId }: ChangingFirm, day: PlainDate, story: string): Promise<number> {
  const expected = await dueByLaw(organizationId, day);
  const now = ownInstant();
  const { overlooked } = await sweep(organizationId, day, now);
  const written = (await read<{ told: string }>(organizationId, READ_WRITTEN, now)).map(({ told }) => told);
  expect({ day, story, overlooked, written: written.sort() }).toEqual({
    day,
    story,
    overlooked: 0,
    written: expected.sort(),
  });
  return written.length;
}

describe('a year of sweeps that read only what they expect', () => {
  it('raises on each day exactly what the law says of all open deadlines, whatever happened between the sweeps', async () => {
    const { organizationId } = await makeFirm(database);
    const random = printedSeed('a year of sweeps');
    const firm = await makeChangingFirm({ database, organizationId, random }, FIRST_DAY);
    let written = 0;
    for (let passed = 0; passed < DAYS; passed += 1 + (random.below(20) === 0 ? random.below(12) : 0)) {
      // Now and then a clock steps back, for one sweep.
      if (random.below(15) === 0)
        written += await expectLawfulSweep(firm, addDays(FIRST_DAY, passed - random.below(40)), 'a step back');
      const day = addDays(FIRST_DAY, passed);
      written += await expectLawfulSweep(firm, day, 'a new day');
      if (random.below(2) > 0) continue;
      const story = await changeSomething(firm, day);
      written += await expectLawfulSweep(firm, day, story);
    }
    expect(written).toBeGreaterThan(200);
  }, 120_000);

  it('looks at every open deadline again when the ladder is another', async () => {
    const { organizationId } = await makeFirm(database);
    const clientId = await addClient(database, organizationId);
    await addDeadline(database, organizationId, { clientId, kind: 'protest', liquidatedOn: '2026-09-01' });
    expect(await sweep(organizationId, FIRST_DAY)).toMatchObject({ alertsFound: 0 });
    const ladders = { ...ALERT_LADDERS, protest: { watches: 'safeDay' as const, tiers: [120, 60, 0] } };
    const on = { today: FIRST_DAY, now: NOW, ladders };
    const found = await database.withTenantPg(organizationId, async (tx) => {
      await prepareAlarms(tx, on);
      return insertDueAlerts(tx, on);
    });
    expect(found).toEqual({ found: 1, lapsed: 0 });
  });

  it('finds on each day, by reading all, what the sweeps would pass over, tells of it and raises it', async () => {
    const { organizationId } = await makeFirm(database);
    const clientId = await addClient(database, organizationId);
    for (const liquidatedOn of ['2026-06-01', '2026-07-20'])
      await addDeadline(database, organizationId, { clientId, kind: 'protest', liquidatedOn });
    await sweep(organizationId, addDays(FIRST_DAY, -120));
    await database.withTenantPg(organizationId, (tx) =>
      tx.query(`update deadline set alarm_from = '2030-01-01' where organization_id = $1`, [organizationId]),
    );
    const swept = await sweep(organizationId, FIRST_DAY);
    expect(swept).toMatchObject({ alertsFound: 2, overlooked: 2 });
    expect(await sweep(organizationId, FIRST_DAY)).toMatchObject({ alertsFound: 0, overlooked: 0 });
    const [event] = await read<{ payload: string }>(
      organizationId,
      `select payload from audit_event where organization_id = $1 and action = 'alert.found' order by seq desc limit 1`,
    );
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({ details: { overlooked: 2 } });
  });
});
