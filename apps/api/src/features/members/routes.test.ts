import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Harness, startHarness } from '../../test-support/harness.ts';

describe('members', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it('answers 200 with the people of one firm and nobody else', async () => {
    const owner = await harness.firm('Harbor');
    await harness.firm('Quay');
    const answer = await owner.send({ url: '/api/v1/members' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      data: [{ userId: owner.userId, name: 'Owner of Harbor', initials: 'OH', role: 'owner' }],
    });
    expect((answer.json() as { data: unknown[] }).data).toHaveLength(1);
  });

  it('answers 401 to nobody and 403 to a key, which cannot carry this permission', async () => {
    expect((await harness.app.inject('/api/v1/members')).statusCode).toBe(401);
    const owner = await harness.firm('Basin');
    const key = await harness.key(owner.organizationId, ['clients:read']);
    expect((await key.send({ url: '/api/v1/members' })).statusCode).toBe(403);
  });
});
