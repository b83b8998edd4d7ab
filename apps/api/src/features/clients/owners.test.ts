import type { AssignOwnersAnswer, Client } from '@capeline/contracts';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const OWNERS = '/api/v1/clients/owners';
const MISSING_ID = '00000000-0000-4000-8000-000000000000';

describe('one owner for many clients', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  let ana: string;
  let ids: string[];
  beforeEach(async () => {
    await harness?.close();
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
    ana = await firm.member('Ana Lopes', 'specialist');
    ids = [];
    for (const name of ['One Toys', 'Two Toys', 'Three']) ids.push(await firm.client({ name }));
  });
  afterAll(() => harness.close());

  const assign = (payload: object) => owner.send({ method: 'POST', url: OWNERS, payload });
  const ownersNow = async (): Promise<Record<string, string | null>> => {
    const { data } = (await owner.send({ url: '/api/v1/clients' })).json() as { data: Client[] };
    return Object.fromEntries(data.map((client) => [client.name, client.owner?.id ?? null]));
  };

  it('says of each client what became of it and leaves the others as they were', async () => {
    const [one = '', two = '', three = ''] = ids;
    await owner.send({ method: 'PATCH', url: `/api/v1/clients/${two}`, payload: { ownerId: ana } });
    await owner.send({ method: 'PATCH', url: `/api/v1/clients/${three}`, payload: { name: 'Three Renamed' } });
    const answer = await assign({
      assignments: [
        { clientId: one, ownerId: ana, version: 1 },
        { clientId: two, ownerId: ana },
        { clientId: three, ownerId: ana, version: 1 },
        { clientId: MISSING_ID, ownerId: ana },
      ],
    });
    const { data } = answer.json() as AssignOwnersAnswer;
    expect(data.map(({ outcome }) => outcome)).toEqual(['assigned', 'unchanged', 'changed_meanwhile', 'not_found']);
    expect(data[0]).toMatchObject({ name: 'One Toys', formerOwnerId: null, version: 2 });
    expect(await ownersNow()).toEqual({ 'One Toys': ana, 'Two Toys': ana, 'Three Renamed': null });
  });

  it('reaches every client that a filter and a search leave, and none beside them', async () => {
    const { data } = (await assign({ matching: { filter: 'no_owner', search: 'toys' }, ownerId: ana })).json();
    expect(data).toHaveLength(2);
    expect(await ownersNow()).toEqual({ 'One Toys': ana, 'Two Toys': ana, Three: null });
  });

  it('puts former owners back, each his own', async () => {
    const [one = '', two = ''] = ids;
    await assign({ assignments: [{ clientId: one, ownerId: owner.userId }] });
    const { data } = (await assign({ matching: {}, ownerId: ana })).json() as AssignOwnersAnswer;
    const back = data.map(({ clientId, formerOwnerId, version }) => ({ clientId, ownerId: formerOwnerId, version }));
    await assign({ assignments: back });
    const now = await ownersNow();
    expect([now['One Toys'], now['Two Toys']]).toEqual([owner.userId, null]);
    expect(two).not.toBe(one);
  });

  it('writes nothing for somebody who is no member, and no client twice', async () => {
    const [one = ''] = ids;
    const stranger = { clientId: one, ownerId: MISSING_ID };
    expect((await assign({ assignments: [stranger] })).statusCode).toBe(422);
    const twice = [ana, null].map((ownerId) => ({ clientId: one, ownerId }));
    expect((await assign({ assignments: twice })).statusCode).toBe(422);
    expect(Object.values(await ownersNow())).toEqual([null, null, null]);
  });

  it('is one act in the audit trail, with every owner before and after', async () => {
    await assign({ matching: {}, ownerId: ana });
    const events = await firm.query<{ payload: string }>(
      `select payload from audit_event where action = 'client.owners_assigned'`,
    );
    expect(events).toHaveLength(1);
    for (const id of ids) expect(JSON.stringify(events[0]?.payload)).toContain(id);
  });
});
