import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  type Harness,
  PASSWORD,
  problemOf,
  sessionHeaders,
  startHarness,
} from '../../test-support/harness.ts';

describe('me', () => {
  let harness: Harness;
  let owner: Caller;
  beforeEach(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
  });
  afterEach(() => harness.close());

  const signIn = async (password: string) =>
    harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { email: 'owner@harbor.example', password },
    });

  it('answers 200 with the person, the firm and what he may do', async () => {
    const answer = await owner.send({ url: '/api/v1/me' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      user: { id: owner.userId, email: 'owner@harbor.example', hasPassword: true },
      organization: { id: owner.organizationId, isSample: false },
      role: 'owner',
      rehearsal: false,
      mailConfigured: false,
    });
  });

  it('answers 401 to nobody and 403 to an API key, which is no person', async () => {
    expect((await harness.app.inject('/api/v1/me')).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['*']);
    const answer = await key.send({ url: '/api/v1/me' });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'auth.forbidden' });
  });

  it('sets a password, ends every other session and goes on in a new one', async () => {
    const other = (await signIn(PASSWORD)).cookies[0]?.value ?? '';
    const answer = await owner.send({
      method: 'PUT',
      url: '/api/v1/me/password',
      payload: { password: 'another long password', name: 'Dana Reyes' },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ user: { name: 'Dana Reyes' } });
    const fresh = answer.cookies[0]?.value ?? '';
    const ask = (token: string) => harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(token) });
    expect((await ask(fresh)).statusCode).toBe(200);
    expect((await ask(other)).statusCode).toBe(401);
    expect((await owner.send({ url: '/api/v1/me' })).statusCode).toBe(401);
    expect((await signIn(PASSWORD)).statusCode).toBe(401);
    expect((await signIn('another long password')).statusCode).toBe(200);
  });

  it('answers 422 to a password that is too short', async () => {
    const answer = await owner.send({ method: 'PUT', url: '/api/v1/me/password', payload: { password: 'short' } });
    expect(problemOf(answer)).toMatchObject({ status: 422, issues: [{ pointer: '/password' }] });
  });
});
