import type { Board } from '@capeline/contracts';
import { recordSweep } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const BOARD = '/api/v1/board';
const CLIENT_WIDE = ['tao_login', 'tao_email_control', 'broker_authority', 'cape_and_reports_visible'];
const PER_NUMBER = [
  'ior_numbers_listed',
  'ach_refund',
  'importer_contact_email',
  'importer_number_active',
  'notify_party_4811',
];

/** Today is Monday 23 November 2026; the sums below are added up by hand. */
describe('board', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  let ready: string;
  let held: string;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
  });
  afterAll(() => harness.close());

  const read = async (caller = owner): Promise<Board> => (await caller.send({ url: BOARD })).json();

  it('answers 200 and zeros while there is nothing', async () => {
    const board = await read();
    expect(board).toMatchObject({
      businessDate: '2026-11-23',
      clientCount: 0,
      canFileCount: 0,
      lastDigest: null,
      dataAsOf: null,
    });
    expect(board.capeCloses).toEqual(
      [7, 14, 30].map((days) => ({
        days,
        ieepaDutyCents: 0,
        entryCount: 0,
        cannotGoCents: 0,
        heldBy: [],
        withoutOwnerCents: 0,
      })),
    );
    expect(board.weeks).toHaveLength(32);
  });

  describe('of a small firm', () => {
    beforeAll(async () => {
      ready = await firm.client({ name: 'Ready', numbers: ['12-345678900'], ownerUserId: owner.userId });
      held = await firm.client({ name: 'Held', numbers: ['12-345678901'], flagUnknownCount: 1, needsDataCount: 2 });
      for (const kind of CLIENT_WIDE) await firm.check(ready, kind, '', 'ready');
      for (const kind of PER_NUMBER) await firm.check(ready, kind, '12-345678900', 'ready');
      await firm.check(held, 'broker_authority', '', 'ready');
      let day = 0;
      const add = (
        clientId: string,
        kind: string,
        fileBy: string,
        safeDay: string,
        lastDay: string,
        cents: number,
        entryCount: number,
        status = 'open',
      ) => {
        day += 1;
        const liquidatedOn = `2026-05-${String(day).padStart(2, '0')}`;
        return firm.deadline({ clientId, kind, liquidatedOn, lastDay, safeDay, fileBy, cents, entryCount, status });
      };
      // CAPE: past file-by but open, the seventh day, the eighth, the 30th, the 31st.
      await add(ready, 'cape_window', '2026-11-17', '2026-11-24', '2026-11-24', 100, 1);
      await add(held, 'cape_window', '2026-11-30', '2026-12-07', '2026-12-07', 2_000, 2);
      await add(ready, 'cape_window', '2026-12-01', '2026-12-08', '2026-12-08', 30_000, 3);
      await add(held, 'cape_window', '2026-12-23', '2026-12-31', '2026-12-31', 400_000, 4);
      await add(held, 'cape_window', '2026-12-24', '2026-12-31', '2027-01-02', 5_000_000, 5);
      // Closed, done, superseded, or nobody's.
      await add(ready, 'cape_window', '2026-11-13', '2026-11-20', '2026-11-22', 9_999, 9);
      await add(ready, 'cape_window', '2026-11-25', '2026-12-02', '2026-12-02', 9_999, 9, 'done');
      await add(ready, 'protest', '2026-11-25', '2026-11-25', '2026-11-25', 9_999, 9, 'superseded');
      await add(ready, 'voluntary_reliquidation', '2026-11-25', '2026-11-25', '2026-11-25', 9_999, 9);
      // Protest: the safe day was Friday and the last day is today; then the 14th and the 15th day.
      await add(held, 'protest', '2026-11-20', '2026-11-20', '2026-11-23', 7, 1);
      await add(ready, 'protest', '2026-12-07', '2026-12-07', '2026-12-07', 80, 2);
      await add(ready, 'protest_reliquidation', '2026-12-08', '2026-12-08', '2026-12-08', 900, 3);
    });

    it('sums each strip by its own day, inclusive, and never the two together', async () => {
      const board = await read();
      expect(board.capeCloses.map((span) => [span.days, span.ieepaDutyCents, span.entryCount])).toEqual([
        [7, 100 + 2_000, 1 + 2],
        [14, 100 + 2_000 + 30_000, 1 + 2 + 3],
        [30, 100 + 2_000 + 30_000 + 400_000, 1 + 2 + 3 + 4],
      ]);
      expect(board.protestCloses.map((span) => [span.days, span.ieepaDutyCents, span.entryCount])).toEqual([
        [7, 7, 1],
        [14, 7 + 80, 1 + 2],
        [30, 7 + 80 + 900, 1 + 2 + 3],
      ]);
    });

    it('says how much cannot go, what holds it, and how much nobody owns', async () => {
      const { capeCloses, protestCloses, canFileCount, canBePaidCount } = await read();
      expect(capeCloses.map(({ cannotGoCents }) => cannotGoCents)).toEqual([2_000, 2_000, 402_000]);
      expect(capeCloses.map(({ withoutOwnerCents }) => withoutOwnerCents)).toEqual([2_000, 2_000, 402_000]);
      expect(capeCloses[0]?.heldBy).toEqual(['reconciliation_split']);
      // The reconciliation split stops our upload; a protest needs authority alone, and that is there.
      expect(protestCloses.map(({ cannotGoCents }) => cannotGoCents)).toEqual([0, 0, 0]);
      expect([canFileCount, canBePaidCount]).toEqual([1, 1]);
    });

    it('names the check that holds the most money first', async () => {
      const third = await firm.client({ name: 'Third', numbers: ['12-345678902'], ownerUserId: owner.userId });
      await firm.deadline({
        clientId: third,
        kind: 'cape_window',
        liquidatedOn: '2026-06-01',
        lastDay: '2026-12-04',
        fileBy: '2026-11-27',
        cents: 9_000,
      });
      expect((await read()).capeCloses[0]).toMatchObject({
        cannotGoCents: 11_000,
        heldBy: ['broker_authority', 'reconciliation_split'],
      });
      await firm.query(`update deadline set status = 'done' where organization_id = $1 and client_id = $2`, [
        owner.organizationId,
        third,
      ]);
      // Whatever ends a deadline leaves an event, and with it a new order; a statement of a test does not.
      await firm.query('update client set version = version + 1 where organization_id = $1 and id = $2', [
        owner.organizationId,
        third,
      ]);
    });

    it('puts every open date of 16 weeks into its week, and what is late into this one', async () => {
      const { weeks } = await read();
      const find = (weekStart: string, kind: string) =>
        weeks.find((week) => week.weekStart === weekStart && week.kind === kind);
      expect(find('2026-11-23', 'cape_window')).toMatchObject({ canGoCents: 100, cannotGoCents: 0, entryCount: 1 });
      expect(find('2026-11-30', 'cape_window')).toMatchObject({
        canGoCents: 30_000,
        cannotGoCents: 2_000,
        entryCount: 5,
      });
      expect(find('2026-12-21', 'cape_window')).toMatchObject({
        canGoCents: 0,
        cannotGoCents: 5_400_000,
        entryCount: 9,
      });
      expect(find('2026-12-07', 'protest')).toMatchObject({ canGoCents: 980, cannotGoCents: 0, entryCount: 5 });
      expect(weeks.reduce((sum, week) => sum + week.canGoCents + week.cannotGoCents, 0)).toBe(5_432_100 + 987);
      expect(weeks.at(-1)?.weekStart).toBe('2027-03-08');
    });

    it('counts what needs somebody', async () => {
      const [deadline] = await firm.query<{ id: string }>(
        `select id from deadline where organization_id = $1 and status = 'open' and file_by = '2026-12-07'`,
        [owner.organizationId],
      );
      await firm.alert(deadline?.id ?? '', 14);
      const { needsYou, dataAsOf } = await read();
      expect(needsYou).toMatchObject({
        alertsNotAcknowledged: 1,
        clientsWithStaleData: 0,
        clientsWithoutOwner: 1,
        entriesNeedingData: 2,
      });
      expect(dataAsOf).toBe('2026-11-21');
    });

    it('shows when the last sweep of this very firm ended, and calls it late after two intervals', async () => {
      const swept = (name: string, at: Date) => harness.database.withSystem('test', (tx) => recordSweep(tx, name, at));
      expect(await read()).toMatchObject({ lastSweepAt: null, sweepIsLate: false });
      const now = harness.clock.now();
      const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
      await swept('worker', ago(3));
      expect(await read()).toMatchObject({ lastSweepAt: ago(3).toISOString(), sweepIsLate: false });
      // That others are swept every five minutes helps nobody whose own sweep fails.
      await swept(`sweep:${owner.organizationId}`, ago(12));
      await swept('sweep:00000000-0000-4000-8000-000000000000', ago(1));
      expect(await read()).toMatchObject({ lastSweepAt: ago(12).toISOString(), sweepIsLate: true });
      await swept(`sweep:${owner.organizationId}`, ago(9));
      expect(await read()).toMatchObject({ lastSweepAt: ago(9).toISOString(), sweepIsLate: false });
    });
  });

  it('shows a firm nothing of another, and answers 401 and 403', async () => {
    const stranger = await harness.firm('Stranger');
    expect(await read(stranger)).toMatchObject({ clientCount: 0, needsYou: { alertsNotAcknowledged: 0 } });
    expect((await harness.app.inject(BOARD)).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['entries:read']);
    expect((await key.send({ url: BOARD })).statusCode).toBe(403);
  });
});
