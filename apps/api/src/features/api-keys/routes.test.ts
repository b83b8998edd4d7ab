import { randomUUID } from 'node:crypto';
import { insertMembership, insertUser } from '@capeline/db';
import { startSession } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';

const URL_KEYS = '/api/v1/api-keys';

describe('API keys', () => {
  let harness: Harness;
  let owner: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
  });
  afterAll(() => harness.close());

  const create = (caller: Caller, payload: object, headers: Record<string, string> = {}) =>
    caller.send({ method: 'POST', url: URL_KEYS, payload, headers });

  it('answers 201 with a key that works at once, is shown once and stored hashed', async () => {
    const made = await create(owner, { name: 'ERP', scopes: ['entries:read'] });
    expect(made.statusCode).toBe(201);
    const { key, prefix } = made.json() as { key: string; prefix: string };
    expect(key).toMatch(/^cl_live_[\w-]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    const list = await owner.send({ url: URL_KEYS });
    expect(list.statusCode).toBe(200);
    expect(list.body).not.toContain(key);
    const stored = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ row: string }>(`select api_key::text || audit_event.payload as row from api_key, audit_event`),
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toContain(key);
  });

  it('lets a key do what its scopes say and nothing else', async () => {
    const reader = await harness.key(owner.organizationId, ['entries:read']);
    expect(problemOf(await reader.send({ url: URL_KEYS }))).toMatchObject({ status: 403, code: 'auth.forbidden' });
    expect((await create(reader, { name: 'x', scopes: ['entries:read'] })).statusCode).toBe(403);
    const all = await harness.key(owner.organizationId, ['*']);
    expect((await all.send({ url: URL_KEYS })).statusCode).toBe(200);
  });

  it('needs no CSRF header of a key, and prefers the key to a cookie', async () => {
    const reader = await harness.key(owner.organizationId, ['entries:read']);
    const answer = await harness.app.inject({
      url: URL_KEYS,
      headers: { ...sessionHeaders('x'), authorization: `Bearer ${reader.key}` },
    });
    expect(answer.statusCode).toBe(403);
  });

  it('refuses a scope that its maker does not have', async () => {
    const { token } = await harness.database
      .withTenantPg(owner.organizationId, async (tx) => {
        const createdAt = harness.clock.now();
        const userId = randomUUID();
        await insertUser(tx, { id: userId, email: 'manager@harbor.example', name: 'M', createdAt });
        await insertMembership(tx, { id: randomUUID(), userId, role: 'manager', createdAt });
        return { userId, organizationId: owner.organizationId };
      })
      .then((person) =>
        startSession(harness.database, person, { method: 'password', now: harness.clock.now(), absoluteMs: 60_000 }),
      );
    const ask = (scopes: string[]) =>
      harness.app.inject({
        method: 'POST',
        url: URL_KEYS,
        payload: { name: 'x', scopes },
        headers: sessionHeaders(token),
      });
    expect(problemOf(await ask(['*']))).toMatchObject({ status: 403 });
    expect((await ask(['entries:write'])).statusCode).toBe(201);
  });

  it('answers 422 to an unknown scope or none', async () => {
    expect((await create(owner, { name: 'x', scopes: ['everything'] })).statusCode).toBe(422);
    expect((await create(owner, { name: 'x', scopes: [] })).statusCode).toBe(422);
  });

  it('answers 204 and the key is dead from the next request on; a second time is 404', async () => {
    const key = (await create(owner, { name: 'old', scopes: ['*'] })).json() as { id: string; key: string };
    const use = () => harness.app.inject({ url: URL_KEYS, headers: { authorization: `Bearer ${key.key}` } });
    expect((await use()).statusCode).toBe(200);
    const revoke = () => owner.send({ method: 'DELETE', url: `${URL_KEYS}/${key.id}` });
    expect((await revoke()).statusCode).toBe(204);
    expect(problemOf(await use())).toMatchObject({ status: 401, code: 'auth.required' });
    expect((await revoke()).statusCode).toBe(404);
  });

  it("answers another firm's key exactly like one that does not exist", async () => {
    const other = await harness.firm('Quay');
    const theirs = (await create(other, { name: 'theirs', scopes: ['*'] })).json() as { id: string };
    const foreign = await owner.send({ method: 'DELETE', url: `${URL_KEYS}/${theirs.id}` });
    const missing = await owner.send({ method: 'DELETE', url: `${URL_KEYS}/${randomUUID()}` });
    expect(foreign.statusCode).toBe(404);
    expect(problemOf(foreign)).toEqual(problemOf(missing));
    expect((await other.send({ url: URL_KEYS })).json()).toMatchObject({ data: [{ revokedAt: null }] });
  });

  it('keeps no secret for an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await create(owner, { name: 'a', scopes: ['*'] }, headers);
    const second = await create(owner, { name: 'a', scopes: ['*'] }, headers);
    expect((second.json() as { key: string }).key).not.toBe((first.json() as { key: string }).key);
    const kept = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query('select key from idempotency_key'),
    );
    expect(kept).toEqual([]);
  });
});
