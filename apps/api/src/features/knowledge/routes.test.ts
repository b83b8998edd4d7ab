import type { KnowledgeArticle } from '@capeline/contracts';
import { startSession } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';
import { tradeFixture } from '../../test-support/trade-fixture.ts';

const KNOWLEDGE = '/api/v1/knowledge';
const LOOKUP = `${KNOWLEDGE}/route-tao-lookup`;
const OURS = { title: 'Whom we call', body: 'Ask Mary first.\n\n- then the hotline' };

describe('knowledge', () => {
  let harness: Harness;
  let owner: Caller;
  let specialist: Caller;
  let stranger: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    const { organizationId } = owner;
    const userId = await tradeFixture(harness.database, organizationId).member('Ruth Mills', 'specialist');
    const opened = { method: 'password', now: harness.clock.now(), absoluteMs: 1_000_000_000 } as const;
    const { token } = await startSession(harness.database, { organizationId, userId }, opened);
    const send: Caller['send'] = (options) => harness.app.inject({ ...options, headers: sessionHeaders(token) });
    specialist = { organizationId, userId, send };
    stranger = await harness.firm('Pine');
  });
  afterAll(() => harness.close());

  const find = async (caller: Caller, query: string): Promise<KnowledgeArticle[]> =>
    (await caller.send({ url: `${KNOWLEDGE}?${query}` })).json().data;
  const read = async (caller: Caller, url: string): Promise<KnowledgeArticle> => (await caller.send({ url })).json();

  it('is found by the words of a message and by the check beside which it stands', async () => {
    expect((await find(specialist, 'q=UNABLE+TO+CALCULATE+DUTY'))[0]).toMatchObject({
      id: 'message-unable-to-calculate',
      changed: null,
      version: 0,
    });
    const beside = await find(specialist, 'check=tao_login');
    expect(beside[0]?.id).toBe('check-tao-login');
    expect(beside.every(({ checks }) => checks.includes('tao_login'))).toBe(true);
    expect(await find(specialist, 'q=zebra')).toEqual([]);
    expect((await specialist.send({ url: `${KNOWLEDGE}?check=login` })).statusCode).toBe(422);
    expect((await specialist.send({ url: `${KNOWLEDGE}/route-nowhere` })).statusCode).toBe(404);
  });

  it('reads in the firm’s own words, which the search finds, with ours beside them and back on request', async () => {
    const changed = await owner.send({ method: 'PUT', url: LOOKUP, payload: OURS });
    expect(changed.json()).toMatchObject({ ...OURS, topic: 'route', version: 1 });
    expect(changed.json().changed.original.body).toContain('CBP tells the current owner');
    expect((await find(specialist, 'q=ask+mary')).map(({ id }) => id)).toEqual(['route-tao-lookup']);
    expect((await read(stranger, LOOKUP)).changed).toBeNull();
    const late = await owner.send({ method: 'PUT', url: LOOKUP, payload: OURS, headers: { 'if-match': '"0"' } });
    expect(problemOf(late)).toMatchObject({ code: 'conflict.version' });
    expect((await owner.send({ method: 'DELETE', url: LOOKUP })).statusCode).toBe(204);
    expect(await read(owner, LOOKUP)).toMatchObject({ changed: null, version: 0 });
    expect((await owner.send({ method: 'DELETE', url: LOOKUP })).statusCode).toBe(404);
  });

  it('takes articles of the firm’s own, which no other firm reads', async () => {
    const payload = { ...OURS, checks: ['ach_refund'] };
    const written = (await owner.send({ method: 'POST', url: KNOWLEDGE, payload })).json();
    expect(written).toMatchObject({ topic: 'own', sources: [], checkedOn: null, changed: { original: null } });
    expect((await find(owner, 'check=ach_refund')).map(({ id }) => id)).toContain(written.id);
    const url = `${KNOWLEDGE}/${written.id}`;
    expect((await stranger.send({ url })).statusCode).toBe(404);
    expect((await stranger.send({ method: 'PUT', url, payload: OURS })).statusCode).toBe(404);
    expect((await stranger.send({ method: 'DELETE', url })).statusCode).toBe(404);
    const retitled = await owner.send({ method: 'PUT', url, payload: { ...OURS, title: 'Our bank people' } });
    expect(retitled.json()).toMatchObject({ title: 'Our bank people', checks: ['ach_refund'], version: 2 });
    expect((await owner.send({ method: 'DELETE', url })).statusCode).toBe(204);
    expect((await owner.send({ url })).statusCode).toBe(404);
  });

  it('is one article after two first versions at once', async () => {
    const url = `${KNOWLEDGE}/check-ach-refund`;
    const answers = await Promise.all([1, 2].map(() => owner.send({ method: 'PUT', url, payload: OURS })));
    expect(answers.map(({ statusCode }) => statusCode).every((code) => code === 200 || code === 409)).toBe(true);
    const accepted = answers.filter(({ statusCode }) => statusCode === 200).length;
    expect(await read(owner, url)).toMatchObject({ version: accepted });
  });

  it('is changed by those who may change settings, and holds no password or bank number', async () => {
    expect((await specialist.send({ method: 'PUT', url: LOOKUP, payload: OURS })).statusCode).toBe(403);
    expect((await specialist.send({ method: 'POST', url: KNOWLEDGE, payload: OURS })).statusCode).toBe(403);
    expect((await specialist.send({ method: 'DELETE', url: LOOKUP })).statusCode).toBe(403);
    const secret = { ...OURS, body: 'The ACE password: Hunter22' };
    expect((await owner.send({ method: 'PUT', url: LOOKUP, payload: secret })).statusCode).toBe(422);
    expect((await read(owner, LOOKUP)).changed).toBeNull();
  });

  it('leaves an event for every change', async () => {
    const { query } = tradeFixture(harness.database, owner.organizationId);
    const rows = await query<{ action: string }>(
      `select distinct action from audit_event where subject_kind = 'knowledge_article' order by action`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['knowledge.changed', 'knowledge.removed']);
  });
});
