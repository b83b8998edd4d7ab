import type { Check } from '@capeline/contracts';
import { recordCheck } from '@capeline/operations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const MISSING_ID = '00000000-0000-4000-8000-000000000000';
const READY = { status: 'ready', evidenceNote: 'Seen in ACE by Dana', verifiedOn: '2026-11-20' };

/** Today is Monday 23 November 2026. */
describe('checks', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  let clientId: string;
  let serial = 10;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
  });
  beforeEach(async () => {
    serial += 1;
    clientId = await firm.client({
      name: 'Acme',
      numbers: [`${serial}-345678900`, `${serial}-345678901`, `${serial}3-45-6789`],
    });
  });
  afterAll(() => harness.close());

  const url = (id = clientId): string => `/api/v1/clients/${id}/checks`;
  const list = async (caller = owner): Promise<Check[]> => (await caller.send({ url: url() })).json().data;
  const find = async (kind: string): Promise<Check> => (await list()).find((check) => check.kind === kind) as Check;
  const patch = (kind: string, payload: object, headers: Record<string, string> = {}) =>
    owner.send({ method: 'PATCH', url: `${url()}/${kind}`, payload, headers });
  const trail = () =>
    firm.query<{ action: string; payload: string }>(
      'select action, payload from audit_event where organization_id = $1 and subject_id = $2 order by seq',
      [owner.organizationId, clientId],
    );

  it('answers 200 with eleven checks, one line for each importer number where it is checked one by one', async () => {
    const checks = await list();
    expect(checks).toHaveLength(11);
    expect(checks.map(({ kind }) => kind).slice(0, 3)).toEqual([
      'tao_login',
      'tao_email_control',
      'ior_numbers_listed',
    ]);
    for (const check of checks) {
      expect(check.lines).toHaveLength(check.perImporterNumber ? 3 : 1);
      if (!check.computed) expect(check.status).toBe('unknown');
    }
    expect(checks.filter(({ computed }) => computed).map(({ kind }) => kind)).toEqual([
      'reconciliation_split',
      'deadlines_calendared',
    ]);
    expect((await find('deadlines_calendared')).lines[0]?.reason).toContain('No alert can be delivered');
  });

  it('counts the client ready only when every check is, and then says yes twice', async () => {
    for (const { kind, computed } of await list())
      if (!computed) expect((await patch(kind, READY)).statusCode).toBe(200);
    const client = (await owner.send({ url: `/api/v1/clients/${clientId}` })).json();
    // No entry is flagged, and deadlines_calendared stops nothing.
    expect(client.readiness).toMatchObject({
      canFile: 'yes',
      canBePaid: 'yes',
      ready: 10,
      stopsFiling: [],
      stopsPayment: [],
    });
  });

  it('changes one importer number when one is named and all when none is', async () => {
    const one = await patch('ach_refund', { ...READY, importerNumber: `${serial}-345678901` });
    expect(one.json().lines.map((line: { status: string }) => line.status)).toEqual(['unknown', 'ready', 'unknown']);
    expect(one.json().status).toBe('unknown');
    const all = await patch('ach_refund', READY);
    expect(all.json().lines.map((line: { version: number }) => line.version)).toEqual([1, 1, 1]);
    expect(all.json().status).toBe('ready');
  });

  it('shows evidence that stopped holding as expired on the day on which it does', async () => {
    await patch('tao_login', { ...READY, verifiedOn: '2026-10-01', expiresOn: '2026-11-24' });
    expect((await find('tao_login')).status).toBe('ready');
    await patch('tao_login', { expiresOn: '2026-11-23' });
    expect(await find('tao_login')).toMatchObject({
      status: 'expired',
      lines: [{ status: 'expired', verifiedOn: '2026-10-01' }],
    });
  });

  it('keeps since when somebody is waited for, until it is somebody else', async () => {
    await patch('tao_login', { status: 'blocked', waitingOn: 'client', nextAction: 'Call Bob' });
    await firm.query(
      `update check_record set waiting_since = '2026-11-02' where organization_id = $1 and client_id = $2`,
      [owner.organizationId, clientId],
    );
    await patch('tao_login', { evidenceNote: 'Called again' });
    expect((await find('tao_login')).lines[0]).toMatchObject({
      waitingOn: 'client',
      waitingSince: '2026-11-02',
      nextAction: 'Call Bob',
    });
    await patch('tao_login', { waitingOn: 'cbp' });
    expect((await find('tao_login')).lines[0]).toMatchObject({ waitingOn: 'cbp', waitingSince: '2026-11-23' });
  });

  it('keeps the day to ask again as long as the same one is waited for, and none without anybody', async () => {
    await patch('tao_login', { status: 'blocked', waitingOn: 'client', chaseOn: '2026-11-30' });
    await patch('tao_login', { evidenceNote: 'Called again' });
    expect((await find('tao_login')).lines[0]).toMatchObject({ waitingOn: 'client', chaseOn: '2026-11-30' });
    await patch('tao_login', { waitingOn: 'cbp' });
    expect((await find('tao_login')).lines[0]).toMatchObject({ waitingOn: 'cbp', chaseOn: null });
    await patch('tao_login', { chaseOn: '2026-12-01' });
    await patch('tao_login', { waitingOn: null });
    expect((await find('tao_login')).lines[0]).toMatchObject({ waitingOn: null, chaseOn: null });
    expect(problemOf(await patch('tao_login', { chaseOn: '2026-12-01' }))).toMatchObject({
      status: 422,
      issues: [{ pointer: '/chaseOn' }],
    });
  });

  it('writes record, history and one audit event, and takes all three back together', async () => {
    await patch('broker_authority', READY);
    const history = () =>
      firm.query('select before, after from check_history where organization_id = $1 and client_id = $2', [
        owner.organizationId,
        clientId,
      ]);
    expect(await trail()).toHaveLength(1);
    expect(await history()).toHaveLength(1);
    const writer = {
      actor: { kind: 'user', id: owner.userId },
      now: harness.clock.now(),
      today: '2026-11-23' as never,
    } as const;
    const change = { status: 'blocked' } as const;
    const broken = harness.database.withTenantPg(owner.organizationId, async (tx) => {
      await recordCheck(tx, { clientId, kind: 'broker_authority', change, ifMatch: undefined }, writer);
      expect(await tx.query('select from audit_event where subject_id = $1', [clientId])).toHaveLength(2);
      throw new Error('the power fails');
    });
    await expect(broken).rejects.toThrow('the power fails');
    expect(await trail()).toHaveLength(1);
    expect(await history()).toHaveLength(1);
    expect((await find('broker_authority')).status).toBe('ready');
  });

  it('writes nothing for a change that changes nothing, and no whole number of a person into the trail', async () => {
    await patch('ach_refund', READY);
    await patch('ach_refund', READY);
    const events = await trail();
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).not.toContain(`${serial}3-45-6789`);
    expect(events[0]?.payload).toContain('•••-••-6789');
  });

  it('answers 412 when the line has another version, and 200 when it has this one', async () => {
    expect((await patch('tao_login', { status: 'blocked' }, { 'if-match': '"0"' })).statusCode).toBe(200);
    const late = await patch('tao_login', { status: 'in_progress' }, { 'if-match': '"0"' });
    expect(late.statusCode).toBe(412);
    expect((await patch('tao_login', { status: 'in_progress' }, { 'if-match': '"1"' })).statusCode).toBe(200);
  });

  it('lets one of two change the same line when both read the same version', async () => {
    const both = await Promise.all(
      ['blocked', 'in_progress'].map((status) => patch('tao_login', { status }, { 'if-match': '"0"' })),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
  });

  it.each([
    ['a computed check', 'deadlines_calendared', READY, 409, 'check.computed'],
    [
      'ready without evidence',
      'tao_login',
      { status: 'ready', verifiedOn: '2026-11-20' },
      422,
      'check.evidence_required',
    ],
    ['ready without a day', 'tao_login', { status: 'ready', evidenceNote: 'seen' }, 422, 'check.evidence_required'],
    ['a day that has not come', 'tao_login', { ...READY, verifiedOn: '2026-11-24' }, 422, 'request.invalid'],
    ['expired as a status', 'tao_login', { status: 'expired' }, 422, 'request.invalid'],
    ['an owner who is no member', 'tao_login', { ownerId: MISSING_ID }, 422, 'request.invalid'],
    [
      'a number for a check of the whole client',
      'tao_login',
      { ...READY, importerNumber: '12-345678900' },
      422,
      'request.invalid',
    ],
    ['a number of another client', 'ach_refund', { ...READY, importerNumber: '98-765432100' }, 404, 'not_found'],
    ['a check that does not exist', 'ace_password', READY, 404, 'not_found'],
    [
      'a password',
      'tao_login',
      { status: 'blocked', evidenceNote: 'Log-in bob, password: hunter2' },
      422,
      'request.invalid',
    ],
    [
      'a routing number',
      'ach_refund',
      { status: 'in_progress', evidenceNote: 'Routing 021000021 given' },
      422,
      'request.invalid',
    ],
    ['an account number', 'ach_refund', { nextAction: 'Enter account no: 12345678' }, 422, 'request.invalid'],
  ])('refuses %s and stores nothing', async (_what, kind, payload, status, code) => {
    const refused = await patch(kind, payload);
    expect(refused.statusCode).toBe(status);
    expect(problemOf(refused)).toMatchObject({ code });
    expect(await trail()).toEqual([]);
    expect(refused.body).not.toContain('021000021');
  });

  it('takes what only looks like a secret: an EIN, an entry number, the word password', async () => {
    const note = 'Account owner reset her password herself. EIN 12-3456789, entry 605-1234567-8, case 123456789.';
    expect((await patch('tao_login', { status: 'in_progress', evidenceNote: note })).statusCode).toBe(200);
  });

  it('lets an auditor read and not write, and shows no number of a person', async () => {
    const auditor = await harness.key(owner.organizationId, ['checks:read']);
    const answer = await auditor.send({ url: url() });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain(`${serial}3-45-6789`);
    expect(answer.body).toContain('•••-••-6789');
    const write = await auditor.send({ method: 'PATCH', url: `${url()}/tao_login`, payload: READY });
    expect(write.statusCode).toBe(403);
    await firm.query(`update membership set role = 'auditor' where organization_id = $1 and user_id = $2`, [
      owner.organizationId,
      owner.userId,
    ]);
    expect((await patch('tao_login', READY)).statusCode).toBe(403);
    expect((await owner.send({ url: url() })).body).not.toContain(`${serial}3-45-6789`);
    await firm.query(`update membership set role = 'owner' where organization_id = $1 and user_id = $2`, [
      owner.organizationId,
      owner.userId,
    ]);
  });

  it('answers 404 for another firm’s client as for a missing one, 401 without and 403 with too small a key', async () => {
    const stranger = await harness.firm(`Stranger ${serial}`);
    for (const request of [{}, { method: 'PATCH' as const, payload: READY }]) {
      const end = 'method' in request ? '/tao_login' : '';
      const foreign = await stranger.send({ url: url() + end, ...request });
      const missing = await stranger.send({ url: url(MISSING_ID) + end, ...request });
      expect(foreign.statusCode).toBe(404);
      expect(problemOf(foreign)).toEqual(problemOf(missing));
    }
    expect(await trail()).toEqual([]);
    expect((await harness.app.inject(url())).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['clients:read']);
    expect((await key.send({ url: url() })).statusCode).toBe(403);
  });
});
