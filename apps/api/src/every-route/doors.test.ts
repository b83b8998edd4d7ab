import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createLogger, withClient } from '@capeline/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { type Harness, problemOf, sessionHeaders, startHarness } from '../test-support/harness.ts';
import { addPerson } from '../test-support/people.ts';
import { examplesOf, requestOf } from '../test-support/route-examples.ts';
import { type ListedRoute, listRoutes } from '../test-support/route-table.ts';
import { nothingOf, plantWholeFirm, type WholeFirm } from '../test-support/whole-firm.ts';

const PLAN = { name: 'Harbor', serial: 33, text: 'Harbor', filerCode: '605' };
const EVIL = 'https://evil.example';

let harness: Harness;
let lines: string[];
let routes: ListedRoute[];
let firm: WholeFirm;
let token: string;
beforeAll(async () => {
  lines = [];
  const logger = createLogger({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  harness = await startHarness({}, logger);
  routes = listRoutes(harness.app);
  firm = await plantWholeFirm(harness, PLAN);
  ({ token } = await addPerson(harness, firm.things.firm, { role: 'owner', email: 'second@harbor.example' }));
});
afterAll(() => harness.close());

/** The first request that a route is written down with, or one of nothing. */
function firstOf(route: ListedRoute): InjectOptions {
  return requestOf(route, examplesOf(route, firm.things)[0] ?? {});
}
const nameOf = (route: ListedRoute, more: object) => ({ route: route.name, ...more });

describe('every route that changes something', () => {
  const changing = () => routes.filter(({ method }) => method !== 'GET');

  it('refuses a session without the header that no form can send', async () => {
    const cookie = { cookie: `capeline_session=${token}` };
    for (const route of changing().filter(({ access }) => access !== 'public')) {
      const answer = await harness.app.inject({ ...firstOf(route), headers: cookie });
      expect(nameOf(route, { code: problemOf(answer).code })).toEqual(nameOf(route, { code: 'request.csrf' }));
    }
  });

  it('refuses a page of another site, with a session and without', async () => {
    for (const route of changing())
      for (const foreign of [{ origin: EVIL }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
        const headers = { ...(route.access === 'public' ? {} : sessionHeaders(token)), ...foreign };
        const answer = await harness.app.inject({ ...firstOf(route), headers });
        expect(nameOf(route, { code: problemOf(answer).code })).toEqual(nameOf(route, { code: 'request.csrf' }));
      }
  });

  it('takes no other method for its own, whatever a header or a field says', async () => {
    const before = await firm.owner.send({ url: '/api/v1/api-keys' });
    const url = `/api/v1/api-keys/${firm.things.apiKey}`;
    for (const headers of [{ 'x-http-method-override': 'DELETE' }, { 'x-method-override': 'DELETE' }])
      for (const method of ['GET', 'POST'] as const) {
        const answer = await firm.owner.send({ method, url, query: { _method: 'DELETE' }, headers });
        expect(answer.statusCode).toBe(404);
      }
    expect((await firm.owner.send({ url: '/api/v1/api-keys' })).body).toBe(before.body);
  });
});

describe('every route', () => {
  it('lets no page of another site read its answer', async () => {
    for (const route of routes)
      for (const method of [route.method, 'OPTIONS'] as const) {
        const asks = { origin: EVIL, 'access-control-request-method': route.method };
        const answer = await harness.app.inject({ ...firstOf(route), method, headers: asks });
        const granted = Object.keys(answer.headers).filter((header) => header.startsWith('access-control-'));
        expect(nameOf(route, { granted })).toEqual(nameOf(route, { granted: [] }));
        if (method === 'OPTIONS') expect(answer.statusCode).toBe(404);
      }
  });

  it('asks for the same rights by HEAD as by GET, and sends no body', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const request = { ...firstOf(route), method: 'HEAD' as const };
      const stranger = await harness.app.inject(request);
      expect(nameOf(route, { status: stranger.statusCode })).toEqual(
        nameOf(route, { status: route.access === 'public' ? 200 : 401 }),
      );
      expect([stranger.body, (await firm.owner.send(request)).body]).toEqual(['', '']);
    }
  });

  it('knows no method that it was not declared with', async () => {
    for (const route of routes) {
      const declared = routes.filter(({ url }) => url === route.url).map(({ method }) => method);
      for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'] as const) {
        if (declared.includes(method)) continue;
        const { url } = requestOf(route, examplesOf(route, nothingOf(firm.things, PLAN))[0] ?? {});
        const answer = await firm.owner.send({ method, url: String(url) });
        // A name may stand where another route has an id; nobody has that id.
        expect(nameOf(route, { method, missing: [404, 422].includes(answer.statusCode) })).toMatchObject({
          missing: true,
        });
      }
    }
  });

  it('sends the headers that keep a browser safe, and forbids to keep the answer', async () => {
    for (const route of routes) {
      const { headers } = await harness.app.inject(firstOf(route));
      expect(nameOf(route, headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
    }
  });
});

describe('addresses and cookies that leave the house', () => {
  it('come from the configured address, whatever host a request names', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    const payload = { email: 'new@elsewhere.example', role: 'auditor' };
    const invited = await firm.owner.send({ method: 'POST', url: '/api/v1/invitations', payload, headers });
    expect((invited.json() as { link: string }).link.startsWith(`${harness.config.appUrl}/`)).toBe(true);
    expect(invited.body).not.toContain('evil.example');
  });

  it('give the session to no script, no other site and, with TLS, to no plain line', async () => {
    const signIn = (app: Harness) =>
      app.app.inject({
        method: 'POST',
        url: '/api/v1/setup',
        payload: { organizationName: 'F', ownerName: 'O', email: 'o@f.example', password: 'a long password' },
      });
    for (const [appUrl, flags] of [
      ['http://127.0.0.1:3000', 'capeline_session; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax'],
      ['https://capeline.example', '__Host-capeline_session; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax'],
    ] as const) {
      const other = await startHarness({ appUrl });
      try {
        const cookie = String((await signIn(other)).headers['set-cookie']);
        expect(cookie.replace(/=[\w-]{43};/u, ';')).toBe(flags);
        const [pair = ''] = cookie.split(';');
        const ask = async (sent: string) =>
          (await other.app.inject({ url: '/api/v1/me', headers: { cookie: sent } })).statusCode;
        expect(await ask(pair)).toBe(200);
        // Where there is TLS, a session under the plain name may have been planted by a neighbour.
        if (pair.startsWith('__Host-')) expect(await ask(pair.replace('__Host-', ''))).toBe(401);
      } finally {
        await other.close();
      }
    }
  });
});

describe('limits', () => {
  it('are counted for every route in the class that it declares', async () => {
    const one = { max: 1, windowMs: 60_000 };
    const { limits } = harness.config;
    const strict = await startHarness({ limits: { ...limits, public: one, open: one, read: one, write: one } });
    try {
      const owner = await strict.firm('Harbor');
      const tried = new Set<string>();
      for (const route of listRoutes(strict.app)) {
        const send = route.access === 'public' ? strict.app.inject.bind(strict.app) : owner.send;
        const answer = await send({ ...firstOf(route), headers: route.access === 'public' ? {} : undefined } as never);
        const isFirst = !tried.has(route.rateClass);
        tried.add(route.rateClass);
        expect(nameOf(route, { isLimited: answer.statusCode === 429 })).toEqual(nameOf(route, { isLimited: !isFirst }));
        if (!isFirst) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect([...tried].sort()).toEqual(['open', 'public', 'read', 'write']);
    } finally {
      await strict.close();
    }
  });
});

describe('two messages in one', () => {
  /** What a listening server answers to bytes that a client never sends; the connection must end by itself. */
  async function speak(text: string): Promise<string> {
    const { port } = harness.app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data) => {
      heard += data.toString();
    });
    await once(socket, 'connect');
    socket.write(text);
    await once(socket, 'close');
    return heard;
  }

  it.each([
    ['two different lengths', 'Content-Length: 5\r\nContent-Length: 50'],
    ['a length and pieces', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['a length that is none', 'Content-Length: 5, 5'],
    ['pieces in disguise', 'Transfer-Encoding: xchunked'],
    ['a line that goes on', 'Content-Length: 5\r\n folded'],
  ])('are refused: %s', async (_what, header) => {
    if (!harness.app.server.listening) await harness.app.listen({ port: 0, host: '127.0.0.1' });
    const smuggled = 'GET /api/v1/setup HTTP/1.1\r\nHost: a\r\n\r\n';
    const heard = await speak(`POST /api/v1/session HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\nabcde${smuggled}`);
    expect(heard.match(/HTTP\/1\.1 \d{3}/gu)).toEqual(['HTTP/1.1 400']);
    expect(heard).not.toContain('firmExists');
  });
});

describe('a fault in the house', () => {
  it('is told to nobody outside: no word of the driver, the query or the data', async () => {
    await withClient(harness.testDatabase.adminUrl, async (admin) => {
      for (const table of ['client', 'entry', 'membership', 'report_import', 'mail_message', 'api_key', 'saved_view'])
        await admin.query(`alter table ${table} rename to ${table}_gone`);
    });
    expect(lines.filter((line) => line.includes('request failed'))).toEqual([]);
    let failed = 0;
    for (const route of routes) {
      const answer = await firm.owner.send(firstOf(route));
      if (answer.statusCode < 500) continue;
      failed += 1;
      expect(nameOf(route, problemOf(answer))).toEqual(
        nameOf(route, {
          type: '/errors#internal',
          title: 'Something went wrong on our side',
          status: 500,
          code: 'internal',
          detail: 'The request could not be completed. Name the requestId when you report this.',
          issues: [],
        }),
      );
    }
    expect(failed).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes('request failed')).length).toBe(failed);
  });
});
