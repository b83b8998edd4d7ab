import { issueSignInLink } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  type Harness,
  PASSWORD,
  problemOf,
  sessionHeaders,
  startHarness,
} from '../../test-support/harness.ts';

const EMAIL = 'owner@harbor.example';
const HOUR = 3_600_000;

describe('sign-in', () => {
  let harness: Harness;
  let owner: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
  });
  afterAll(() => harness.close());

  const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
    harness.app.inject({ method: 'POST', url: '/api/v1/session', payload: { email, password }, headers });
  const me = (token: string) => harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(token) });
  const actions = async (): Promise<string[]> => {
    const rows = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ action: string }>('select action from audit_event order by seq'),
    );
    return rows.map(({ action }) => action);
  };

  it('answers 200: signs in, whatever the case of the address, and notes it in the trail', async () => {
    const answer = await signIn('Owner@HARBOR.example', PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ user: { email: EMAIL }, role: 'owner' });
    expect((await actions()).at(-1)).toBe('session.signed_in');
  });

  it('answers 401: tells nobody whether the address or the password was wrong', async () => {
    const wrongPassword = await signIn(EMAIL, 'not the password');
    const unknownAddress = await signIn('nobody@harbor.example', PASSWORD);
    expect([wrongPassword.statusCode, unknownAddress.statusCode]).toEqual([401, 401]);
    expect(problemOf(wrongPassword)).toEqual(problemOf(unknownAddress));
    expect(wrongPassword.cookies).toEqual([]);
    expect((await actions()).at(-1)).toBe('session.sign_in_failed');
  });

  it('answers 422: refuses a body with fields that are not its own', async () => {
    const answer = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { email: EMAIL, password: PASSWORD, role: 'owner' },
    });
    expect(answer.statusCode).toBe(422);
    expect(problemOf(answer)).toMatchObject({ code: 'request.invalid', issues: [{ pointer: '/role' }] });
  });

  it('never takes over a session id that was planted in the browser', async () => {
    const planted = 'p'.repeat(43);
    const token = (await signIn(EMAIL, PASSWORD, { cookie: `capeline_session=${planted}` })).cookies[0]?.value ?? '';
    expect(token).not.toBe(planted);
    expect((await me(planted)).statusCode).toBe(401);
    expect((await me(token)).statusCode).toBe(200);
  });

  it('answers 204: signs out, and the old cookie is worth nothing', async () => {
    const token = (await signIn(EMAIL, PASSWORD)).cookies[0]?.value ?? '';
    const out = await harness.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: sessionHeaders(token) });
    expect(out.statusCode).toBe(204);
    expect(out.cookies[0]).toMatchObject({ name: 'capeline_session', value: '' });
    expect((await me(token)).statusCode).toBe(401);
  });

  it('ends a session after twelve idle hours, and a used one after thirty days', async () => {
    const start = harness.clock.now();
    const token = (await signIn(EMAIL, PASSWORD)).cookies[0]?.value ?? '';
    for (let hours = 0; hours < 30 * 24 - 11; hours += 11) {
      harness.clock.advance(11 * HOUR);
      if ((await me(token)).statusCode !== 200) throw new Error(`ended after ${hours + 11} hours`);
    }
    harness.clock.set(new Date(start.getTime() + 30 * 24 * HOUR + 1));
    expect((await me(token)).statusCode).toBe(401);
    const idle = (await signIn(EMAIL, PASSWORD)).cookies[0]?.value ?? '';
    harness.clock.advance(12 * HOUR + 1);
    expect((await me(idle)).statusCode).toBe(401);
    expect((await me(idle)).statusCode).toBe(401);
    harness.clock.set(start);
  });

  it('lets a sign-in link in exactly once, and not after a day', async () => {
    const person = { userId: owner.userId, organizationId: owner.organizationId };
    const redeem = (token: string) =>
      harness.app.inject({ method: 'POST', url: '/api/v1/session/link', payload: { token } });
    const { token } = await issueSignInLink(harness.database, person, harness.clock.now());
    const answers = await Promise.all([redeem(token), redeem(token)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
    const late = await issueSignInLink(harness.database, person, harness.clock.now());
    harness.clock.advance(24 * HOUR + 1);
    const answer = await redeem(late.token);
    expect(problemOf(answer)).toMatchObject({ status: 401, code: 'auth.link_invalid' });
    harness.clock.advance(-24 * HOUR - 1);
  });

  it('answers 404 for the sample when there is none', async () => {
    const answer = await harness.app.inject({ method: 'POST', url: '/api/v1/session/sample' });
    expect(problemOf(answer)).toMatchObject({ status: 404, code: 'sample.not_available' });
  });
});

describe('guessing passwords', () => {
  const limit = (max: number) => ({ max, windowMs: 60_000 });
  let harness: Harness;
  beforeAll(async () => {
    const open = limit(1_000_000);
    harness = await startHarness({
      trustedProxies: ['loopback'],
      limits: {
        public: limit(40),
        open,
        read: open,
        write: open,
        refused: open,
        passwordReset: open,
        passwordGuess: limit(3),
        passwordGuessAnywhere: limit(6),
      },
    });
    await harness.firm('Harbor');
  });
  afterAll(() => harness.close());

  const attempt = (email: string, password: string, from: string) =>
    harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { email, password },
      headers: { 'x-forwarded-for': from },
    });

  it('is stopped after a few failures from one network, for known and unknown addresses alike', async () => {
    for (const email of [EMAIL, 'nobody@harbor.example']) {
      const answers = [];
      for (let n = 0; n < 4; n += 1) answers.push(await attempt(email, `guess ${n}`, '192.0.2.1'));
      expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401, 429]);
      expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
      expect(problemOf(answers[3] as (typeof answers)[0])).toMatchObject({ code: 'request.rate_limited' });
    }
  });

  it('leaves the person free to sign in from elsewhere, until too many fail everywhere', async () => {
    expect((await attempt(EMAIL, PASSWORD, '192.0.2.2')).statusCode).toBe(200);
    const spread = [];
    for (let n = 3; n < 7; n += 1) spread.push((await attempt(EMAIL, 'guess', `198.51.${n}.1`)).statusCode);
    expect(spread).toEqual([401, 401, 401, 429]);
  });

  it('is stopped by address, whatever the e-mail, and says when to come again', async () => {
    const statuses = new Set<number>();
    let last = await attempt('a@b.example', 'x', '203.0.113.9');
    for (let n = 0; n < 45; n += 1) {
      last = await attempt(`a${n}@b.example`, 'x', '203.0.113.9');
      statuses.add(last.statusCode);
    }
    expect([...statuses]).toEqual([401, 429]);
    expect(last.headers['ratelimit-policy']).toBe('"public";q=40;w=60');
    expect(last.headers.ratelimit).toMatch(/^"public";r=0;t=\d+$/);
  });
});
