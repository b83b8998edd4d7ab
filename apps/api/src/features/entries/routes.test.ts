import type { Entry } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const ENTRIES = '/api/v1/entries';
const EIN = '12-345678900';
const SSN = '123-45-6789';
const numbered = (index: number): string => `605${String(index).padStart(7, '0')}1`;

/** Today is Monday 23 November 2026. */
describe('entries', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  let acme: string;
  let person: string;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
    acme = await firm.client({ name: 'Acme', numbers: [EIN] });
    person = await firm.client({ name: 'A. Person', numbers: [SSN] });
    const date = (kind: string, lastDay: string, fileBy: string, status = 'open') =>
      firm.deadline({ clientId: acme, kind, liquidatedOn: '2026-09-11', lastDay, fileBy, status });
    await date('cape_window', '2026-11-30', '2026-11-20');
    await date('protest', '2027-03-10', '2027-03-10');
    await date('voluntary_reliquidation', '2026-12-10', '2026-12-10', 'superseded');
    const entry = { clientId: acme, importerNumber: EIN };
    await firm.entry({ ...entry, entryNumber: numbered(1), liquidatedOn: '2026-09-11', cents: 12_345 });
    await firm.entry({ ...entry, entryNumber: numbered(2), liquidatedOn: '2026-09-11', entryType: '08' });
    await firm.entry({ ...entry, entryNumber: numbered(3), status: 'unliquidated', entryDate: '2026-03-02' });
    await firm.entry({
      ...entry,
      entryNumber: numbered(4),
      status: 'scheduled',
      entryDate: '2026-02-02',
      scheduledOn: '2026-12-18',
    });
    await firm.entry({
      ...entry,
      entryNumber: numbered(5),
      status: 'unknown',
      cents: null,
      needsData: 'liquidation.status_missing',
    });
    await firm.entry({ ...entry, entryNumber: numbered(6), liquidatedOn: '2026-09-11', proposedOn: '2026-09-18' });
    await firm.entry({
      clientId: person,
      importerNumber: SSN,
      entryNumber: numbered(7),
      status: 'suspended',
      entryDate: '2026-01-05',
    });
  });
  afterAll(() => harness.close());

  const list = async (query = '', caller = owner): Promise<Entry[]> =>
    (await caller.send({ url: `${ENTRIES}${query}` })).json().data;
  const numbers = async (query: string): Promise<number[]> =>
    (await list(query)).map(({ entryNumber }) => Number(entryNumber.slice(3, 10)));

  it('joins each entry to its open and done deadlines, at most one a kind, with statute and count', async () => {
    const [entry] = await list(`?entryNumber=${numbered(1)}`);
    expect(entry).toMatchObject({
      formatted: '605-0000001-1',
      clientName: 'Acme',
      ieepaDutyCents: 12_345,
      route: null,
    });
    expect(entry?.liquidation).toEqual({
      status: 'liquidated',
      date: '2026-09-11',
      scheduledDate: null,
      proposed: null,
    });
    expect(entry?.deadlines).toMatchObject([
      { kind: 'cape_window', status: 'open', cause: null, arithmetic: '2026-09-11 + 80 days' },
      { kind: 'protest', status: 'open', arithmetic: '2026-09-11 + 180 days', citation: '19 U.S.C. 1514(c)(3)' },
    ]);
  });

  it('gives an entry of a type that CAPE refuses no CAPE clock, though others of the date have one', async () => {
    const [entry] = await list(`?entryNumber=${numbered(2)}`);
    expect(entry?.deadlines.map(({ kind }) => kind)).toEqual(['protest']);
  });

  it('estimates a liquidation only where none is known, and never as a deadline', async () => {
    const [open] = await list(`?entryNumber=${numbered(3)}`);
    // 2 March 2026 and 314 days is Sunday 10 January 2027; the next Friday is the 15th.
    expect(open).toMatchObject({ estimatedLiquidation: { date: '2027-01-15' }, deadlines: [] });
    const all = await list();
    const estimated = all
      .filter((entry) => entry.estimatedLiquidation !== null)
      .map(({ liquidation }) => liquidation.status);
    expect(estimated).toEqual(['unliquidated', 'scheduled']);
    expect(all.find(({ liquidation }) => liquidation.status === 'scheduled')?.liquidation).toMatchObject({
      date: null,
      scheduledDate: '2026-12-18',
    });
  });

  it('shows a later date that waits for a person beside the one that rules', async () => {
    const [entry] = await list(`?entryNumber=${numbered(6)}`);
    expect(entry?.liquidation).toMatchObject({ date: '2026-09-11', proposed: { date: '2026-09-18' } });
  });

  it('shows an entry that left a deadline as done there, with its cause, and the others as open', async () => {
    await firm.query(
      `insert into deadline_exit (organization_id, entry_number, kind, liquidated_on, cause) values ($1, $2, 'cape_window', '2026-09-11', 'filed')`,
      [owner.organizationId, numbered(6)],
    );
    const causes = async (index: number) =>
      (await list(`?entryNumber=${numbered(index)}`))[0]?.deadlines.map(({ status, cause }) => [status, cause]);
    expect(await causes(6)).toEqual([
      ['done', 'filed'],
      ['open', null],
    ]);
    expect(await causes(1)).toEqual([
      ['open', null],
      ['open', null],
    ]);
  });

  it.each([
    ['', [1, 2, 3, 4, 5, 6, 7]],
    ['?liquidationStatus=liquidated', [1, 2, 6]],
    [`?importerNumber=${EIN}&liquidationStatus=scheduled`, [4]],
    [`?importerNumber=${SSN}`, [7]],
    ['?needsData=true', [5]],
    ['?needsData=false&liquidationStatus=unknown', []],
    // 6 was filed, 2 has no CAPE clock, and the window itself is open until 30 November.
    ['?fileByBefore=2026-11-21', [1]],
    ['?fileByBefore=2026-11-20', []],
    ['?fileByBefore=2027-12-31', [1, 2, 6]],
    ['?entryNumber=605-0000003-1', [3]],
    ['?entryNumber=nonsense', []],
    ['?route=cape', []],
    ['?clientId=nobody', []],
  ])('filters by %s', async (query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  it('filters by client', async () => {
    expect(await numbers(`?clientId=${person}`)).toEqual([7]);
  });

  it('pages by entry number without a gap or a repeat, also when an entry comes in between', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { data: Entry[]; nextCursor: string | null } = (
        await owner.send({ url: `${ENTRIES}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}` })
      ).json();
      seen.push(...page.data.map(({ entryNumber }) => entryNumber));
      if (cursor === '') await firm.entry({ clientId: acme, importerNumber: EIN, entryNumber: numbered(0) });
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map(numbered));
  });

  it('shows importer numbers in clear only with the permission, and lets nobody find a person by trying', async () => {
    const blind = await harness.key(owner.organizationId, ['entries:read']);
    const answer = await blind.send({ url: `${ENTRIES}?clientId=${person}` });
    expect(answer.json().data[0]).toMatchObject({ importerNumber: null, importerNumberMasked: '•••-••-6789' });
    expect(answer.body).not.toContain(SSN);
    expect(await list(`?importerNumber=${SSN}`, blind)).toEqual([]);
    expect((await list(`?importerNumber=${SSN}`))[0]?.importerNumber).toBe(SSN);
  });

  it('answers 200 with the lines of the newest report, with and without hyphens', async () => {
    const line = (importId: string, row: number, hts: string) =>
      firm.query(
        `insert into entry_line (organization_id, entry_number, import_id, row_no, hts, duty_cents, is_ieepa) values ($1, $2, $3, $4, $5, 100, true)`,
        [owner.organizationId, numbered(1), importId, row, hts],
      );
    const report = async (asOf: string): Promise<string> => {
      const [row] = await firm.query<{ id: string }>(
        `insert into report_import (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit)
         values ($1, gen_random_uuid(), 'es003', 'r.csv', 1, sha256(convert_to($2::text, 'UTF8')), $2::date, 'committed', true) returning id`,
        [owner.organizationId, asOf],
      );
      return row?.id ?? '';
    };
    await line(await report('2026-11-14'), 2, '99030124');
    const newest = await report('2026-11-21');
    await line(newest, 3, '99030133');
    await line(newest, 2, '99030125');
    for (const text of ['605-0000001-1', '60500000011', '605-0000001-1 ']) {
      const entry = (await owner.send({ url: `${ENTRIES}/${encodeURIComponent(text)}` })).json();
      expect(entry.lines.map(({ row, hts }: { row: number; hts: string }) => [row, hts])).toEqual([
        [2, '99030125'],
        [3, '99030133'],
      ]);
    }
  });

  it('lets a proposed later date rule once a person confirms it, and supersedes the clocks of the earlier one', async () => {
    const confirm = (index: number, caller = owner) =>
      caller.send({ method: 'POST', url: `${ENTRIES}/${numbered(index)}/liquidation/confirm` });
    const client = await firm.client({ name: 'Later', numbers: ['98-765432100'] });
    await firm.deadline({
      clientId: client,
      kind: 'protest',
      liquidatedOn: '2026-09-11',
      lastDay: '2027-03-10',
      fileBy: '2027-03-10',
    });
    await firm.entry({
      clientId: client,
      importerNumber: '98-765432100',
      entryNumber: numbered(8),
      liquidatedOn: '2026-09-11',
      proposedOn: '2026-09-18',
      cents: 500,
    });
    const reading = await harness.key(owner.organizationId, ['entries:read']);
    const stranger = await harness.firm('Passer-by');
    expect((await confirm(8, reading)).statusCode).toBe(403);
    expect(problemOf(await confirm(8, stranger))).toEqual(problemOf(await confirm(99, stranger)));
    const confirmed = await confirm(8);
    expect(confirmed.statusCode).toBe(200);
    expect(confirmed.json()).toMatchObject({
      liquidation: { status: 'liquidated', date: '2026-09-18', proposed: null },
      deadlines: [
        { kind: 'cape_window', liquidatedOn: '2026-09-18' },
        { kind: 'voluntary_reliquidation', liquidatedOn: '2026-09-18' },
        { kind: 'protest', liquidatedOn: '2026-09-18', lastDay: '2027-03-17' },
      ],
    });
    const clocks = (await owner.send({ url: `/api/v1/deadlines?clientId=${client}&kind=protest` })).json().data;
    expect(clocks).toMatchObject([{ status: 'superseded' }, { status: 'open', entryCount: 1, ieepaDutyCents: 500 }]);
    expect(clocks[0].supersededBy).toBe(clocks[1].id);
    expect(problemOf(await confirm(8))).toMatchObject({ status: 409, code: 'liquidation.nothing_proposed' });
    const told = await firm.query<{ count: number }>(
      `select count(*)::int as count from audit_event where organization_id = $1 and payload like '%entry.liquidation_confirmed%'`,
      [owner.organizationId],
    );
    expect(told).toEqual([{ count: 1 }]);
  });

  it('finds by file-by exactly the entries that show such an open deadline, also one that has lapsed', async () => {
    const client = await firm.client({ name: 'Lapsed', numbers: ['87-654321000'] });
    const clock = { clientId: client, kind: 'protest', liquidatedOn: '2026-03-06' };
    await firm.deadline({ ...clock, lastDay: '2026-09-02', fileBy: '2026-09-02' });
    const entry = { clientId: client, importerNumber: '87-654321000', entryNumber: numbered(9) };
    await firm.entry({ ...entry, liquidatedOn: '2026-03-06' });
    expect(await numbers(`?clientId=${client}&fileByBefore=2026-09-03`)).toEqual([9]);
    expect(await numbers(`?clientId=${client}&fileByBefore=2026-09-02`)).toEqual([]);
  });

  it('answers 404 for another firm’s entry as for a missing one and for no number at all', async () => {
    const stranger = await harness.firm('Stranger');
    const foreign = await stranger.send({ url: `${ENTRIES}/${numbered(1)}` });
    expect(foreign.statusCode).toBe(404);
    for (const text of [numbered(99), 'nonsense'])
      expect(problemOf(await stranger.send({ url: `${ENTRIES}/${text}` }))).toEqual(problemOf(foreign));
    expect(await list('', stranger)).toEqual([]);
  });

  it('answers 401, 403 and 422', async () => {
    expect((await harness.app.inject(ENTRIES)).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['clients:read']);
    expect((await key.send({ url: ENTRIES })).statusCode).toBe(403);
    for (const query of ['?liquidationStatus=maybe', '?fileByBefore=2026-02-30', '?cursor=x', '?limit=1000'])
      expect((await owner.send({ url: `${ENTRIES}${query}` })).statusCode).toBe(422);
  });
});
