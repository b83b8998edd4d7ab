import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const EIN = '12-345678900';
const NAMES = ['Quay Foods', 'acme Tools', 'Birch Paper', 'Zephyr Silk', 'Delta Toys'];

interface Row {
  readonly id?: string;
  readonly [fact: string]: unknown;
}
type Fact = (row: Row) => string | number | null;

/** What each list can be sorted by, and how a test reads the fact off a row. */
const SORTS: readonly { list: string; sort: string; fact: Fact }[] = [
  { list: 'clients', sort: 'name', fact: ({ name }) => String(name).toLowerCase() },
  {
    list: 'clients',
    sort: 'fileBy',
    fact: ({ nextDeadline }) => (nextDeadline as { fileBy: string } | null)?.fileBy ?? null,
  },
  {
    list: 'clients',
    sort: 'ieepaDutyCents',
    fact: ({ nextDeadline }) => (nextDeadline as { ieepaDutyCents: number } | null)?.ieepaDutyCents ?? null,
  },
  { list: 'clients', sort: 'dataAsOf', fact: ({ dataAsOf }) => dataAsOf as string | null },
  { list: 'deadlines', sort: 'fileBy', fact: ({ fileBy }) => String(fileBy) },
  { list: 'deadlines', sort: 'ieepaDutyCents', fact: ({ ieepaDutyCents }) => Number(ieepaDutyCents) },
  { list: 'entries', sort: 'entryNumber', fact: ({ entryNumber }) => String(entryNumber) },
  {
    list: 'entries',
    sort: 'liquidationDate',
    fact: ({ liquidation }) => (liquidation as { date: string | null }).date,
  },
  { list: 'entries', sort: 'ieepaDutyCents', fact: ({ ieepaDutyCents }) => ieepaDutyCents as number | null },
  { list: 'imports', sort: 'createdAt', fact: ({ createdAt }) => String(createdAt) },
  { list: 'imports', sort: 'asOf', fact: ({ asOf }) => String(asOf) },
  { list: 'imports', sort: 'fileName', fact: ({ fileName }) => String(fileName) },
];

/** Today is Monday 23 November 2026. */
describe('a sorted list', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
    for (const [index, name] of NAMES.entries()) {
      // Two share each value, and one has none, so that ties and gaps are in every list.
      const dataAsOf = index === 4 ? null : `2026-11-${10 + (index % 3)}`;
      const clientId = await firm.client({ name, numbers: index === 0 ? [EIN] : [], dataAsOf });
      const liquidatedOn = index === 4 ? null : `2026-09-${10 + (index % 3)}`;
      const cents = index === 3 ? null : 1_000 * (index % 2);
      const entry = {
        clientId,
        importerNumber: EIN,
        cents,
        liquidatedOn,
        status: liquidatedOn ? 'liquidated' : 'unliquidated',
      };
      await firm.entry({ ...entry, entryNumber: `605000000${index}1` });
      await firm.entry({ ...entry, entryNumber: `605000001${index}1` });
      await addImport(index);
      if (liquidatedOn === null) continue;
      const fileBy = `2027-03-${10 + (index % 3)}`;
      const dates = { liquidatedOn, fileBy, lastDay: fileBy, cents: 1_000 * (1 + (index % 2)) };
      await firm.deadline({ clientId, kind: 'protest', ...dates });
      // Two on one day: the row names the dearer one, and is sorted by that, not by their sum.
      if (index === 0)
        await firm.deadline({ clientId, kind: 'protest', ...dates, liquidatedOn: '2026-09-01', cents: 1_500 });
    }
  });
  afterAll(() => harness.close());

  const addImport = (index: number) =>
    firm.query(
      `insert into report_import (organization_id, id, kind, file_name, sha256, size_bytes, as_of, status, auto_commit, created_at)
       values ($1, $2, 'es003', $3, $4, 1, $5, 'committed', false, $6)`,
      [
        owner.organizationId,
        randomUUID(),
        ['b.csv', 'a.csv', 'b.csv', 'Über.csv', 'c.csv'][index],
        Buffer.alloc(32, index),
        `2026-11-${10 + (index % 3)}`,
        new Date(Date.UTC(2026, 10, 10 + (index % 3))),
      ],
    );

  const readPages = async (list: string, sort: string): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await owner.send({ url: `/api/v1/${list}?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}` });
      expect(answer.statusCode).toBe(200);
      rows.push(...answer.json().data);
      cursor = answer.json().nextCursor;
    }
    return rows;
  };
  const keyOf = ({ id, entryNumber }: Row) => String(id ?? entryNumber);

  it.each(SORTS.flatMap((one) => [one, { ...one, sort: `-${one.sort}` }]))(
    'gives $list by $sort page by page: each row once, in order, what has no value last',
    async ({ list, sort, fact }) => {
      const rows = await readPages(list, sort);
      const whole = (await owner.send({ url: `/api/v1/${list}?limit=200` })).json().data as Row[];
      expect(rows.map(keyOf).toSorted()).toEqual(whole.map(keyOf).toSorted());
      const facts = rows.map(fact);
      const valued = facts.filter((value) => value !== null);
      expect(facts.slice(valued.length).every((value) => value === null)).toBe(true);
      expect(new Set(valued).size).toBeGreaterThan(1);
      const order = sort.endsWith('fileName') ? compareNames : compare;
      expect(valued).toEqual(valued.toSorted((a, b) => (sort.startsWith('-') ? order(b, a) : order(a, b))));
    },
  );

  it.each(['clients', 'deadlines', 'entries', 'imports'])(
    'refuses for %s a cursor of another order and an order that does not exist, instead of leaving rows out',
    async (list) => {
      const [first, second] = SORTS.filter((one) => one.list === list);
      const page = await owner.send({ url: `/api/v1/${list}?limit=2&sort=${first?.sort}` });
      for (const url of [
        `/api/v1/${list}?limit=2&sort=-${first?.sort}&cursor=${page.json().nextCursor}`,
        `/api/v1/${list}?limit=2&sort=${second?.sort}&cursor=${page.json().nextCursor}`,
      ])
        expect(problemOf(await owner.send({ url }))).toMatchObject({ status: 422, issues: [{ pointer: '/cursor' }] });
      const unknown = await owner.send({ url: `/api/v1/${list}?sort=secret` });
      expect(problemOf(unknown)).toMatchObject({ status: 422, issues: [{ pointer: '/sort' }] });
    },
  );
});

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As the database's English collation does, which is not the order of the letters' codes. */
const collator = new Intl.Collator('en');
const compareNames = (a: string | number, b: string | number): number => collator.compare(String(a), String(b));
