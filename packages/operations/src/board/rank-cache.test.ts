import { randomUUID } from 'node:crypto';
import { createDatabase, type Database, insertOrganization } from '@capeline/db';
import {
  addDays,
  type BoardDeadline,
  compareRank,
  type DeadlineKind,
  dueOn,
  type PlainDate,
  pickNextDeadline,
  plainDate,
  rankOf,
} from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { bothAtOnce, type WrapQuery } from '../test-support/both-at-once.ts';
import { createRankCache, type RankCache } from './rank-cache.ts';

const TODAY = plainDate('2026-11-23');
const KINDS: readonly DeadlineKind[] = ['cape_window', 'protest', 'protest_reliquidation', 'voluntary_reliquidation'];

interface Made {
  readonly id: string;
  readonly owner: string | null;
  readonly dataAsOf: PlainDate | null;
  readonly needsDataCount: number;
  readonly deadlines: BoardDeadline[];
  readonly waiting: PlainDate[];
}

/** The same numbers from 0 to below `below` at every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

function makeDeadline(random: (below: number) => number): BoardDeadline {
  const kind = KINDS[random(4)] ?? 'protest';
  const lastDay = addDays(TODAY, random(70) - 8);
  const safeDay = addDays(lastDay, -random(3));
  const fileBy = kind === 'cape_window' ? addDays(safeDay, -random(60)) : safeDay;
  return {
    kind,
    lastDay,
    safeDay,
    fileBy,
    entryCount: 1 + random(3),
    ieepaDutyCents: random(3) === 0 ? 0 : 100 * random(5),
  };
}

describe('the order of the board', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const organizationId = randomUUID();
  const made: Made[] = [];

  const run = (sql: string, params: readonly unknown[]) =>
    database.withTenantPg(organizationId, (tx) => tx.query(sql, [organizationId, ...params]));

  async function insert(client: Made, random: (below: number) => number): Promise<void> {
    const { id, owner, dataAsOf, needsDataCount, deadlines, waiting } = client;
    await run('insert into client (organization_id, id, name, owner_user_id) values ($1, $2, $3, $4)', [id, id, owner]);
    const summary =
      'insert into client_summary (organization_id, client_id, data_as_of, needs_data_count) values ($1, $2, $3, $4)';
    await run(summary, [id, dataAsOf, needsDataCount]);
    for (const [index, one] of deadlines.entries()) {
      const deadlineId = randomUUID();
      await run(
        `insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, status, entry_count,
           ieepa_duty_cents, rules_version) values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, 'test')`,
        [
          deadlineId,
          id,
          one.kind,
          addDays(TODAY, -200 + index),
          one.lastDay,
          one.safeDay,
          one.fileBy,
          one.entryCount,
          one.ieepaDutyCents,
        ],
      );
      const due = dueOn(one, TODAY);
      if (due === null || one.kind === 'voluntary_reliquidation' || random(6) !== 0) continue;
      waiting.push(due);
      await run(
        `insert into alert (organization_id, id, deadline_id, tier, found_on) values ($1, gen_random_uuid(), $2, 7, $3)`,
        [deadlineId, TODAY],
      );
    }
  }

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = createDatabase({ appUrl: testDatabase.appUrl, systemUrl: testDatabase.systemUrl, maxConnections: 2 });
    await database.withTenantPg(organizationId, (tx) =>
      insertOrganization(tx, { name: 'Harbor', createdAt: new Date(0) }),
    );
    const random = seeded(7);
    for (let index = 0; index < 150; index += 1) {
      const client: Made = {
        id: randomUUID(),
        owner: random(5) === 0 ? null : randomUUID(),
        dataAsOf: random(6) === 0 ? null : addDays(TODAY, -random(12)),
        needsDataCount: random(4) === 0 ? 1 + random(3) : 0,
        deadlines: Array.from({ length: random(6) }, () => makeDeadline(random)),
        waiting: [],
      };
      await insert(client, random);
      made.push(client);
    }
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('is the domain’s own, although the database hands over only the first days of each client', async () => {
    const expected = made
      .map((client) =>
        rankOf(
          {
            clientKey: client.id,
            ownerKey: client.owner,
            deadlines: client.deadlines,
            dataAsOf: client.dataAsOf,
            needsDataCount: client.needsDataCount,
            unacknowledgedDueOn: client.waiting,
          },
          TODAY,
        ),
      )
      .sort(compareRank);
    const ranked = await database.withTenantRead(organizationId, (tx) => createRankCache().read(tx, TODAY));
    expect(ranked.map(({ rank }) => rank)).toEqual(expected);
    for (const group of [1, 2, 3, 4]) expect(expected.some((rank) => rank.group === group)).toBe(true);
  });

  it('knows the next day to work to of every client as the domain picks it', async () => {
    const ranked = await database.withTenantRead(organizationId, (tx) => createRankCache().read(tx, TODAY));
    const dues = new Map(ranked.map(({ facts, due }) => [facts.clientId, due]));
    for (const { id, deadlines } of made) {
      const next = pickNextDeadline(deadlines, TODAY);
      expect(dues.get(id)).toBe(next === null ? null : dueOn(next, TODAY));
    }
  });

  it('is asked for again only when something that ranks has changed', async () => {
    const cache = createRankCache();
    const read = () => database.withTenantRead(organizationId, (tx) => cache.read(tx, TODAY));
    const first = await read();
    expect(await read()).toBe(first);
    await run('update client set version = version + 1 where organization_id = $1 and id = $2', [made[0]?.id]);
    const second = await read();
    expect(second).not.toBe(first);
    await run('update alert set acknowledged_at = now() where organization_id = $1 and acknowledged_at is null', []);
    expect(await read()).not.toBe(second);
  });

  const askTogether = (cache: RankCache, fault?: Error) => {
    const ask = (wrap: WrapQuery) =>
      database.withTenantRead(organizationId, (tx) => cache.read({ ...tx, query: wrap(tx.query) }, TODAY));
    return bothAtOnce(ask, { heldAt: 'rank-facts', untilAnswered: 'rank-state', fault });
  };

  it('is read by one for all who ask at the same time', async () => {
    const [first, second] = await askTogether(createRankCache());
    if (first.status !== 'fulfilled' || second.status !== 'fulfilled') throw new Error('A reading failed.');
    expect(first.value).toHaveLength(made.length);
    expect(second.value).toBe(first.value);
  });

  it('is read anew by those who waited for a reading that failed', async () => {
    const fault = new Error('the connection broke');
    const [first, second] = await askTogether(createRankCache(), fault);
    expect(first).toEqual({ status: 'rejected', reason: fault });
    expect(second).toEqual({ status: 'fulfilled', value: expect.any(Array) });
  });
});
