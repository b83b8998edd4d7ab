import type { SavedView } from '@capeline/contracts';
import { startSession } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';
import { tradeFixture } from '../../test-support/trade-fixture.ts';

const VIEWS = '/api/v1/saved-views';

describe('saved views', () => {
  let harness: Harness;
  let owner: Caller;
  let auditor: Caller;
  let stranger: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    const { organizationId } = owner;
    const userId = await tradeFixture(harness.database, organizationId).member('Ruth Mills', 'auditor');
    const opened = { method: 'password', now: harness.clock.now(), absoluteMs: 1_000_000_000 } as const;
    const { token } = await startSession(harness.database, { organizationId, userId }, opened);
    auditor = {
      organizationId,
      userId,
      send: (options) => harness.app.inject({ ...options, headers: sessionHeaders(token) }),
    };
    stranger = await harness.firm('Pine');
  });
  afterAll(() => harness.close());

  const save = (caller: Caller, payload: object) =>
    caller.send({ method: 'POST', url: VIEWS, payload: { page: 'clients', query: 'filter=no_owner', ...payload } });
  const names = async (caller: Caller): Promise<string[]> =>
    (await caller.send({ url: VIEWS })).json().data.map(({ name }: SavedView) => name);

  it('are a person’s own until they are shared with the firm, and never another firm’s', async () => {
    expect((await save(owner, { name: 'Mine alone' })).statusCode).toBe(201);
    expect((await save(owner, { name: 'For all', shared: true })).statusCode).toBe(201);
    expect(await names(owner)).toEqual(['For all', 'Mine alone']);
    expect(await names(auditor)).toEqual(['For all']);
    expect(await names(stranger)).toEqual([]);
  });

  it('are shared, changed and removed for the firm only by those who may write', async () => {
    expect((await save(auditor, { name: 'My reading' })).statusCode).toBe(201);
    expect((await save(auditor, { name: 'Everybody', shared: true })).statusCode).toBe(403);
    const shared = (await owner.send({ url: VIEWS })).json().data.find(({ name }: SavedView) => name === 'For all');
    const url = `${VIEWS}/${shared.id}`;
    expect((await auditor.send({ method: 'PATCH', url, payload: { name: 'Taken' } })).statusCode).toBe(403);
    expect((await auditor.send({ method: 'DELETE', url })).statusCode).toBe(403);
    expect((await stranger.send({ method: 'DELETE', url })).statusCode).toBe(404);
    const changed = await owner.send({ method: 'PATCH', url, payload: { query: 'filter=stale' } });
    expect(changed.json()).toMatchObject({ name: 'For all', query: 'filter=stale', shared: true, mayChange: true });
    expect((await owner.send({ method: 'DELETE', url })).statusCode).toBe(204);
    expect(await names(auditor)).toEqual(['My reading']);
  });

  it('bear a name once in the same hands', async () => {
    expect((await save(owner, { name: 'Closing soon' })).statusCode).toBe(201);
    expect(problemOf(await save(owner, { name: 'closing SOON' }))).toMatchObject({ code: 'saved_view.name_taken' });
    expect((await save(owner, { name: 'Closing soon', page: 'deadlines' })).statusCode).toBe(201);
    expect((await save(auditor, { name: 'Closing soon' })).statusCode).toBe(201);
    const other = (await save(owner, { name: 'Another' })).json();
    const renamed = await owner.send({
      method: 'PATCH',
      url: `${VIEWS}/${other.id}`,
      payload: { name: 'Closing soon' },
    });
    expect(renamed.statusCode).toBe(409);
  });

  it('hold filters and nothing else', async () => {
    expect((await save(owner, { name: 'Script', query: 'javascript:alert(1)' })).statusCode).toBe(422);
    expect((await save(owner, { name: 'Page', page: 'settings' })).statusCode).toBe(422);
  });

  it('leave an event each in the audit trail', async () => {
    const { query } = tradeFixture(harness.database, owner.organizationId);
    const rows = await query<{ action: string }>(
      `select distinct action from audit_event where subject_kind = 'saved_view' order by action`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['saved_view.changed', 'saved_view.made', 'saved_view.removed']);
  });
});
