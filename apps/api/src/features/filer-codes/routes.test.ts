import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { addPerson } from '../../test-support/people.ts';
import { plantWholeFirm } from '../../test-support/whole-firm.ts';

const URL_CODES = '/api/v1/filer-codes';

describe('filer codes', () => {
  let harness: Harness;
  let owner: Caller;
  let specialist: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    ({ owner } = await plantWholeFirm(harness, { name: 'Harbor', serial: 33, text: 'Harbor', filerCode: '605' }));
    const email = 'specialist@harbor.example';
    specialist = await addPerson(harness, owner.organizationId, { role: 'specialist', email });
  });
  afterAll(() => harness.close());

  const list = async (caller: Caller) =>
    ((await caller.send({ url: URL_CODES })).json() as { data: Record<string, unknown>[] }).data;
  const decide = (caller: Caller, code: string, payload: object) =>
    caller.send({ method: 'PATCH', url: `${URL_CODES}/${code}`, payload });

  it('answers 200 with what each code covers, also to those who may not decide', async () => {
    const [ours] = await list(specialist);
    expect(ours).toMatchObject({ code: '605', status: 'ours', clientCount: 3 });
    expect(Number(ours?.entryCount)).toBeGreaterThan(4);
  });

  it('answers 200 to a decision, by which entries leave their CAPE clocks and come back to them', async () => {
    const capeClocks = async () => {
      const { body } = await owner.send({ url: '/api/v1/deadlines?kind=cape_window&status=open' });
      return (JSON.parse(body) as { data: { entryCount: number }[] }).data.reduce((sum, d) => sum + d.entryCount, 0);
    };
    const before = await capeClocks();
    expect(before).toBeGreaterThan(0);
    const answer = await decide(owner, '605', { status: 'another' });
    expect(answer.json()).toMatchObject({ data: [{ code: '605', status: 'another' }] });
    expect(await capeClocks()).toBe(0);
    expect((await decide(owner, '605', { status: 'ours' })).statusCode).toBe(200);
    expect(await capeClocks()).toBe(before);
  });

  it('answers 403 to who may not decide, and nothing changes', async () => {
    const before = await list(owner);
    expect(problemOf(await decide(specialist, '605', { status: 'another' }))).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    });
    const key = await harness.key(owner.organizationId, ['clients:write', 'entries:write']);
    expect((await decide(key, '605', { status: 'another' })).statusCode).toBe(403);
    expect(await list(owner)).toEqual(before);
  });

  it.each([
    ['a code that is none', '60-', { status: 'ours' }, '/code'],
    ['a code of zeros', '000', { status: 'ours' }, '/code'],
    ['a status that is none', '605', { status: 'mine' }, '/status'],
    ['no status', '605', {}, '/status'],
  ])('answers 422 to %s, by its place', async (_what, code, payload, pointer) => {
    expect(problemOf(await decide(owner, code, payload))).toMatchObject({
      status: 422,
      code: 'request.invalid',
      issues: [{ pointer }],
    });
  });

  it('takes a code in small letters for the same', async () => {
    const answer = await decide(owner, 'k80', { status: 'another' });
    expect((answer.json() as { data: object[] }).data).toContainEqual(
      expect.objectContaining({ code: 'K80', status: 'another', entryCount: 0 }),
    );
  });
});
