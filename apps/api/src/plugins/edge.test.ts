import { loadConfig } from '@capeline/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiConfig } from '../config.ts';
import { type Caller, type Harness, problemOf, startHarness } from '../test-support/harness.ts';

/** The settings without those that tests change. */
const defaultsOf = (harness: Harness) => apiConfig(loadConfig({ CAPELINE_DATA_DIR: harness.dataDir }));

describe('the edge', () => {
  let harness: Harness;
  let owner: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
  });
  afterAll(() => harness.close());

  const rename = (headers: Record<string, string>) =>
    owner.send({ method: 'PATCH', url: '/api/v1/organization', payload: { name: 'Renamed' }, headers });

  it('refuses a change with the cookie alone', async () => {
    const answer = await rename({ 'x-capeline-csrf': '' });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'request.csrf' });
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['our name on another port', { origin: 'http://localhost:9999' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a change from %s', async (_name, headers) => {
    expect(problemOf(await rename(headers))).toMatchObject({ status: 403, code: 'request.csrf' });
  });

  it.each([
    ['the configured address', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }],
    ['the name that the browser shows', { origin: 'http://broker.internal:3000', host: 'broker.internal:3000' }],
    ['a program without a browser', {}],
  ])('lets a change through from %s', async (_name, headers) => {
    expect((await rename(headers)).statusCode).toBe(200);
  });

  it('lets no other site sign anybody in', async () => {
    const answer = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session/sample',
      headers: { origin: 'https://evil.example' },
    });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'request.csrf' });
  });

  it('sends the headers that keep a browser safe', async () => {
    const { headers } = await owner.send({ url: '/api/v1/organization' });
    const {
      'content-length': _length,
      date: _date,
      connection: _connection,
      ratelimit: _ratelimit,
      etag: _etag,
      ...stable
    } = headers;
    expect(stable).toEqual({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';connect-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy':
        'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()',
      'ratelimit-policy': '"read";q=1000000;w=60',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
  });

  it('sends them with refusals too, also to nobody', async () => {
    for (const url of ['/api/v1/me', '/api/v1/nowhere', '/']) {
      const { headers } = await harness.app.inject(url);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('insists on TLS, for page and cookie, where the address is https', async () => {
    const secure = await startHarness({ appUrl: 'https://capeline.example' });
    try {
      const answer = await secure.app.inject({
        method: 'POST',
        url: '/api/v1/setup',
        payload: { organizationName: 'F', ownerName: 'O', email: 'o@f.example', password: 'a long password' },
      });
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
      expect(answer.cookies[0]).toMatchObject({ secure: true, httpOnly: true });
    } finally {
      await secure.close();
    }
  });

  it('never takes a request id from outside', async () => {
    const answer = await harness.app.inject({
      url: '/api/v1/me',
      headers: { 'x-request-id': 'forged', 'request-id': 'forged' },
    });
    expect(answer.body).not.toContain('forged');
  });

  it('grants at least 1,200 requests a minute to a key, and counts dead keys by address', async () => {
    const open = { max: 1_000_000, windowMs: 60_000 };
    const strict = await startHarness({
      limits: {
        public: open,
        open,
        read: { max: 2, windowMs: 60_000 },
        write: open,
        refused: { max: 3, windowMs: 60_000 },
        passwordReset: open,
        passwordGuess: open,
        passwordGuessAnywhere: open,
      },
    });
    try {
      const firm = await strict.firm('Harbor');
      const key = await strict.key(firm.organizationId, ['*']);
      const seen = [];
      for (let n = 0; n < 3; n += 1) seen.push((await key.send({ url: '/api/v1/organization' })).statusCode);
      expect(seen).toEqual([200, 200, 429]);
      const dead = [];
      for (let n = 0; n < 4; n += 1) {
        const headers = { authorization: `Bearer cl_live_${n}` };
        dead.push((await strict.app.inject({ url: '/api/v1/organization', headers })).statusCode);
      }
      expect(dead).toEqual([401, 401, 401, 429]);
    } finally {
      await strict.close();
    }
    const { limits } = defaultsOf(harness);
    expect(Math.min(limits.read.max, limits.write.max)).toBeGreaterThanOrEqual(1200);
  });
});
