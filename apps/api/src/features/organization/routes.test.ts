import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';

describe('the firm', () => {
  let harness: Harness;
  let owner: Caller;
  let other: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    other = await harness.firm('Quay');
  });
  afterAll(() => harness.close());

  it('answers 200 with its settings', async () => {
    const answer = await owner.send({ url: '/api/v1/organization' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      name: 'Harbor',
      timeZone: 'America/New_York',
      digestTime: '06:00',
      capeFileByBusinessDays: 5,
      filerCodes: [],
      isSample: false,
      version: expect.any(String),
    });
    expect(answer.headers.etag).toBe(`"${answer.json().version}"`);
  });

  it('changes name and filer codes, with a trace of both, and touches no other firm', async () => {
    const answer = await owner.send({
      method: 'PATCH',
      url: '/api/v1/organization',
      payload: { name: 'Harbor East', filerCodes: ['k80', '605', 'K80'] },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      name: 'Harbor East',
      filerCodes: [
        { code: '605', confirmed: true },
        { code: 'K80', confirmed: true },
      ],
    });
    expect((await other.send({ url: '/api/v1/organization' })).json()).toMatchObject({ name: 'Quay', filerCodes: [] });
    const trail = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ payload: string }>(`select payload from audit_event where action = 'organization.changed'`),
    );
    expect(JSON.parse(trail[0]?.payload ?? '')).toMatchObject({
      details: { before: { name: 'Harbor' }, after: { name: 'Harbor East' } },
    });
  });

  it('answers 412 to who read it before somebody else changed it, and changes nothing', async () => {
    const read = await owner.send({ url: '/api/v1/organization' });
    const rename = (name: string) =>
      owner.send({
        method: 'PATCH',
        url: '/api/v1/organization',
        payload: { name },
        headers: { 'if-match': `"${read.json().version}"` },
      });
    expect((await rename('Harbor West')).statusCode).toBe(200);
    expect(problemOf(await rename('Harbor North'))).toMatchObject({ status: 412, code: 'conflict.version' });
    expect((await owner.send({ url: '/api/v1/organization' })).json()).toMatchObject({ name: 'Harbor West' });
  });

  it('answers 422 to a code that is none, and to a field that nobody may set', async () => {
    for (const payload of [{ filerCodes: ['12'] }, { isSample: true }]) {
      const answer = await owner.send({ method: 'PATCH', url: '/api/v1/organization', payload });
      expect(problemOf(answer)).toMatchObject({ status: 422, code: 'request.invalid' });
    }
  });

  it('answers 403 to a key without the permission', async () => {
    const key = await harness.key(owner.organizationId, ['clients:write']);
    const answer = await key.send({ method: 'PATCH', url: '/api/v1/organization', payload: { name: 'Mine' } });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'auth.forbidden' });
  });
});
