import { askPasswordReset, issuePasswordReset, issueSignInLink } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  type Harness,
  PASSWORD,
  problemOf,
  sessionHeaders,
  startHarness,
} from '../../test-support/harness.ts';
import { addPerson } from '../../test-support/people.ts';

const HOUR = 3_600_000;
const NEW = 'a brand new password';

describe('a forgotten password', () => {
  let harness: Harness;
  let owner: Caller;
  beforeAll(async () => {
    const open = { max: 1_000_000, windowMs: 60_000 };
    harness = await startHarness({
      limits: {
        public: open,
        open,
        read: open,
        write: open,
        refused: open,
        passwordGuess: open,
        passwordGuessAnywhere: open,
        passwordReset: { max: 3, windowMs: 60_000 },
      },
    });
    owner = await harness.firm('Harbor');
  });
  afterAll(() => harness.close());

  const ask = (email: string) =>
    harness.app.inject({ method: 'POST', url: '/api/v1/session/password-reset', payload: { email } });
  const redeem = (token: string, password = NEW) =>
    harness.app.inject({ method: 'POST', url: '/api/v1/session/password-reset/redeem', payload: { token, password } });
  const link = async (email: string): Promise<string> =>
    (await issuePasswordReset(harness.database, email, harness.clock.now()))?.token ?? '';
  const me = (token: string) => harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(token) });

  it('is answered alike for known and unknown addresses, and limited alike', async () => {
    const answers = [];
    for (const email of ['owner@harbor.example', 'nobody@harbor.example']) {
      for (let n = 0; n < 4; n += 1) answers.push(await ask(email));
    }
    const seen = answers.map(({ statusCode, body }) => (statusCode === 202 ? body : statusCode));
    expect(seen).toEqual(['{}', '{}', '{}', 429, '{}', '{}', '{}', 429]);
    const mails = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ recipient: string }>(`select recipient from mail_message where kind = 'password_reset'`),
    );
    expect(mails.map(({ recipient }) => recipient)).toEqual(Array(3).fill('owner@harbor.example'));
  });

  it('is over by a link that works once, ends every session and every other link, and signs in', async () => {
    const firm = await harness.firm('Quay');
    const spare = await link('owner@quay.example');
    const door = await issueSignInLink(harness.database, firm, harness.clock.now());
    const token = await link('owner@quay.example');
    const answers = await Promise.all([redeem(token), redeem(token)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
    const fresh = answers.find(({ statusCode }) => statusCode === 200)?.cookies[0]?.value ?? '';
    expect((await me(fresh)).statusCode).toBe(200);
    expect((await firm.send({ url: '/api/v1/me' })).statusCode).toBe(401);
    expect(problemOf(await redeem(spare))).toMatchObject({ status: 401, code: 'auth.link_invalid' });
    const byDoor = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session/link',
      payload: { token: door.token },
    });
    expect(byDoor.statusCode).toBe(401);
    const signIn = (password: string) =>
      harness.app.inject({
        method: 'POST',
        url: '/api/v1/session',
        payload: { email: 'owner@quay.example', password },
      });
    expect([(await signIn(PASSWORD)).statusCode, (await signIn(NEW)).statusCode]).toEqual([401, 200]);
  });

  it('is not over by a guessed link, one older than an hour, one that only signs in, or a weak password', async () => {
    const firm = await harness.firm('Basin');
    expect(problemOf(await redeem('g'.repeat(43)))).toMatchObject({ code: 'auth.link_invalid' });
    const door = await issueSignInLink(harness.database, firm, harness.clock.now());
    expect(problemOf(await redeem(door.token))).toMatchObject({ code: 'auth.link_invalid' });
    const token = await link('owner@basin.example');
    expect(problemOf(await redeem(token, 'short'))).toMatchObject({ status: 422 });
    const asDoor = await harness.app.inject({ method: 'POST', url: '/api/v1/session/link', payload: { token } });
    expect(problemOf(asDoor)).toMatchObject({ code: 'auth.link_invalid' });
    harness.clock.advance(HOUR + 1);
    expect(problemOf(await redeem(token))).toMatchObject({ code: 'auth.link_invalid' });
    harness.clock.advance(-HOUR - 1);
  });

  it('sends nothing to somebody who left', async () => {
    const firm = await harness.firm('Pier');
    const leaver = await addPerson(harness, firm.organizationId, { role: 'auditor', email: 'left@pier.example' });
    await firm.send({ method: 'POST', url: `/api/v1/members/${leaver.memberId}/deactivate`, payload: {} });
    await askPasswordReset(harness.database, 'left@pier.example', {
      now: harness.clock.now(),
      today: () => '2026-11-23',
      mail: { isConfigured: true, from: 'Capeline <a@pier.example>', isRehearsal: false },
    });
    const mails = await harness.database.withTenantRead(firm.organizationId, (tx) =>
      tx.query('select from mail_message'),
    );
    expect(mails).toEqual([]);
  });
});

describe('a person of several firms', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it('goes on in another of his firms in a new session, and in nobody else’s', async () => {
    const home = await harness.firm('Harbor');
    const away = await harness.firm('Quay');
    const strange = await harness.firm('Basin');
    const person = await addPerson(harness, away.organizationId, { role: 'auditor', email: 'owner@harbor.example' });
    const go = (organizationId: string) =>
      person.send({ method: 'POST', url: '/api/v1/session/firm', payload: { organizationId } });
    expect((await go(strange.organizationId)).statusCode).toBe(404);
    const answer = await go(home.organizationId);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ organization: { name: 'Harbor' }, role: 'owner' });
    expect((await person.send({ url: '/api/v1/me' })).statusCode).toBe(401);
    const fresh = answer.cookies[0]?.value ?? '';
    const me = await harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(fresh) });
    expect(me.json()).toMatchObject({ organization: { name: 'Harbor' } });
  });

  it('sees where he is signed in and ends all but the session at hand', async () => {
    const home = await harness.firm('Pier');
    const other = await addPerson(harness, (await harness.firm('Lock')).organizationId, {
      role: 'manager',
      email: 'owner@pier.example',
    });
    const list = await home.send({ url: '/api/v1/me/sessions' });
    expect(list.json()).toMatchObject({
      data: [
        { organizationName: 'Pier', isCurrent: true },
        { organizationName: 'Lock', isCurrent: false },
      ],
    });
    expect((await home.send({ method: 'DELETE', url: '/api/v1/me/sessions' })).json()).toEqual({ ended: 1 });
    expect((await other.send({ url: '/api/v1/me' })).statusCode).toBe(401);
    expect((await home.send({ url: '/api/v1/me' })).statusCode).toBe(200);
  });
});
