import { randomUUID } from 'node:crypto';
import { createDatabase, type Database, insertOrganization, listOrganizations } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { sweepOrganization } from '../alerts/sweep-organization.ts';
import { MAIL } from '../alerts/test-support/firm.ts';
import { getBoard } from '../board/get-board.ts';
import { createRankCache } from '../board/rank-cache.ts';
import { updateClient } from '../clients/update-client.ts';
import { removeSample } from '../firms/remove-sample.ts';
import { signInToSample } from '../sessions/sign-in-to-sample.ts';
import { ensureSampleFirm } from './load-sample-firm.ts';
import { noteSampleMark } from './sample-mark.ts';

const NOW = new Date('2026-11-23T14:00:00Z');
const now = () => NOW;

describe('the sample firm in the course of time', () => {
  let store: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    store = await createTestDatabase();
    database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  });
  afterEach(async () => {
    await database.close();
    await store.drop();
  });

  const ensure = (businessDate: string) => ensureSampleFirm(database, { now, businessDate });
  const firms = () => database.withSystem('test', listOrganizations);
  const sample = async () => (await firms()).find(({ isSample }) => isSample);
  const sampleId = async () => (await sample())?.id ?? '';

  /** What a visitor sees: how many clients, dates and alerts, what each strip holds, and the checks by their state. */
  async function shapeOn(businessDate: string): Promise<object> {
    const today = plainDate(businessDate);
    const organizationId = await sampleId();
    const mail = { ...MAIL, isRehearsal: true };
    await sweepOrganization(database, organizationId, { now: NOW, businessDate, localTime: '00:00', mail });
    return database.withTenantRead(organizationId, async (tx) => {
      const reader = { today, userId: null, mayReadNumbers: true, mailConfigured: true, now: NOW, lastSweepAt: null };
      const { clientCount, canFileCount, canBePaidCount, capeCloses, protestCloses, needsYou, filterCounts } =
        await getBoard(tx, reader, createRankCache());
      const strip = (spans: typeof capeCloses) =>
        spans.map(({ entryCount, ieepaDutyCents }) => [entryCount, ieepaDutyCents]);
      // How many alerts a first sweep raises follows the ladder, finer than the strips.
      const { alertsNotAcknowledged: _alerts, ...needs } = needsYou;
      const dates = await tx.query('select kind, count(*)::int as dates from deadline group by kind order by kind');
      return {
        clientCount,
        canFileCount,
        canBePaidCount,
        cape: strip(capeCloses),
        protest: strip(protestCloses),
        needs,
        filterCounts,
        dates,
      };
    });
  }

  it('has the same shape whenever it is made, on a Sunday among holidays and in another season', async () => {
    const shapes: object[] = [];
    for (const businessDate of ['2026-11-23', '2027-12-26', '2027-07-01']) {
      await ensure(businessDate);
      shapes.push(await shapeOn(businessDate));
    }
    expect(shapes[0]).toMatchObject({ clientCount: expect.any(Number), needs: { clientsWithStaleData: 0 } });
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });

  it('is renewed when its week is over, as long as people only looked; real firms stay', async () => {
    const real = randomUUID();
    await database.withTenantPg(real, (tx) => insertOrganization(tx, { name: 'Harbor', createdAt: NOW }));
    expect(await ensure('2026-11-23')).toBe('made');
    const first = await sampleId();
    await signInToSample(database, { now: NOW, absoluteMs: 1_000_000 });
    expect(await ensure('2026-11-27')).toBe('present');
    expect(await sampleId()).toBe(first);
    expect(await ensure('2026-11-28')).toBe('renewed');
    expect(await sample()).toMatchObject({ sampleFor: '2026-11-28' });
    expect(await sampleId()).not.toBe(first);
    expect((await firms()).map(({ isSample }) => isSample).sort()).toEqual([false, true]);
    expect((await firms()).some(({ id }) => id === real)).toBe(true);
  });

  it('is left alone once somebody worked in it, and never comes back once somebody removed it', async () => {
    await ensure('2026-11-23');
    const organizationId = await sampleId();
    await database.withTenantPg(organizationId, async (tx) => {
      const [client] = await tx.query<{ id: string }>('select id from client limit 1');
      const actor = { kind: 'user', id: randomUUID() } as const;
      const input = { clientId: client?.id ?? '', changes: { name: 'Renamed' }, ifMatch: undefined };
      await updateClient(tx, input, { actor, today: plainDate('2026-11-23'), now: NOW });
    });
    expect(await ensure('2026-12-24')).toBe('kept');
    expect(await sampleId()).toBe(organizationId);
    await removeSample(database, { organizationId, isOwner: true, actor: { kind: 'user', id: null }, now: NOW });
    for (const day of ['2026-11-23', '2027-01-04']) expect(await ensure(day)).toBe('removed');
    expect(await firms()).toEqual([]);
  });

  it('is made anew after a crash between the old one and the new one', async () => {
    await noteSampleMark(database, { state: 'renewing' }, NOW);
    expect(await ensure('2026-11-23')).toBe('renewed');
    expect(await ensure('2026-11-23')).toBe('present');
  });
});
