import { randomUUID } from 'node:crypto';
import { insertMembership, insertOrganization, insertUser } from '@capeline/db';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Harness, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';

async function makeSample(harness: Harness): Promise<void> {
  const createdAt = harness.clock.now();
  const userId = randomUUID();
  await harness.database.withTenantPg(randomUUID(), async (tx) => {
    await insertOrganization(tx, { name: 'Sample firm', isSample: true, createdAt });
    await insertUser(tx, { id: userId, email: 'sample@capeline.example', name: 'Sample Owner', createdAt });
    await insertMembership(tx, { id: randomUUID(), userId, role: 'owner', createdAt });
  });
}

describe('the sample firm', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await startHarness();
    await makeSample(harness);
  });
  afterEach(() => harness.close());

  const remove = (token: string) =>
    harness.app.inject({ method: 'DELETE', url: '/api/v1/sample', headers: sessionHeaders(token) });

  it('lets anybody in, is marked, and goes wholly when one of its members says so', async () => {
    const entry = await harness.app.inject({ method: 'POST', url: '/api/v1/session/sample' });
    expect(entry.json()).toMatchObject({ organization: { isSample: true } });
    const token = entry.cookies[0]?.value ?? '';
    expect((await remove(token)).statusCode).toBe(204);
    expect((await harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(token) })).statusCode).toBe(401);
    expect((await harness.app.inject('/api/v1/setup')).json()).toEqual({ firmExists: false, sampleAvailable: false });
  });

  it('can be removed by the owner of a real firm, who keeps his own', async () => {
    const owner = await harness.firm('Harbor');
    expect((await owner.send({ method: 'DELETE', url: '/api/v1/sample' })).statusCode).toBe(204);
    const again = await owner.send({ method: 'DELETE', url: '/api/v1/sample' });
    expect(problemOf(again)).toMatchObject({ status: 404, code: 'sample.not_available' });
    expect((await owner.send({ url: '/api/v1/organization' })).json()).toMatchObject({ name: 'Harbor' });
  });

  it('leaves set-up open, since it is no real firm', async () => {
    expect((await harness.app.inject('/api/v1/setup')).json()).toEqual({ firmExists: false, sampleAvailable: true });
  });

  it('answers 401 to nobody', async () => {
    expect((await harness.app.inject({ method: 'DELETE', url: '/api/v1/sample' })).statusCode).toBe(401);
  });
});
