import type { Deadline } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const DEADLINES = '/api/v1/deadlines';
const MISSING_ID = '00000000-0000-4000-8000-000000000000';
const EIN = '12-345678900';

describe('deadlines', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  let clientId: string;
  let protest: string;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
    clientId = await firm.client({ name: 'Acme', numbers: [EIN] });
    const other = await firm.client({ name: 'Other' });
    protest = await firm.deadline({
      clientId,
      kind: 'protest',
      liquidatedOn: '2026-05-29',
      lastDay: '2026-11-25',
      fileBy: '2026-11-25',
      entryCount: 2,
      cents: 300,
    });
    for (const id of [other, clientId])
      await firm.deadline({
        clientId: id,
        kind: 'cape_window',
        liquidatedOn: '2026-09-18',
        lastDay: '2026-12-07',
        fileBy: '2026-11-30',
      });
    await firm.deadline({
      clientId,
      kind: 'cape_window',
      liquidatedOn: '2026-08-21',
      lastDay: '2026-11-09',
      fileBy: '2026-11-02',
      status: 'done',
    });
    await firm.entry({ clientId, importerNumber: EIN, entryNumber: '60500000011', liquidatedOn: '2026-05-29' });
    await firm.entry({ clientId, importerNumber: EIN, entryNumber: '60500000029', liquidatedOn: '2026-05-29' });
    await firm.entry({ clientId, importerNumber: EIN, entryNumber: '60500000037', liquidatedOn: '2026-09-18' });
  });
  afterAll(() => harness.close());

  const list = async (query = ''): Promise<Deadline[]> =>
    (await owner.send({ url: `${DEADLINES}${query}` })).json().data;
  const days = async (query: string): Promise<string[]> => (await list(query)).map(({ fileBy }) => fileBy);

  it.each([
    ['', ['2026-11-02', '2026-11-25', '2026-11-30', '2026-11-30']],
    ['?kind=protest', ['2026-11-25']],
    ['?from=2026-11-25&to=2026-11-25', ['2026-11-25']],
    ['?from=2026-11-26', ['2026-11-30', '2026-11-30']],
    ['?status=done', ['2026-11-02']],
    ['?status=open&to=2026-11-24', []],
    ['?clientId=nobody', []],
    ['?right=cape', ['2026-11-30', '2026-11-30']],
    ['?closesBy=2026-11-29', ['2026-11-25']],
    ['?right=protest&status=done', []],
  ])('lists by file-by what passes %s', async (query, expected) => {
    expect(await days(query)).toEqual(expected);
  });

  it('pages without a gap or a repeat within one day', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { data: Deadline[]; nextCursor: string | null } = (
        await owner.send({ url: `${DEADLINES}?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}` })
      ).json();
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await list()).map(({ id }) => id));
    expect(new Set(seen).size).toBe(4);
  });

  it('answers 200 with the statute and the count of one deadline', async () => {
    const answer = await owner.send({ url: `${DEADLINES}/${protest}` });
    expect(answer.json()).toMatchObject({
      clientName: 'Acme',
      citation: '19 U.S.C. 1514(c)(3)',
      arithmetic: '2026-05-29 + 180 days',
      entryCount: 2,
      ieepaDutyCents: 300,
      status: 'open',
      acknowledged: null,
      openAlertTier: null,
      supersededBy: null,
    });
  });

  it('lists the entries that it covers, page by page', async () => {
    const url = `${DEADLINES}/${protest}/entries?limit=1`;
    const first = (await owner.send({ url })).json();
    const second = (await owner.send({ url: `${url}&cursor=${first.nextCursor}` })).json();
    expect([...first.data, ...second.data].map((entry) => entry.entryNumber)).toEqual(['60500000011', '60500000029']);
    expect(second.nextCursor).toBeNull();
  });

  it('acknowledges what is open, once, and is open again at the next tier', async () => {
    const url = `${DEADLINES}/${protest}/acknowledge`;
    const acknowledge = (payload: object) => owner.send({ method: 'POST', url, payload });
    const nothing = await acknowledge({});
    expect(nothing.statusCode).toBe(409);
    expect(problemOf(nothing)).toMatchObject({ code: 'deadline.already_acknowledged' });
    await firm.alert(protest, 3);
    expect((await owner.send({ url: `${DEADLINES}/${protest}` })).json().openAlertTier).toBe(3);
    const done = await acknowledge({ note: 'Protest is being written' });
    expect(done.statusCode).toBe(200);
    expect(done.json()).toMatchObject({
      openAlertTier: null,
      acknowledged: { by: 'Owner of Harbor', note: 'Protest is being written' },
    });
    expect((await acknowledge({})).statusCode).toBe(409);
    await firm.alert(protest, 2);
    // A note is a courtesy, and many clients announce JSON that never comes.
    const silent = await owner.send({ method: 'POST', url, headers: { 'content-type': 'application/json' } });
    expect(silent.statusCode).toBe(200);
    expect((await owner.send({ method: 'POST', url })).statusCode).toBe(409);
    await firm.alert(protest, 1);
    expect((await owner.send({ url: `${DEADLINES}/${protest}` })).json()).toMatchObject({
      openAlertTier: 1,
      acknowledged: null,
    });
  });

  it('takes the newest acknowledgement back, once, and never one that somebody has followed up', async () => {
    const quay = await harness.firm('Quay');
    const other = tradeFixture(harness.database, quay.organizationId);
    const clientId = await other.client({ name: 'Undo' });
    const dates = { liquidatedOn: '2026-06-05', lastDay: '2026-12-02', fileBy: '2026-12-02' };
    const id = await other.deadline({ clientId, kind: 'protest', ...dates });
    const post = (end: string, payload: object) =>
      quay.send({ method: 'POST', url: `${DEADLINES}/${id}/acknowledge${end}`, payload });
    await other.alert(id, 14);
    const first = (await post('', { note: 'Mine' })).json().acknowledged;
    const undone = await post('/undo', { acknowledgedAt: first.at });
    expect(undone.json()).toMatchObject({ openAlertTier: 14, acknowledged: null });
    expect(problemOf(await post('/undo', { acknowledgedAt: first.at }))).toMatchObject({
      status: 409,
      code: 'deadline.not_acknowledged',
    });
    const second = (await post('', {})).json().acknowledged;
    await other.alert(id, 7);
    await other.query(
      `update alert set acknowledged_at = $3 where organization_id = $1 and deadline_id = $2 and tier = 7`,
      [quay.organizationId, id, new Date(Date.parse(second.at) + 60_000)],
    );
    expect((await post('/undo', { acknowledgedAt: second.at })).statusCode).toBe(409);
    const trail = await other.query<{ action: string }>(
      `select action from audit_event where subject_id = $1 order by seq`,
      [id],
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'deadline.acknowledged',
      'deadline.acknowledgement_undone',
      'deadline.acknowledged',
    ]);
  });

  it('shows alerts with their deadline, and no mail of nobody', async () => {
    const alerts = (await owner.send({ url: '/api/v1/alerts' })).json();
    expect(alerts.data.map(({ tier }: { tier: number }) => tier).sort()).toEqual([1, 2, 3]);
    expect(alerts.data[0]).toMatchObject({ deadline: { id: protest }, mails: [] });
    expect((await owner.send({ url: '/api/v1/mails' })).json()).toEqual({ data: [], nextCursor: null });
    const missing = await owner.send({ url: `/api/v1/mails/${MISSING_ID}` });
    expect(missing.statusCode).toBe(404);
    expect(problemOf(await owner.send({ url: '/api/v1/mails/no-id' }))).toEqual(problemOf(missing));
    for (const url of ['/api/v1/alerts', '/api/v1/mails']) {
      expect((await harness.app.inject(url)).statusCode).toBe(401);
      const key = await harness.key(owner.organizationId, ['deadlines:read']);
      expect((await key.send({ url })).statusCode).toBe(403);
      expect((await owner.send({ url: `${url}?cursor=x` })).statusCode).toBe(422);
    }
  });

  it('answers 404 for another firm’s deadline as for a missing one, and changes nothing', async () => {
    const stranger = await harness.firm('Stranger');
    for (const [end, method] of [
      ['', 'GET'],
      ['/entries', 'GET'],
      ['/acknowledge', 'POST'],
      ['/acknowledge/undo', 'POST'],
    ] as const) {
      const ask = (id: string) =>
        stranger.send({
          method,
          url: `${DEADLINES}/${id}${end}`,
          ...(method === 'POST' && { payload: end.endsWith('undo') ? { acknowledgedAt: '2026-11-23T14:00:00Z' } : {} }),
        });
      const foreign = await ask(protest);
      expect(foreign.statusCode).toBe(404);
      expect(problemOf(await ask(MISSING_ID))).toEqual(problemOf(foreign));
      expect(problemOf(await ask('no-id'))).toEqual(problemOf(foreign));
    }
    expect((await stranger.send({ url: '/api/v1/alerts' })).json().data).toEqual([]);
  });

  it('answers 401, 403 and 422', async () => {
    expect((await harness.app.inject(DEADLINES)).statusCode).toBe(401);
    const reading = await harness.key(owner.organizationId, ['deadlines:read']);
    expect((await reading.send({ url: DEADLINES })).statusCode).toBe(200);
    expect((await reading.send({ url: `${DEADLINES}/${protest}/entries` })).statusCode).toBe(403);
    expect(
      (await reading.send({ method: 'POST', url: `${DEADLINES}/${protest}/acknowledge`, payload: {} })).statusCode,
    ).toBe(403);
    for (const query of [
      '?kind=cit',
      '?from=tomorrow',
      '?from=2026-12-01&to=2026-11-01',
      '?closesFrom=2026-12-01&closesBy=2026-11-30',
      '?closesBy=soon',
      '?right=cit',
      '?canGo=maybe',
      '?cursor=x',
      '?status=late',
    ])
      expect((await owner.send({ url: `${DEADLINES}${query}` })).statusCode).toBe(422);
  });
});
