import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AuditEntry, appendAudit, verifyAuditChain } from './index.ts';
import { connected, makeFirm, NOW, type OpenDatabase, openTestDatabase } from './test-support/open-database.ts';

let open: OpenDatabase;
let firm: string;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const entry = (index: number): AuditEntry => ({
  at: NOW,
  actor: { kind: 'user', id: 'u-1', name: 'Dana Reyes' },
  action: 'check.recorded',
  subject: { kind: 'client', id: `c-${index}` },
  details: { z: index, a: { y: 1, x: 'Größe "7"' } },
});
const append = (id: string, index: number) => open.database.withTenantPg(id, (tx) => appendAudit(tx, entry(index)));
const verify = () => open.database.withTenantRead(firm, verifyAuditChain);
const tamper = (sql: string) =>
  connected(open.test.adminUrl, (admin) => admin.query(sql.replaceAll('$firm', `'${firm}'`)));

beforeEach(async () => {
  firm = await makeFirm(open.database);
  for (const index of [1, 2, 3, 4, 5]) await append(firm, index);
});

describe('the audit chain', () => {
  it('verifies as written, with its length and head', async () => {
    expect(await verify()).toEqual({ ok: true, count: 5, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('of a firm without events is whole', async () => {
    firm = await makeFirm(open.database);
    expect(await verify()).toEqual({ ok: true, count: 0, head: '0'.repeat(64) });
  });

  it('stays in one order without a gap when 30 events arrive at once, first ones too, in both forms', async () => {
    firm = await makeFirm(open.database);
    const { withTenant, withTenantPg } = open.database;
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2 === 0
          ? withTenantPg(firm, (tx) => appendAudit(tx, entry(index)))
          : withTenant(firm, (tx) => appendAudit(tx, entry(index))),
      ),
    );
    expect(await verify()).toMatchObject({ ok: true, count: 30 });
  });

  it('verifies over many pages', async () => {
    await open.database.withTenantPg(firm, async (tx) => {
      for (let index = 6; index <= 2_005; index++) await appendAudit(tx, entry(index));
    });
    expect(await verify()).toMatchObject({ ok: true, count: 2_005 });
  });

  it('takes an event back with the transaction that failed', async () => {
    const failing = open.database.withTenantPg(firm, async (tx) => {
      await appendAudit(tx, entry(6));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await verify()).toMatchObject({ ok: true, count: 5 });
  });

  it.each(['update audit_event set action = $1', 'delete from audit_event where action <> $1', 'truncate audit_event'])(
    'cannot be rewritten by the application role: %s',
    async (sql) => {
      const params = sql.includes('$1') ? ['x'] : [];
      const rewriting = open.database.withTenantPg(firm, (tx) => tx.query(sql, params));
      await expect(rewriting).rejects.toMatchObject({ code: '42501' });
    },
  );

  it.each([
    `payload = replace(payload, 'Dana', 'Dora')`,
    `subject_id = 'c-9'`,
    `actor_id = null`,
    `at = at + interval '1 hour'`,
  ])('names the row that a superuser edited: %s', async (change) => {
    await tamper(`update audit_event set ${change} where organization_id = $firm and seq = 3`);
    expect(await verify()).toEqual({ ok: false, seq: 3, reason: 'edited' });
  });

  it('names the row behind one that was forged with a fitting hash', async () => {
    await tamper(`update audit_event set payload = replace(payload, 'Dana', 'Dora'),
      hash = sha256(prev_hash || convert_to(replace(payload, 'Dana', 'Dora'), 'UTF8')) where organization_id = $firm and seq = 3`);
    expect(await verify()).toEqual({ ok: false, seq: 4, reason: 'chain_broken' });
  });

  it('names an event that was taken out', async () => {
    await tamper('delete from audit_event where organization_id = $firm and seq = 2');
    expect(await verify()).toEqual({ ok: false, seq: 2, reason: 'missing' });
  });

  it('finds a cut tail against the head, and a head that was moved back or taken away', async () => {
    await tamper('delete from audit_event where organization_id = $firm and seq > 3');
    expect(await verify()).toEqual({ ok: false, seq: 4, reason: 'tail_cut' });
    await tamper('update audit_head set seq = 2 where organization_id = $firm');
    expect(await verify()).toEqual({ ok: false, seq: 3, reason: 'head_mismatch' });
    await tamper('delete from audit_head where organization_id = $firm');
    expect(await verify()).toEqual({ ok: false, seq: 3, reason: 'head_mismatch' });
  });
});
