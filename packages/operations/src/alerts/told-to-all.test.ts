import { createDatabase, type Database, listPendingAlerts } from '@capeline/db';
import { addDays, plainDate } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { printedSeed } from '../../../../tests/support/seed.ts';
import { sweepOrganization } from './sweep-organization.ts';
import { changeSomething, makeChangingFirm } from './test-support/changes.ts';
import { addMember, MAIL, makeFirm } from './test-support/firm.ts';

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
const DAYS = 150;
const PEOPLE = 4;

describe('digests that pass over settled alerts', () => {
  it('leave nobody without an alert that he should hear of, whoever joins, goes, answers for a client or takes something back', async () => {
    const { organizationId } = await makeFirm(database);
    const random = printedSeed('digests among settled alerts');
    const firm = await makeChangingFirm({ database, organizationId, random }, FIRST_DAY);
    const join = (number: number, createdAt: Date) =>
      addMember(database, organizationId, {
        email: `person-${number}-${organizationId}@broker.example`,
        role: 'specialist',
        createdAt,
      });
    for (let count = 0; count < PEOPLE; count += 1) await join(count, new Date('2026-01-05T12:00:00Z'));
    let told = 0;
    for (let passed = 0; passed < DAYS; passed += 1) {
      const day = addDays(FIRST_DAY, passed - (random.below(20) === 0 ? random.below(9) : 0));
      const now = new Date(`${day}T14:00:00Z`);
      if (random.below(25) === 0) await join(PEOPLE + passed, now);
      const story = await changeSomething(firm, day, 'of people');
      const swept = await sweepOrganization(database, organizationId, {
        now,
        businessDate: day,
        localTime: '09:00',
        mail: MAIL,
      });
      told += swept.mailIds.length;
      const left = await database.withTenantPg(organizationId, (tx) => listPendingAlerts(tx, day, { isWhole: true }));
      expect({ day, story, left }).toEqual({ day, story, left: [] });
    }
    expect(told).toBeGreaterThan(50);
    const [row] = await database.withTenantPg(organizationId, (tx) =>
      tx.query<{ settled: number }>(
        'select count(*) filter (where is_settled) as settled from alert where organization_id = $1',
        [organizationId],
      ),
    );
    expect(row?.settled).toBeGreaterThan(50);
  }, 120_000);
});
