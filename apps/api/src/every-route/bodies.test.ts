import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { z } from 'zod';
import { type Harness, problemOf, sessionHeaders, startHarness } from '../test-support/harness.ts';
import { nested, overloadedBodies, withEachValue } from '../test-support/hostile-bodies.ts';
import { addPerson } from '../test-support/people.ts';
import { examplesOf, type RouteExample, requestOf } from '../test-support/route-examples.ts';
import { type ListedRoute, leavesOf, listRoutes } from '../test-support/route-table.ts';
import { plantWholeFirm, type WholeFirm } from '../test-support/whole-firm.ts';

let harness: Harness;
let routes: ListedRoute[];
let firm: WholeFirm;
let withBody: { route: ListedRoute; example: RouteExample & { body: object } }[];
beforeAll(async () => {
  harness = await startHarness();
  routes = listRoutes(harness.app);
  firm = await plantWholeFirm(harness, { name: 'Harbor', serial: 33, text: 'Harbor', filerCode: '605' });
  withBody = routes
    .filter(({ body }) => body !== undefined)
    .flatMap((route) => examplesOf(route, firm.things).map((example) => ({ route, example })))
    .filter((pair): pair is (typeof withBody)[number] => pair.example.body !== undefined);
});
afterAll(() => harness.close());

const sendRaw = (route: ListedRoute, example: RouteExample, payload: string, type = 'application/json') =>
  firm.owner.send({ ...requestOf(route, example), payload, headers: { 'content-type': type } });

describe('the body of every route that takes one', () => {
  it('is refused with fields that it does not have, at every depth, each named: nobody sets what the server decides', async () => {
    expect(withBody.length).toBeGreaterThan(35);
    for (const { route, example } of withBody)
      for (const { body, pointers } of overloadedBodies(example.body)) {
        const answer = await firm.owner.send(requestOf(route, { ...example, body }));
        expect({ route: route.name, pointers, code: problemOf(answer).code }).toEqual({
          route: route.name,
          pointers,
          code: 'request.invalid',
        });
        const named = (answer.json() as { issues: { pointer: string }[] }).issues.map(({ pointer }) => pointer);
        // Of two shapes that a body may have, the answer names the body.
        if (!named.includes('')) expect(named).toEqual(expect.arrayContaining([...pointers]));
      }
  });

  it('is refused when it reaches for a prototype, and leaves no trace in the process', async () => {
    for (const { route, example } of withBody)
      for (const trick of ['"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"isAdmin":true}}']) {
        const body = JSON.stringify(example.body).replace(/^\{/u, `{${trick},`);
        const answer = await sendRaw(route, example, body);
        expect({ route: route.name, code: problemOf(answer).code }).toEqual({
          route: route.name,
          code: 'request.malformed',
        });
      }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each([
    ['a list ten thousand levels deep', nested(10_000)],
    ['an object ten thousand levels deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a list', '[]'],
    ['a number', '1'],
    ['a text', '"text"'],
    ['true', 'true'],
  ])('is refused as %s', async (_what, payload) => {
    for (const { route, example } of withBody) {
      const answer = await sendRaw(route, example, payload);
      expect({ route: route.name, status: answer.statusCode }).toEqual({ route: route.name, status: 422 });
    }
  });

  it('is refused beyond a megabyte, and in another kind of content', async () => {
    for (const { route, example } of withBody) {
      const large = await sendRaw(route, example, JSON.stringify({ ...example.body, filler: 'x'.repeat(1024 * 1024) }));
      expect({ route: route.name, code: problemOf(large).code }).toEqual({
        route: route.name,
        code: 'request.too_large',
      });
      const kinds = ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'text/json; q=1'];
      for (const kind of kinds) {
        const answer = await sendRaw(route, example, JSON.stringify(example.body), kind);
        expect({ route: route.name, kind, code: problemOf(answer).code }).toEqual({
          route: route.name,
          kind,
          code: 'request.unsupported_media_type',
        });
      }
    }
  });

  it('is a form where a report is taken: with a field that it does not have it is refused, and the field is named', async () => {
    for (const [field, value] of [
      ['organizationId', '00000000-0000-4000-8000-000000000001'],
      ['status', 'committed'],
      ['asof', '2026-11-20'],
      ['as_of', '2026-11-20'],
    ] as const) {
      const form = new FormData();
      form.set(field, value);
      form.set('file', new Blob(['Entry Summary Number\n55135187866\n']), 'x.csv');
      const answer = await firm.owner.send({ method: 'POST', url: '/api/v1/imports', payload: form });
      expect(problemOf(answer)).toMatchObject({
        status: 422,
        code: 'request.invalid',
        issues: [{ pointer: `/${field}`, message: expect.stringContaining('file, kind, asOf, autoCommit') }],
      });
    }
  });
});

/** Text that somebody might hope to get past a form, a driver or a page. */
const HOSTILE: readonly unknown[] = [
  'a\u0000b',
  'a\ud800b',
  `'"><script>alert(1)</script>; drop table client; --`,
  '%00%ff%c0\u202e\u2066\u200b\ufeff',
  'x'.repeat(4_000),
  '',
  '9'.repeat(400),
  -1,
  2 ** 53,
  null,
  {},
];

/** What somebody might write into a cursor in place of one of its values. */
const VALUES_IN_CURSORS: readonly unknown[] = [
  'a\u0000b',
  'a\ud800b',
  "' or true --",
  '0000-01-01',
  '0000-01-01T00:00:00.000Z',
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  0.5,
  null,
];

/** The orders in which a list can be asked for; one without a name where there is but one. */
function ordersOf(route: ListedRoute): readonly { readonly sort?: string }[] {
  const sort = leavesOf(route).find(({ pointer }) => pointer === '/sort')?.schema;
  return sort instanceof z.ZodEnum ? sort.options.map((name) => ({ sort: String(name) })) : [{}];
}

describe('hostile values', () => {
  it('at every place of every route are an answer, never an accident', async () => {
    const failed: object[] = [];
    let token = (await addPerson(harness, firm.things.firm, { role: 'owner', email: 'second@harbor.example' })).token;
    for (const route of routes)
      for (const example of examplesOf(route, firm.things))
        for (const value of HOSTILE)
          for (const name of ['params', 'query', 'body'] as const) {
            if (name !== 'body' && typeof value !== 'string') continue;
            for (const { place, part } of withEachValue(example[name] ?? {}, value)) {
              // An empty step is another address, and half a character is none at all.
              if (name === 'params' && (value === '' || !String(value).isWellFormed())) continue;
              const answer = await send(requestOf(route, { ...example, [name]: part }));
              if (answer.statusCode >= 500)
                failed.push({ at: `${route.name} ${name}${place} ${JSON.stringify(value).slice(0, 40)}` });
            }
          }
    expect(failed).toEqual([]);

    async function send(options: InjectOptions) {
      const answer = await harness.app.inject({
        ...options,
        headers: { ...options.headers, ...sessionHeaders(token) },
      });
      token = answer.cookies.find(({ value }) => value !== '')?.value ?? token;
      return answer;
    }
  }, 120_000);

  it('as a cursor are refused, or lead to an empty page', async () => {
    const uuid = '00000000-0000-4000-8000-000000000001';
    const positions: unknown[] = [
      [2 ** 53 - 1],
      [2 ** 31],
      [8.64e15, uuid],
      [-8.64e15, uuid],
      ['9999-12-31', '9999-12-31', uuid, 2 ** 53 - 1],
      ['2026-11-23', "' or true --"],
      ['605\u00001234567'],
      [[[[]]]],
      { length: 2, 0: 1, 1: uuid },
      'text',
    ];
    const lists = routes.filter((route) => leavesOf(route).some(({ pointer }) => pointer === '/cursor'));
    expect(lists.length).toBeGreaterThan(8);
    const toCursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
    const failed: object[] = [];
    for (const route of lists)
      for (const sort of ordersOf(route)) {
        const [example = {}] = examplesOf(route, firm.things);
        const { query: filter, ...request } = requestOf(route, example);
        const query = { ...(filter as object), ...sort };
        const ask = (more: object) => firm.owner.send({ ...request, query: { ...query, ...more } });
        const own = ((await ask({ limit: '1' })).json() as { nextCursor: string | null }).nextCursor;
        const place = own === null ? [] : (JSON.parse(Buffer.from(own, 'base64url').toString()) as unknown[]);
        // A cursor of this very list in which one value is another.
        const bent = place.flatMap((_, index) => VALUES_IN_CURSORS.map((value) => place.with(index, value)));
        for (const cursor of [...[...positions, ...bent].map(toCursor), '%%%', 'x'.repeat(501)]) {
          const { statusCode } = await ask({ cursor });
          if ([200, 422].includes(statusCode)) continue;
          failed.push({ at: `${route.name} ${JSON.stringify(query)} ${Buffer.from(cursor, 'base64url')}` });
        }
      }
    expect(failed).toEqual([]);
  }, 120_000);

  it('as an address are refused before any route looks at them', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const [example = {}] = examplesOf(route, firm.things);
      const { url } = requestOf(route, example);
      for (const query of [
        '__proto__[isAdmin]=1&constructor[prototype][isAdmin]=1',
        'limit=1&limit=2',
        `a=${'x'.repeat(8_000)}`,
      ]) {
        const answer = await firm.owner.send({ url: `${String(url)}?${query}` });
        expect({ route: route.name, query, fails: answer.statusCode >= 500 }).toMatchObject({ fails: false });
      }
    }
    expect(({} as { isAdmin?: string }).isAdmin).toBeUndefined();
  });
});
