import { randomUUID } from 'node:crypto';
import { createDatabase, type Database, insertOrganization } from '@capeline/db';
import { addDays, plainDate } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { recordCheck } from '../checks/record-check.ts';
import { bothAtOnce, type WrapQuery } from '../test-support/both-at-once.ts';
import { getBoard } from './get-board.ts';
import { readKeptBoard } from './kept-board.ts';
import { createRankCache } from './rank-cache.ts';

const TODAY = plainDate('2026-11-23');
const NOW = new Date('2026-11-23T15:00:00Z');

describe('readiness on the board', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const organizationId = randomUUID();
  const clientId = randomUUID();
  const cache = createRankCache();

  const board = (mailConfigured = true) =>
    database.withTenantRead(organizationId, (tx) =>
      getBoard(
        tx,
        { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured, now: NOW, lastSweepAt: null },
        cache,
      ),
    );

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = createDatabase({ appUrl: testDatabase.appUrl, systemUrl: testDatabase.systemUrl, maxConnections: 2 });
    await database.withTenantPg(organizationId, async (tx) => {
      await insertOrganization(tx, { name: 'Harbor', createdAt: new Date(0) });
      await tx.query(`insert into client (organization_id, id, name) values ($1, $2, 'Sable')`, [
        organizationId,
        clientId,
      ]);
      await tx.query(
        `insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, status, entry_count,
           ieepa_duty_cents, rules_version) values ($1, gen_random_uuid(), $2, 'cape_window', $3, $4, $4, $4, 'open', 1, 500, 'test')`,
        [organizationId, clientId, addDays(TODAY, -70), addDays(TODAY, 5)],
      );
    });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('is counted by one for all who look at the same time', async () => {
    const reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: false };
    const ranks = createRankCache();
    const look = (wrap: WrapQuery) =>
      database.withTenantRead(organizationId, (tx) => readKeptBoard({ ...tx, query: wrap(tx.query) }, reader, ranks));
    const [first, second] = await bothAtOnce(look, { heldAt: null, untilAnswered: 'rank-state' });
    if (first.status !== 'fulfilled' || second.status !== 'fulfilled') throw new Error('A look failed.');
    expect(first.value.numbers.clientCount).toBe(1);
    expect(second.value).toBe(first.value);
  });

  it('is that of the last recorded check, although it is kept between looks', async () => {
    const heldBy = async () => (await board()).capeCloses[0]?.heldBy;
    expect(await heldBy()).toContain('broker_authority');
    expect(await heldBy()).toContain('broker_authority');
    const change = { status: 'ready', evidenceNote: 'seen on the portal', verifiedOn: TODAY } as const;
    const writer = { actor: { kind: 'system', id: null }, today: TODAY, now: NOW } as const;
    await database.withTenantPg(organizationId, (tx) =>
      recordCheck(tx, { clientId, kind: 'broker_authority', change, ifMatch: undefined }, writer),
    );
    expect(await heldBy()).not.toContain('broker_authority');
  });
});
