import type { Board, Client, Deadline, FirmCheckLine, FirmReadiness } from '@capeline/contracts';
import { ensureSampleFirm, sweepOrganization } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, sessionHeaders, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

type Ask = (path: string) => Promise<{ data: object[]; nextCursor: string | null; total?: number }>;

/** A day of the calendar, `days` after Monday 23 November 2026, which is today in these tests. */
const day = (days: number): string => new Date(Date.UTC(2026, 10, 23) + days * 86_400_000).toISOString().slice(0, 10);
const after = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

async function all<Row>(ask: Ask, path: string): Promise<Row[]> {
  const rows: object[] = [];
  let cursor: string | null = null;
  do {
    const page = await ask(`${path}&limit=7${cursor === null ? '' : `&cursor=${cursor}`}`);
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows as Row[];
}

async function sumOf(ask: Ask, query: string): Promise<{ cents: number; entries: number }> {
  const rows = await all<Deadline>(ask, `/deadlines?${query}`);
  return {
    cents: rows.reduce((sum, row) => sum + row.ieepaDutyCents, 0),
    entries: rows.reduce((sum, row) => sum + row.entryCount, 0),
  };
}

/** Follows every number of a board to its list, as a page would. */
async function expectEveryNumberToHaveItsList(board: Board, ask: Ask): Promise<void> {
  const today = board.businessDate;
  for (const [right, spans] of [
    ['cape', board.capeCloses],
    ['protest', board.protestCloses],
  ] as const) {
    for (const span of spans) {
      const query = `right=${right}&closesBy=${after(today, span.days)}`;
      expect([query, await sumOf(ask, query)]).toEqual([
        query,
        { cents: span.ieepaDutyCents, entries: span.entryCount },
      ]);
      expect((await sumOf(ask, `${query}&canGo=false`)).cents).toBe(span.cannotGoCents);
      expect((await sumOf(ask, `${query}&canGo=true`)).cents).toBe(span.ieepaDutyCents - span.cannotGoCents);
      expect((await sumOf(ask, `${query}&hasOwner=false`)).cents).toBe(span.withoutOwnerCents);
      expect((await sumOf(ask, `${query}&hasOwner=true`)).cents).toBe(span.ieepaDutyCents - span.withoutOwnerCents);
    }
  }
  for (const { weekStart, kind, canGoCents, cannotGoCents, entryCount } of board.weeks) {
    const right = kind === 'cape_window' ? 'cape' : 'protest';
    const query = `right=${right}&closesFrom=${weekStart}&closesBy=${after(weekStart, 6)}`;
    expect([query, await sumOf(ask, query)]).toEqual([
      query,
      { cents: canGoCents + cannotGoCents, entries: entryCount },
    ]);
    expect((await sumOf(ask, `${query}&canGo=true`)).cents).toBe(canGoCents);
    expect((await sumOf(ask, `${query}&canGo=false`)).cents).toBe(cannotGoCents);
  }
  const clients = async (filter: string) => {
    const rows = await all<Client>(ask, `/clients?filter=${filter}`);
    const { total } = await ask(`/clients?filter=${filter}`);
    expect(total).toBe(rows.length);
    return rows.length;
  };
  for (const [filter, count] of Object.entries(board.filterCounts))
    expect([filter, await clients(filter)]).toEqual([filter, count]);
  expect(board.clientCount - (await clients('stops_filing'))).toBe(board.canFileCount);
  expect(board.clientCount - (await clients('stops_payment'))).toBe(board.canBePaidCount);
  const { needsYou } = board;
  const firm = (await ask('/firm-readiness')) as unknown as FirmReadiness;
  const open = ({ confirmed, status }: FirmCheckLine) => confirmed && status !== 'ready' && status !== 'not_applicable';
  const counted = {
    alertsNotAcknowledged: (await all(ask, '/alerts?acknowledged=false')).length,
    clientsWithStaleData: await clients('stale'),
    clientsWithoutOwner: await clients('no_owner'),
    clientsToChase: await clients('chase_due'),
    entriesNeedingData: (await all(ask, '/entries?needsData=true')).length,
    provisionalDates: (await all(ask, '/entries?provisional=true')).length,
    proposalsWaiting: (await all(ask, '/entries?proposed=true')).length,
    entriesGone: (await all(ask, '/entries?gone=true')).length,
    importsFailed: (await all(ask, '/imports?failed=true')).length,
    firmChecksOpen: firm.checks.flatMap(({ lines }) => lines).filter(open).length,
    filerCodesWithoutFriday: firm.reports.filter(({ confirmed, state }) => confirmed && state !== 'fresh').length,
  };
  expect(counted).toEqual(needsYou);
}

const EVERY_CHECK = ['tao_login', 'tao_email_control', 'broker_authority', 'cape_and_reports_visible'];
const EVERY_NUMBER_CHECK = [
  'ior_numbers_listed',
  'ach_refund',
  'importer_contact_email',
  'importer_number_active',
  'notify_party_4811',
];

/** Deadlines of all kinds and states around today, some past file-by and still open, some lapsed, some without duty. */
async function makeDeadlines(firm: TradeFixture, clientIds: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  const kinds = ['cape_window', 'protest', 'protest_reliquidation', 'voluntary_reliquidation'];
  let number = 0;
  for (let due = -66; due <= 130; due += 1) {
    number += 1;
    const kind = kinds[number % kinds.length] ?? '';
    const isCape = kind === 'cape_window';
    const safeDay = day(due + (isCape ? number % 30 : 0));
    ids.push(
      await firm.deadline({
        clientId: clientIds[number % clientIds.length] ?? '',
        kind,
        liquidatedOn: after('2025-01-01', number),
        fileBy: day(due),
        safeDay,
        lastDay: after(safeDay, number % 3),
        status: number % 11 === 0 ? 'done' : number % 13 === 0 ? 'superseded' : 'open',
        entryCount: number % 17 === 0 ? 0 : (number % 5) + 1,
        cents: number % 7 === 0 ? 0 : number * 101,
      }),
    );
  }
  return ids;
}

describe('every number of the board', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const asker =
    (send: Caller['send']): Ask =>
    async (path) => {
      const response = await send({ url: `/api/v1${path}` });
      expect([path, response.statusCode]).toEqual([path, 200]);
      return response.json();
    };
  const boardOf = async (send: Caller['send']): Promise<Board> => (await send({ url: '/api/v1/board' })).json();

  it('leads to a list with exactly that sum, in a firm made by hand', async () => {
    const owner = await harness.firm('Harbor');
    const firm = tradeFixture(harness.database, owner.organizationId);
    const ready = await firm.client({ name: 'Ready', numbers: ['12-345678900'], ownerUserId: owner.userId });
    for (const kind of EVERY_CHECK) await firm.check(ready, kind, '', 'ready');
    for (const kind of EVERY_NUMBER_CHECK) await firm.check(ready, kind, '12-345678900', 'ready');
    const held = await firm.client({ name: 'Held', numbers: ['12-345678901'], flagUnknownCount: 1 });
    const stale = await firm.client({ name: 'Stale', dataAsOf: '2026-10-01', ownerUserId: owner.userId });
    const ids = await makeDeadlines(firm, [ready, held, stale]);
    for (const [index, id] of ids.entries()) if (index % 9 === 0) await firm.alert(id, index % 2 === 0 ? 14 : -1);
    await firm.query(
      `update alert set acknowledged_at = now() where organization_id = $1 and deadline_id = any ($2::uuid[])`,
      [owner.organizationId, ids.filter((_, index) => index % 27 === 0)],
    );
    for (const [name, status, createdAt] of [
      ['failed', 'failed', '2026-11-20T12:00:00Z'],
      ['mapping', 'needs_mapping', '2026-11-10T12:00:00Z'],
      ['old', 'failed', '2026-10-10T12:00:00Z'],
      ['good', 'committed', '2026-11-20T12:00:00Z'],
    ])
      await firm.query(
        `insert into report_import (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit, created_at)
         values ($1, gen_random_uuid(), 'es003', $2::text, 1, sha256(convert_to($2::text, 'UTF8')), '2026-11-20', $3, true, $4)`,
        [owner.organizationId, name, status, createdAt],
      );
    const facts = { clientId: held, importerNumber: '12-345678901' };
    await firm.entry({ ...facts, entryNumber: '60500000011', needsData: 'liquidation.date_missing' });
    await firm.entry({ ...facts, entryNumber: '60500000029', proposedOn: '2026-12-31' });
    await firm.entry({ ...facts, entryNumber: '60500000037' });
    await firm.query(
      `update entry set provisional_on = '2026-10-16' where organization_id = $1 and entry_number = '60500000011'`,
      [owner.organizationId],
    );
    await firm.query(
      `update client_summary set needs_data_count = 1, proposal_count = 1 where organization_id = $1 and client_id = $2`,
      [owner.organizationId, held],
    );
    const waitFor = (clientId: string, chaseOn: string) =>
      owner.send({
        method: 'PATCH',
        url: `/api/v1/clients/${clientId}`,
        payload: { waiting: { on: 'client', since: '2026-11-02', chaseOn } },
      });
    await waitFor(held, day(0));
    await waitFor(ready, day(1));
    await owner.send({
      method: 'PATCH',
      url: `/api/v1/clients/${stale}/checks/tao_login`,
      payload: { status: 'blocked', waitingOn: 'client', chaseOn: day(-3) },
    });
    const board = await boardOf(owner.send);
    expect(board.needsYou).toMatchObject({
      clientsToChase: 2,
      importsFailed: 2,
      entriesNeedingData: 1,
      provisionalDates: 1,
      proposalsWaiting: 1,
    });
    expect(board.needsYou.alertsNotAcknowledged).toBeGreaterThan(5);
    expect(board.canFileCount).toBe(1);
    for (const spans of [board.capeCloses, board.protestCloses])
      for (const span of spans) {
        expect(span.cannotGoCents).toBeGreaterThan(0);
        expect(span.ieepaDutyCents).toBeGreaterThan(span.cannotGoCents);
      }
    await expectEveryNumberToHaveItsList(board, asker(owner.send));
  }, 60_000);

  it('leads to a list with exactly that sum, in the sample firm', async () => {
    const now = () => harness.clock.now();
    await ensureSampleFirm(harness.database, { now, businessDate: day(0) });
    const signIn = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session/sample',
      headers: { 'x-capeline-csrf': '1' },
    });
    const token = /capeline_session=([^;]+)/.exec(String(signIn.headers['set-cookie']))?.[1] ?? '';
    const send: Caller['send'] = (options) => harness.app.inject({ ...options, headers: sessionHeaders(token) });
    const me = (await send({ url: '/api/v1/me' })).json() as { organization: { id: string } };
    await sweepOrganization(harness.database, me.organization.id, {
      now: now(),
      businessDate: day(0),
      localTime: '09:00',
      mail: {
        isConfigured: false,
        from: 'Capeline <capeline@localhost>',
        appUrl: 'http://127.0.0.1:3000',
        isLoopback: true,
        isRehearsal: false,
      },
    });
    const board = await boardOf(send);
    expect(board.clientCount).toBeGreaterThan(3);
    expect(board.needsYou.alertsNotAcknowledged).toBeGreaterThan(0);
    expect(board.protestCloses.at(-1)?.entryCount).toBeGreaterThan(0);
    await expectEveryNumberToHaveItsList(board, asker(send));
  }, 60_000);
});
