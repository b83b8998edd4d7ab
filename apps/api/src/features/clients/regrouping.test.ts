import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { tradeFixture } from '../../test-support/trade-fixture.ts';

const CLIENTS = '/api/v1/clients';
const MISSING_ID = '00000000-0000-4000-8000-000000000000';

describe('clients that are one', () => {
  let harness: Harness;
  let owner: Caller;
  let quill: string;
  let west: string;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    const firm = tradeFixture(harness.database, owner.organizationId);
    quill = await firm.client({ name: 'Quill Paper', numbers: ['12-345678900'] });
    west = await firm.client({ name: 'Quill Paper West', numbers: ['12-345678901'] });
    await firm.entry({ clientId: quill, entryNumber: '60500000018', importerNumber: '12-345678900' });
    await firm.entry({
      clientId: west,
      entryNumber: '60500000026',
      importerNumber: '12-345678901',
      liquidatedOn: '2026-10-16',
    });
  });
  afterAll(() => harness.close());

  const post = (path: string, payload?: object, caller = owner) =>
    caller.send({ method: 'POST', url: `/api/v1/${path}`, ...(payload && { payload }) });
  const suggested = async () => (await owner.send({ url: `${CLIENTS}/merge-suggestions` })).json();

  it('are suggested, merged, found under the old address, split and put back', async () => {
    expect(await suggested()).toMatchObject({ total: 1, data: [{ reasons: ['same_ein_base'] }] });
    const merged = await post(`clients/${west}/merge`, { intoClientId: quill });
    expect(merged.statusCode).toBe(200);
    expect(merged.json()).toMatchObject({ entriesMoved: 1, client: { id: quill, entryCount: 2 } });
    expect((await suggested()).total).toBe(0);
    const old = await owner.send({ url: `${CLIENTS}/${west}` });
    expect(old.json().id).toBe(quill);
    for (const path of ['clients/ID/checks', 'deadlines?clientId=ID', 'entries?clientId=ID', 'proposals?clientId=ID']) {
      const ask = async (id: string) => (await owner.send({ url: `/api/v1/${path.replace('ID', id)}` })).json();
      expect({ path, answer: await ask(west) }).toEqual({ path, answer: await ask(quill) });
    }
    expect((await owner.send({ url: `/api/v1/entries?clientId=${west}` })).json().data).toHaveLength(2);
    expect((await owner.send({ url: CLIENTS })).json().total).toBe(1);
    const write = { method: 'PATCH', url: `${CLIENTS}/${west}`, payload: { name: 'X' } } as const;
    expect((await owner.send(write)).statusCode).toBe(404);

    const number = old
      .json()
      .importerNumbers.find((one: { importerNumber: string }) => one.importerNumber.endsWith('01'));
    const moved = await post(`clients/${quill}/importer-numbers/${number.id}/move`, { newClientName: 'West' });
    expect(moved.json()).toMatchObject({ entriesMoved: 1, client: { name: 'West', entryCount: 1 } });
    expect((await post(`regroupings/${moved.json().regroupingId}/undo`)).json().client.id).toBe(quill);
    const undone = await post(`regroupings/${merged.json().regroupingId}/undo`);
    expect(undone.json()).toMatchObject({ entriesMoved: 1, client: { id: west } });
    const again = await post(`regroupings/${merged.json().regroupingId}/undo`);
    expect(problemOf(again)).toMatchObject({ status: 409, code: 'regrouping.not_undoable' });
  });

  it('are two once somebody said so, until that is taken back', async () => {
    const answer = await post('clients/merge-suggestions/dismiss', { clientIds: [quill, west] });
    expect(answer.json()).toEqual({ data: [], total: 0, dismissedTotal: 1 });
    const called = await owner.send({ url: `${CLIENTS}/merge-suggestions?dismissed=true` });
    expect(called.json()).toMatchObject({ total: 1, data: [{ reasons: ['same_ein_base'] }] });
    const restored = await post('clients/merge-suggestions/restore', { clientIds: [west, quill] });
    expect(restored.json()).toMatchObject({ total: 1, dismissedTotal: 0 });
    await post('clients/merge-suggestions/dismiss', { clientIds: [quill, west] });
    expect((await suggested()).total).toBe(0);
  });

  it('answers an empty list for the client of nobody, however it is written', async () => {
    for (const list of ['deadlines', 'entries', 'proposals'])
      for (const id of [MISSING_ID, 'no-id']) {
        const answer = await owner.send({ url: `/api/v1/${list}?clientId=${id}` });
        expect([list, id, answer.statusCode, answer.json().data]).toEqual([list, id, 200, []]);
      }
  });

  it('answers 404 to a stranger as for what is missing, 403 to a reader, 422 and 409 to what cannot be', async () => {
    const stranger = await harness.firm('Stranger');
    const foreign = await post(`clients/${west}/merge`, { intoClientId: quill }, stranger);
    const missing = await post(`clients/${MISSING_ID}/merge`, { intoClientId: quill }, stranger);
    expect(foreign.statusCode).toBe(404);
    expect(problemOf(foreign)).toEqual(problemOf(missing));
    const reader = await harness.key(owner.organizationId, ['clients:read']);
    expect((await post(`clients/${west}/merge`, { intoClientId: quill }, reader)).statusCode).toBe(403);
    const same = await post(`clients/${west}/merge`, { intoClientId: west });
    expect(problemOf(same)).toMatchObject({ status: 422, issues: [{ pointer: '/intoClientId' }] });
    const [number] = (await owner.send({ url: `${CLIENTS}/${west}` })).json().importerNumbers;
    const only = await post(`clients/${west}/importer-numbers/${number.id}/move`, { newClientName: 'Y' });
    expect(problemOf(only)).toMatchObject({ status: 409, code: 'client.only_number' });
    expect((await post(`regroupings/${MISSING_ID}/undo`)).statusCode).toBe(404);
  });
});
