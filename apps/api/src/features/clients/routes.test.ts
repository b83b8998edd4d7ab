import type { Client } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const CLIENTS = '/api/v1/clients';
const MISSING_ID = '00000000-0000-4000-8000-000000000000';

interface Page {
  readonly data: Client[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Today is Monday 23 November 2026. */
describe('clients', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
  });
  afterAll(() => harness.close());

  const list = async (query = ''): Promise<Page> => (await owner.send({ url: `${CLIENTS}${query}` })).json();
  const names = async (query: string): Promise<string[]> => (await list(query)).data.map(({ name }) => name);

  it('answers 200 with an empty page while there is no client', async () => {
    expect(await list()).toEqual({ data: [], nextCursor: null, total: 0 });
  });

  describe('with a board of clients', () => {
    const ids: Record<string, string> = {};
    beforeAll(async () => {
      const owned = { ownerUserId: owner.userId };
      ids.rest = await firm.client({ name: 'Rest', numbers: ['12-345678900'], filerCodes: ['K80'], ...owned });
      ids.cape = await firm.client({ name: 'Cape', numbers: ['12-345678901'], ...owned });
      ids.protest = await firm.client({ name: 'Protest', numbers: ['123-45-6789'], ...owned });
      ids.stale = await firm.client({ name: 'Stale', dataAsOf: '2026-11-10', ...owned });
      ids.nobody = await firm.client({ name: 'Nobody' });
      const add = (name: string, kind: string, fileBy: string, lastDay: string, cents: number) =>
        firm.deadline({
          clientId: ids[name] ?? '',
          kind,
          liquidatedOn: '2026-08-01',
          lastDay,
          safeDay: lastDay,
          fileBy,
          cents,
        });
      await add('rest', 'protest', '2027-03-01', '2027-03-01', 900_000);
      await add('cape', 'cape_window', '2026-11-18', '2026-11-25', 5_000);
      await add('cape', 'protest', '2027-01-28', '2027-01-28', 5_000);
      await add('protest', 'protest', '2026-12-07', '2026-12-07', 100);
      // Nobody can file under it, so that it ranks nobody.
      await add('stale', 'voluntary_reliquidation', '2026-11-24', '2026-11-24', 1_000_000);
    });

    it('ranks no owner first, then protest within 14 days, CAPE within 14, stale data, the rest', async () => {
      const page = await list();
      expect(page.data.map(({ name }) => name)).toEqual(['Nobody', 'Protest', 'Cape', 'Stale', 'Rest']);
      expect(page.data.map(({ rank }) => rank.group)).toEqual([4, 1, 2, 3, 4]);
      expect(page.total).toBe(5);
    });

    it('says what remains after a CAPE window whose file-by has passed but which is still open', async () => {
      const cape = (await list()).data.find(({ name }) => name === 'Cape');
      expect(cape?.nextDeadline).toMatchObject({ kind: 'cape_window', fileBy: '2026-11-18', lastDay: '2026-11-25' });
      expect(cape?.nextDeadline?.ifMissed).toContain('28 Jan 2027');
    });

    it('gives the same next deadline on the list and on the client’s own page, also months ahead', async () => {
      for (const client of (await list()).data) {
        const detail = (await owner.send({ url: `${CLIENTS}/${client.id}` })).json() as Client;
        expect(detail).toMatchObject({ ...client });
      }
    });

    it('never says yes while anything is unknown', async () => {
      for (const { readiness } of (await list()).data) {
        expect(readiness.canFile).not.toBe('yes');
        expect(readiness.canBePaid).not.toBe('yes');
        expect(readiness.stopsFiling).toContain('broker_authority');
      }
    });

    it.each([
      ['mine', ['Protest', 'Cape', 'Stale', 'Rest']],
      ['no_owner', ['Nobody']],
      ['protest_14', ['Protest']],
      ['cape_14', ['Cape']],
      ['stale', ['Stale']],
      ['stops_filing', ['Nobody', 'Protest', 'Cape', 'Stale', 'Rest']],
    ])('filters by the chip %s and counts what passes', async (filter, expected) => {
      expect(await names(`?filter=${filter}`)).toEqual(expected);
      expect((await list(`?filter=${filter}&limit=1`)).total).toBe(expected.length);
      const board = (await owner.send({ url: '/api/v1/board' })).json() as { filterCounts: Record<string, number> };
      expect(board.filterCounts[filter]).toBe(expected.length);
    });

    it('searches names, filer codes and parts of importer numbers, and takes no wildcard', async () => {
      expect(await names('?search=pRoT')).toEqual(['Protest']);
      expect(await names('?search=k80')).toEqual(['Rest']);
      expect(await names('?search=12-3456789')).toEqual(['Protest', 'Cape', 'Rest']);
      expect(await names('?search=678901')).toEqual(['Cape']);
      expect(await names(`?search=${encodeURIComponent('%')}`)).toEqual([]);
    });

    it('finds and shows numbers of persons only for those who may read them', async () => {
      const blind = await harness.key(owner.organizationId, ['clients:read']);
      const seeing = await harness.key(owner.organizationId, ['clients:read', 'importer_numbers:read']);
      const found = (await seeing.send({ url: `${CLIENTS}?search=123-45-6789` })).json() as Page;
      expect(found.data[0]?.importerNumbers[0]).toMatchObject({ importerNumber: '123-45-6789', kind: 'ssn' });
      const hidden = await blind.send({ url: `${CLIENTS}?search=123-45-6789` });
      expect((hidden.json() as Page).data.map(({ name }) => name)).not.toContain('Protest');
      const all = await blind.send({ url: CLIENTS });
      expect(all.body).not.toContain('123-45-6789');
      expect(all.body).toContain('•••-••-6789');
    });

    it('tells the client’s rights apart: open, next and lapsed', async () => {
      await firm.deadline({
        clientId: ids.rest ?? '',
        kind: 'cape_window',
        liquidatedOn: '2026-08-08',
        lastDay: '2026-10-27',
        fileBy: '2026-10-20',
        entryCount: 3,
        cents: 700,
      });
      const rest = (await owner.send({ url: `${CLIENTS}/${ids.rest}` })).json();
      expect(rest.rights).toMatchObject([
        { kind: 'cape', entryCount: 0, ieepaDutyCents: 0, next: null, lapsedEntryCount: 3, lapsedDutyCents: 700 },
        {
          kind: 'protest',
          entryCount: 1,
          ieepaDutyCents: 900_000,
          lapsedEntryCount: 0,
          next: { fileBy: '2027-03-01' },
        },
      ]);
      expect(rest.openDeadlineCount).toBe(1);
    });

    it('shows each change at the next look, although the order is kept between looks', async () => {
      // A key, because a session would end while the clock stands days later.
      const key = await harness.key(owner.organizationId, ['clients:read']);
      const reasons = async () => {
        const page = (await key.send({ url: CLIENTS })).json() as Page;
        return page.data.find(({ name }) => name === 'Cape')?.rank;
      };
      expect(await reasons()).toMatchObject({ pinned: false });
      const [deadline] = await firm.query<{ id: string }>(
        `select id from deadline where organization_id = $1 and client_id = $2 and kind = 'cape_window'`,
        [owner.organizationId, ids.cape],
      );
      await firm.alert(deadline?.id ?? '', 0);
      expect(await reasons()).toMatchObject({
        pinned: true,
        reasons: [expect.stringContaining('1 alert'), expect.anything()],
      });
      const acknowledge = {
        method: 'POST',
        url: `/api/v1/deadlines/${deadline?.id}/acknowledge`,
        payload: {},
      } as const;
      expect((await owner.send(acknowledge)).statusCode).toBe(200);
      expect(await reasons()).toMatchObject({ pinned: false });
      const change = { method: 'PATCH', url: `${CLIENTS}/${ids.cape}` } as const;
      await owner.send({ ...change, payload: { ownerId: null } });
      expect(await reasons()).toMatchObject({
        pinned: true,
        reasons: [expect.stringContaining('no owner'), expect.anything()],
      });
      await owner.send({ ...change, payload: { ownerId: owner.userId } });
      expect(await reasons()).toMatchObject({ pinned: false });
      harness.clock.set('2026-11-26T15:00:00Z');
      expect((await reasons())?.group).not.toBe(2);
      harness.clock.set('2026-11-23T15:00:00Z');
      expect((await reasons())?.group).toBe(2);
    });

    it('answers 412 when somebody else was faster, and changes nothing', async () => {
      const url = `${CLIENTS}/${ids.rest}`;
      const { etag } = (await owner.send({ url })).headers;
      const first = await owner.send({
        method: 'PATCH',
        url,
        headers: { 'if-match': String(etag) },
        payload: { name: 'Rest & Co' },
      });
      expect(first.statusCode).toBe(200);
      const second = await owner.send({
        method: 'PATCH',
        url,
        headers: { 'if-match': String(etag) },
        payload: { name: 'Lost' },
      });
      expect(second.statusCode).toBe(412);
      expect(problemOf(second)).toMatchObject({ code: 'conflict.version' });
      expect((await owner.send({ url })).json()).toMatchObject({ name: 'Rest & Co', version: 2 });
    });

    it('takes an owner by the person or the membership, refuses a stranger, and writes who did it', async () => {
      const url = `${CLIENTS}/${ids.nobody}`;
      const colleague = await firm.member('Ruth Mills', 'specialist');
      const named = await owner.send({ method: 'PATCH', url, payload: { ownerId: colleague } });
      expect(named.json().owner).toEqual({ id: colleague, name: 'Ruth Mills', initials: 'RM' });
      const stranger = await owner.send({ method: 'PATCH', url, payload: { ownerId: MISSING_ID } });
      expect(stranger.statusCode).toBe(422);
      expect(stranger.json().issues[0].pointer).toBe('/ownerId');
      const trail = await firm.query<{ actor_id: string }>(
        `select actor_id from audit_event where organization_id = $1 and action = 'client.changed' and subject_id = $2`,
        [owner.organizationId, ids.nobody],
      );
      expect(trail).toEqual([{ actor_id: owner.userId }]);
    });
  });

  it('pages without a gap or a repeat under equal ranks', async () => {
    const other = await harness.firm('Paging');
    const rows = tradeFixture(harness.database, other.organizationId);
    for (let index = 0; index < 23; index += 1) await rows.client({ name: `Same ${index}` });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await other.send({ url: `${CLIENTS}?limit=5${cursor}` })).json() as Page;
      expect(page.total).toBe(23);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
    expect(seen).toEqual([...seen].sort());
  });

  it('answers 401 without and 403 with too small a key', async () => {
    expect((await harness.app.inject(CLIENTS)).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['entries:read']);
    const refused = await key.send({ url: CLIENTS });
    expect(refused.statusCode).toBe(403);
    expect(problemOf(refused)).toMatchObject({ code: 'auth.forbidden' });
    const reading = await harness.key(owner.organizationId, ['clients:read']);
    const change = { method: 'PATCH', url: `${CLIENTS}/${MISSING_ID}`, payload: { name: 'X' } } as const;
    expect((await reading.send(change)).statusCode).toBe(403);
  });

  it('answers 404 for another firm’s client byte for byte as for a missing one', async () => {
    const stranger = await harness.firm('Stranger');
    const id = await firm.client({ name: 'Ours' });
    for (const payload of [undefined, { name: 'Stolen' }]) {
      const ask = (client: string) => ({
        url: `${CLIENTS}/${client}`,
        ...(payload && { method: 'PATCH' as const, payload }),
      });
      const foreign = await stranger.send(ask(id));
      const missing = await stranger.send(ask(MISSING_ID));
      const nonsense = await stranger.send(ask('no-id'));
      expect(foreign.statusCode).toBe(404);
      expect(problemOf(foreign)).toEqual(problemOf(missing));
      expect(problemOf(foreign)).toEqual(problemOf(nonsense));
    }
    expect((await owner.send({ url: `${CLIENTS}/${id}` })).json().name).toBe('Ours');
  });

  it('answers 422 for a faulty limit, chip, cursor or field', async () => {
    for (const query of [
      '?limit=0',
      '?limit=201',
      '?filter=best',
      '?cursor=abc',
      `?cursor=${Buffer.from('[1]').toString('base64url')}`,
    ])
      expect((await owner.send({ url: `${CLIENTS}${query}` })).statusCode).toBe(422);
    const unknown = await owner.send({ method: 'PATCH', url: `${CLIENTS}/${MISSING_ID}`, payload: { version: 9 } });
    expect(unknown.statusCode).toBe(422);
  });

  it('notes whom a client waits for, since when and when to ask again, on page and list, with a trail', async () => {
    const id = await firm.client({ name: 'Waiting' });
    const note = (waiting: object | null) =>
      owner.send({ method: 'PATCH', url: `${CLIENTS}/${id}`, payload: { waiting } });
    const first = await note({ on: 'client', since: '2026-11-14', chaseOn: '2026-11-24' });
    const expected = { on: 'client', who: null, since: '2026-11-14', chaseOn: '2026-11-24' };
    expect(first.json()).toMatchObject({ waiting: expected, version: 2 });
    expect((await list('?search=Waiting')).data[0]).toMatchObject({ waiting: expected });
    // The same wait goes on since it began; another begins today.
    expect((await note({ on: 'client', chaseOn: '2026-12-01' })).json()).toMatchObject({
      waiting: { since: '2026-11-14', chaseOn: '2026-12-01' },
    });
    expect((await note({ on: 'other', who: 'the surety' })).json()).toMatchObject({
      waiting: { on: 'other', who: 'the surety', since: '2026-11-23', chaseOn: null },
    });
    const refused = [];
    for (const waiting of [
      { on: 'other' },
      { on: 'cbp', since: '2026-11-24' },
      { on: 'cbp', since: '2026-11-20', chaseOn: '2026-11-19' },
    ])
      refused.push(((await note(waiting)).json() as { issues: { pointer: string }[] }).issues[0]?.pointer);
    expect(refused).toEqual(['/waiting/who', '/waiting/since', '/waiting/chaseOn']);
    expect((await note(null)).json()).toMatchObject({ waiting: null });
    const trail = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ payload: string }>('select payload from audit_event where subject_id = $1 order by seq', [id]),
    );
    expect(trail.at(-1)?.payload).toContain('the surety');
  });
});
