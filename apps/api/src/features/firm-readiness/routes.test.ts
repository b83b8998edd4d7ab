import { randomUUID } from 'node:crypto';
import type { FirmCheckLine, FirmReadiness, Role } from '@capeline/contracts';
import { insertMembership, insertUser } from '@capeline/db';
import { startSession } from '@capeline/operations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type Caller, type Harness, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';

const URL = '/api/v1/firm-readiness';
const SEEN = { status: 'ready', evidenceNote: 'Seen in ACE by Dana', verifiedOn: '2026-11-20' };

/** Today is Monday 23 November 2026. */
describe('the firm’s own readiness', () => {
  let harness: Harness;
  let owner: Caller;
  let serial = 0;
  beforeAll(async () => {
    harness = await startHarness();
  });
  beforeEach(async () => {
    serial += 1;
    owner = await harness.firm(`Harbor ${serial}`);
    await owner.send({ method: 'PATCH', url: '/api/v1/organization', payload: { filerCodes: ['605', 'K80'] } });
  });
  afterAll(() => harness.close());

  const read = async (caller = owner): Promise<FirmReadiness> => (await caller.send({ url: URL })).json();
  const record = (kind: string, payload: object, headers: Record<string, string> = {}) =>
    owner.send({ method: 'PATCH', url: `${URL}/checks/${kind}`, payload, headers });
  const addUploader = (payload: object) => owner.send({ method: 'POST', url: `${URL}/uploaders`, payload });
  const query = <Row extends object>(sql: string) =>
    harness.database.withTenantRead(owner.organizationId, (tx) => tx.query<Row>(sql));
  const lineIn = (state: FirmReadiness, kind: string, subject: string | null): FirmCheckLine | undefined =>
    state.checks.find((check) => check.kind === kind)?.lines.find((line) => line.subject === subject);

  async function member(role: Role): Promise<(options: InjectOptions) => Promise<LightMyRequestResponse>> {
    const createdAt = harness.clock.now();
    const { organizationId } = owner;
    const userId = randomUUID();
    await harness.database.withTenantPg(organizationId, async (tx) => {
      await insertUser(tx, { id: userId, email: `${userId}@harbor.example`, name: role, createdAt });
      await insertMembership(tx, { id: randomUUID(), userId, role, createdAt });
    });
    const options = { method: 'password', now: createdAt, absoluteMs: 1_000_000 } as const;
    const { token } = await startSession(harness.database, { userId, organizationId }, options);
    return (request) => harness.app.inject({ ...request, headers: { ...sessionHeaders(token), ...request.headers } });
  }

  it('answers 200 with a line for every filer code, duty and the firm: all unknown, none ready', async () => {
    const state = await read();
    expect(state.checks.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['cape_tab', 2],
      ['uploader_login', 2],
      ['protest_filer_account', 1],
      ['backup_person', 4],
    ]);
    expect(new Set(state.checks.flatMap(({ lines }) => lines.map(({ status }) => status)))).toEqual(
      new Set(['unknown']),
    );
    expect(state).toMatchObject({ ready: 0, total: 9, canProtest: 'unknown', uploaders: [] });
    expect(state.canUpload.map(({ answer }) => answer)).toEqual(['unknown', 'unknown']);
    expect(state.inactivity).toMatchObject({ days: 45, verified: false });
    expect(state.reports[0]).toMatchObject({ filerCode: '605', asOf: null, state: 'none', friday: '2026-11-20' });
    expect((await owner.send({ url: '/api/v1/board' })).json().needsYou).toMatchObject({
      firmChecksOpen: 9,
      filerCodesWithoutFriday: 2,
    });
  });

  it('lets one filer code upload when its account may submit and somebody can log in, and no other code', async () => {
    await record('cape_tab', { ...SEEN, subject: '605', accountType: 'organizational_broker' });
    expect((await read()).canUpload.map(({ answer }) => answer)).toEqual(['unknown', 'unknown']);
    const added = await addUploader({ name: 'Dana Pier', filerCodes: ['605'], lastLoginOn: '2026-11-19' });
    expect(added.statusCode).toBe(201);
    expect((added.json() as FirmReadiness).canUpload).toEqual([
      { filerCode: '605', confirmed: true, answer: 'yes' },
      { filerCode: 'K80', confirmed: true, answer: 'unknown' },
    ]);
    expect((added.json() as FirmReadiness).uploaders[0]).toMatchObject({ lapsesOn: '2027-01-03', state: 'live' });
  });

  it('refuses an account that cannot submit, and a duty without two people, with the field at fault', async () => {
    const refused = await record('cape_tab', { ...SEEN, subject: '605', accountType: 'filer_other' });
    expect(problemOf(refused)).toMatchObject({ status: 422, issues: [{ pointer: '/accountType' }] });
    expect(refused.body).toContain('Filer Type = Importer');
    const alone = { ...SEEN, subject: 'cape_upload', ownerId: owner.userId, backupId: owner.userId };
    expect(problemOf(await record('backup_person', alone))).toMatchObject({ issues: [{ pointer: '/backupId' }] });
    expect((await read()).ready).toBe(0);
  });

  it('keeps what stood before, and one event for every change', async () => {
    await record('protest_filer_account', { status: 'blocked', evidenceNote: 'None yet' });
    await record('protest_filer_account', SEEN, { 'if-match': '"1"' });
    await record('protest_filer_account', SEEN);
    const state = await read();
    expect(lineIn(state, 'protest_filer_account', null)).toMatchObject({ status: 'ready', version: 2 });
    expect(state.canProtest).toBe('yes');
    const history = await query<{ before: { status: string } | null }>(
      'select before from firm_check_history order by id',
    );
    expect(history.map(({ before }) => before?.status ?? null)).toEqual([null, 'blocked']);
    const events = await query(`select 1 from audit_event where action = 'firm_check.recorded'`);
    expect(events).toHaveLength(2);
    expect((await record('protest_filer_account', { status: 'unknown' }, { 'if-match': '"1"' })).statusCode).toBe(412);
  });

  it('lets a log-in lapse after the firm’s own number of days, and the code with it', async () => {
    await record('cape_tab', { ...SEEN, subject: '605', accountType: 'importer' });
    await addUploader({ name: 'Dana Pier', lastLoginOn: '2026-10-20' });
    expect((await read()).canUpload[0]?.answer).toBe('yes');
    const changed = await owner.send({ method: 'PATCH', url: URL, payload: { inactivityDays: 30 } });
    expect(changed.json()).toMatchObject({
      uploaders: [{ lapsesOn: '2026-11-19', state: 'lapsed' }],
      canUpload: [{ answer: 'no' }, { answer: 'no' }],
    });
    expect((await owner.send({ method: 'PATCH', url: URL, payload: { inactivityDays: 3 } })).statusCode).toBe(422);
  });

  it('removes an uploader, and takes it back', async () => {
    const [uploader] = ((await addUploader({ name: 'Dana Pier', lastLoginOn: '2026-11-19' })).json() as FirmReadiness)
      .uploaders;
    const url = `${URL}/uploaders/${uploader?.id}`;
    const change = (payload: object, headers = {}) => owner.send({ method: 'PATCH', url, payload, headers });
    expect((await change({ removed: true }, { 'if-match': '1' })).json()).toMatchObject({ uploaders: [] });
    expect((await change({ removed: false }, { 'if-match': '1' })).statusCode).toBe(412);
    expect((await change({ removed: false })).json()).toMatchObject({ uploaders: [{ name: 'Dana Pier', version: 3 }] });
    expect((await change({ lastLoginOn: '2026-11-24' })).statusCode).toBe(422);
    expect((await change({ filerCodes: ['ZZZ'] })).statusCode).toBe(422);
    const history = await query(`select 1 from firm_check_history where kind = 'uploader'`);
    expect(history).toHaveLength(3);
  });

  it('is not ready any more when somebody whom it names leaves the firm', async () => {
    await member('specialist');
    const [back] = await query<{ userId: string }>(
      `select user_id as "userId" from membership where role = 'specialist'`,
    );
    const people = { ...SEEN, subject: 'cape_upload', ownerId: owner.userId, backupId: back?.userId };
    expect(lineIn((await record('backup_person', people)).json(), 'backup_person', 'cape_upload')?.status).toBe(
      'ready',
    );
    await harness.database.withTenantPg(owner.organizationId, (tx) =>
      tx.query(`delete from membership where organization_id = $1 and role = 'specialist'`, [owner.organizationId]),
    );
    expect(lineIn(await read(), 'backup_person', 'cape_upload')).toMatchObject({ status: 'unknown', backup: null });
  });

  it('counts a filer code that was only seen in a report once somebody confirmed it', async () => {
    await harness.database.withTenantPg(owner.organizationId, (tx) =>
      tx.query(`insert into filer_code (organization_id, code) values ($1, 'SP7')`, [owner.organizationId]),
    );
    const state = await read();
    expect(state.total).toBe(9);
    expect(lineIn(state, 'cape_tab', 'SP7')).toMatchObject({ confirmed: false, status: 'unknown' });
  });

  it('refuses passwords and bank numbers, computed checks, and lines that are none', async () => {
    expect((await addUploader({ name: 'Dana', evidenceNote: 'password: tide' })).statusCode).toBe(422);
    expect((await record('protest_filer_account', { evidenceNote: 'pwd = tide' })).statusCode).toBe(422);
    expect(problemOf(await record('uploader_login', { ...SEEN, subject: '605' }))).toMatchObject({
      code: 'check.computed',
    });
    expect((await record('cape_tab', { ...SEEN, subject: 'ZZZ' })).statusCode).toBe(404);
    expect((await record('cape_tab', SEEN)).statusCode).toBe(422);
    expect((await record('protest_filer_account', { ...SEEN, subject: '605' })).statusCode).toBe(422);
    expect((await record('no_such_check', SEEN)).statusCode).toBe(404);
  });

  it('shows and changes the own firm alone', async () => {
    const other = await harness.firm(`Quay ${serial}`);
    await record('protest_filer_account', SEEN);
    const [uploader] = ((await addUploader({ name: 'Dana Pier' })).json() as FirmReadiness).uploaders;
    expect(await read(other)).toMatchObject({ total: 5, ready: 0, uploaders: [] });
    const url = `${URL}/uploaders/${uploader?.id}`;
    const crossed = await other.send({ method: 'PATCH', url, payload: { removed: true } });
    const missing = await other.send({
      method: 'PATCH',
      url: `${URL}/uploaders/${randomUUID()}`,
      payload: { removed: true },
    });
    expect(crossed.statusCode).toBe(404);
    expect(problemOf(crossed)).toEqual(problemOf(missing));
    expect((await read()).uploaders).toHaveLength(1);
  });

  it('is recorded by who may work, read by the auditor, and its days are set by who may change settings', async () => {
    const patch: InjectOptions = { method: 'PATCH', url: `${URL}/checks/protest_filer_account`, payload: SEEN };
    const days: InjectOptions = { method: 'PATCH', url: URL, payload: { inactivityDays: 60 } };
    const codes = async (role: Role) => {
      const send = await member(role);
      const answers = [await send({ url: URL }), await send(patch), await send(days)];
      return answers.map(({ statusCode }) => statusCode);
    };
    expect(await codes('auditor')).toEqual([200, 403, 403]);
    expect(await codes('specialist')).toEqual([200, 200, 403]);
    expect(await codes('manager')).toEqual([200, 200, 200]);
    expect((await harness.app.inject(URL)).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['checks:read']);
    expect([(await key.send({ url: URL })).statusCode, (await key.send(patch)).statusCode]).toEqual([200, 403]);
  });
});
