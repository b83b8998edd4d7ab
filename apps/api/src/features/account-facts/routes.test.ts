import type { AccountFact, AccountFactChange, Check, RecordedFact } from '@capeline/contracts';
import { entryNumberCheckDigit } from '@capeline/domain';
import { recordFact } from '@capeline/operations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const SEEN = { source: 'seen_in_ace', asOf: '2026-11-20' };
const ACTIVE = { value: { state: 'active', usBank: 'yes' }, ...SEEN };
const LOGIN = { value: { canLogIn: 'yes', lastLoginOn: '2026-11-19' }, ...SEEN };
const CONTACT = { email: 'customs@acme.example', readByImporter: 'yes' };

/** Today is Monday 23 November 2026. */
describe('facts of an account', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  let clientId: string;
  let number: string;
  let person: string;
  let serial = 10;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
  });
  beforeEach(async () => {
    serial += 1;
    number = `${serial}-345678900`;
    person = `${serial}3-45-6789`;
    clientId = await firm.client({ name: 'Acme', numbers: [number, person] });
  });
  afterAll(() => harness.close());

  const url = (id = clientId): string => `/api/v1/clients/${id}/facts`;
  const list = async (caller = owner): Promise<AccountFact[]> => (await caller.send({ url: url() })).json().data;
  const find = async (kind: string, importerNumber: string | null = null): Promise<AccountFact> =>
    (await list()).find((fact) => fact.kind === kind && fact.importerNumber === importerNumber) as AccountFact;
  const put = (kind: string, payload: object, headers: Record<string, string> = {}) =>
    owner.send({ method: 'PUT', url: `${url()}/${kind}`, payload, headers });
  const takeBack = (kind: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    owner.send({ method: 'DELETE', url: `${url()}/${kind}`, query, headers });
  const history = async (kind: string, query: Record<string, string> = {}) =>
    (await owner.send({ url: `${url()}/${kind}/history`, query })).json() as {
      data: AccountFactChange[];
      nextCursor: string | null;
    };
  const check = async (kind: string): Promise<Check> => {
    const answer = await owner.send({ url: `/api/v1/clients/${clientId}/checks` });
    return (answer.json().data as Check[]).find((one) => one.kind === kind) as Check;
  };
  const patchCheck = (kind: string, payload: object) =>
    owner.send({ method: 'PATCH', url: `/api/v1/clients/${clientId}/checks/${kind}`, payload });
  const trail = () =>
    firm.query<{ action: string; payload: string }>(
      'select action, payload from audit_event where organization_id = $1 and subject_id = $2 order by seq',
      [owner.organizationId, clientId],
    );
  const stored = () =>
    firm.query('select kind, version from account_fact where organization_id = $1 and client_id = $2', [
      owner.organizationId,
      clientId,
    ]);

  it('answers 200 with every kind, once for the client or once for each number, and says of each that nothing is known', async () => {
    const facts = await list();
    expect(facts).toHaveLength(11 + 2 * 6);
    expect(facts.filter(({ importerNumber }) => importerNumber === number)).toHaveLength(6);
    for (const fact of facts)
      expect(fact).toMatchObject({
        state: 'missing',
        value: null,
        source: null,
        asOf: null,
        staleOn: null,
        version: 0,
      });
  });

  it('keeps what was recorded with source, day, note and who, and says until when it holds', async () => {
    const answer = await put('owner_login', { ...LOGIN, note: 'on the telephone with us' });
    expect(answer.statusCode).toBe(200);
    expect((answer.json() as RecordedFact).fact).toMatchObject({
      kind: 'owner_login',
      state: 'fresh',
      value: LOGIN.value,
      source: 'seen_in_ace',
      asOf: '2026-11-20',
      note: 'on the telephone with us',
      recordedBy: 'Owner of Harbor',
      // 45 days after the log-in itself, the firm's own setting.
      staleOn: '2027-01-03',
      version: 1,
    });
    await put('owner_mailbox', { value: { holder: 'company' }, source: 'document', asOf: '2025-01-02' });
    expect((await find('owner_mailbox')).state).toBe('stale');
  });

  it('lets "unknown" be an answer, which is not the same as nothing known', async () => {
    await put('owner_mailbox', { value: { holder: 'unknown' }, source: 'importer_said', asOf: '2026-11-20' });
    expect(await find('owner_mailbox')).toMatchObject({ state: 'fresh', value: { holder: 'unknown' } });
    expect(await check('tao_email_control')).toMatchObject({
      status: 'unknown',
      lines: [{ basis: 'facts', reason: expect.stringContaining('Nobody knows who reads') }],
    });
  });

  it('records each kind in its own shape and refuses every other, with the place', async () => {
    expect((await put('ach_refund', { importerNumber: number, ...ACTIVE })).statusCode).toBe(200);
    const other = await put('ach_refund', { importerNumber: number, ...ACTIVE, value: { holder: 'company' } });
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'request.invalid' });
    expect(other.json().issues.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/value/state', '/value/usBank', '/value/holder']),
    );
    const mail = await put('contact_email', {
      importerNumber: number,
      value: { ...CONTACT, email: 'at home' },
      ...SEEN,
    });
    expect(problemOf(mail)).toMatchObject({ status: 422, issues: [{ pointer: '/value/email' }] });
    expect((await put('bank_account', ACTIVE)).statusCode).toBe(404);
  });

  it.each([
    ['a day that has not come', 'owner_login', { ...LOGIN, asOf: '2026-11-24' }, 422, '/asOf'],
    ['a day that is none', 'owner_login', { ...LOGIN, asOf: '2026-02-30' }, 422, '/asOf'],
    ['a log-in after the day of the fact', 'owner_login', { ...LOGIN, asOf: '2026-11-18' }, 422, '/value/lastLoginOn'],
    ['no source', 'owner_login', { value: LOGIN.value, asOf: '2026-11-20' }, 422, '/source'],
    [
      'a number for a fact of the whole client',
      'owner_login',
      { ...LOGIN, importerNumber: '12-345678900' },
      422,
      '/importerNumber',
    ],
    ['a fact of a number without one', 'ach_refund', ACTIVE, 422, '/importerNumber'],
    ['a password in the note', 'owner_login', { ...LOGIN, note: 'password: hunter2' }, 422, '/note'],
    [
      'a bank number in a name',
      'account_owner',
      { value: { known: 'yes', name: 'Bank routing 021000021', email: null }, ...SEEN },
      422,
      '/value/name',
    ],
    [
      'a bank number in a list',
      'portal_users',
      { value: { proxies: 1, fullAccess: 'yes', inactiveUsers: ['Dana', 'account no: 12345678'] }, ...SEEN },
      422,
      '/value/inactiveUsers/1',
    ],
  ])('refuses %s and stores nothing', async (_what, kind, payload, status, pointer) => {
    const refused = await put(kind, payload);
    expect(refused.statusCode).toBe(status);
    expect(refused.json().issues).toEqual([expect.objectContaining({ pointer })]);
    expect(refused.body).not.toContain('021000021');
    expect(await stored()).toEqual([]);
    expect(await trail()).toEqual([]);
  });

  it('refuses an older day than the one that stands, and says how to record it all the same', async () => {
    await put('ach_refund', { importerNumber: number, ...ACTIVE });
    const older = { importerNumber: number, value: { state: 'none', usBank: 'unknown' }, source: 'importer_said' };
    const refused = await put('ach_refund', { ...older, asOf: '2026-11-19' });
    expect(problemOf(refused)).toMatchObject({
      status: 409,
      code: 'fact.older_than_known',
      issues: [{ pointer: '/asOf' }],
    });
    expect(refused.json().detail).toContain('take it back first');
    expect((await takeBack('ach_refund', { importerNumber: number })).statusCode).toBe(200);
    expect((await put('ach_refund', { ...older, asOf: '2026-11-19' })).statusCode).toBe(200);
    expect((await find('ach_refund', number)).asOf).toBe('2026-11-19');
  });

  it('takes records back one by one, newest first, down to nothing known, and never begins to count anew', async () => {
    for (const state of ['none', 'entered', 'active'])
      await put('ach_refund', { importerNumber: number, ...ACTIVE, value: { state, usBank: 'yes' } });
    const back = async () => ((await takeBack('ach_refund', { importerNumber: number })).json() as RecordedFact).fact;
    expect(await back()).toMatchObject({ value: { state: 'entered' }, version: 4 });
    expect(await back()).toMatchObject({ value: { state: 'none' }, version: 5 });
    expect(await back()).toMatchObject({ value: null, state: 'missing', version: 6 });
    expect(problemOf(await takeBack('ach_refund', { importerNumber: number }))).toMatchObject({
      status: 409,
      code: 'fact.nothing_to_take_back',
    });
    await put('ach_refund', { importerNumber: number, ...ACTIVE });
    expect(await find('ach_refund', number)).toMatchObject({ value: { state: 'active' }, version: 7 });
  });

  it('keeps every state in the history, with who and why, page by page', async () => {
    await put('ach_refund', { importerNumber: number, ...ACTIVE, value: { state: 'entered', usBank: 'yes' } });
    await put('ach_refund', { importerNumber: number, ...ACTIVE });
    await takeBack('ach_refund', { importerNumber: number });
    const first = await history('ach_refund', { importerNumber: number, limit: '2' });
    expect(first.data.map(({ cause, before, after }) => [cause, before?.value, after?.value])).toEqual([
      ['taken_back', { state: 'active', usBank: 'yes' }, { state: 'entered', usBank: 'yes' }],
      ['recorded', { state: 'entered', usBank: 'yes' }, { state: 'active', usBank: 'yes' }],
    ]);
    const rest = await history('ach_refund', { importerNumber: number, limit: '2', cursor: first.nextCursor ?? '' });
    expect(rest).toMatchObject({ nextCursor: null, data: [{ before: null, changedBy: 'Owner of Harbor' }] });
    expect((await history('ach_refund', { importerNumber: person })).data).toEqual([]);
  });

  it('writes fact, history, checks and one audit event, and takes all four back together', async () => {
    const writer = {
      actor: { kind: 'user', id: owner.userId },
      now: harness.clock.now(),
      today: '2026-11-23' as never,
    } as const;
    const input = { clientId, kind: 'ach_refund', request: { importerNumber: number, ...ACTIVE } as never };
    const broken = harness.database.withTenantPg(owner.organizationId, async (tx) => {
      await recordFact(tx, { ...input, ifMatch: undefined }, writer);
      expect(await tx.query('select from audit_event where subject_id = $1', [clientId])).toHaveLength(1);
      throw new Error('the power fails');
    });
    await expect(broken).rejects.toThrow('the power fails');
    expect(await stored()).toEqual([]);
    expect((await history('ach_refund', { importerNumber: number })).data).toEqual([]);
    expect((await check('ach_refund')).lines.map(({ version }) => version)).toEqual([0, 0]);
    await put('ach_refund', { importerNumber: number, ...ACTIVE });
    const [event, ...more] = await trail();
    expect(more).toEqual([]);
    expect(event?.action).toBe('account_fact.recorded');
    expect(event?.payload).toContain('"state":"active"');
    expect(event?.payload).toContain('"after":"ready"');
  });

  it('writes nothing for what is known already, and no whole number of a person into the trail', async () => {
    await put('ach_refund', { importerNumber: person, ...ACTIVE });
    await put('ach_refund', { importerNumber: person, ...ACTIVE });
    const events = await trail();
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).not.toContain(person);
    expect(events[0]?.payload).toContain('•••-••-6789');
  });

  it('answers 412 for another version, 0 being that of nothing known, and lets one of two change', async () => {
    const change = (state: string, version: string) =>
      put(
        'ach_refund',
        { importerNumber: number, ...ACTIVE, value: { state, usBank: 'yes' } },
        { 'if-match': version },
      );
    expect((await change('entered', '"1"')).statusCode).toBe(412);
    const both = await Promise.all([change('entered', '"0"'), change('none', '"0"')]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    expect((await takeBack('ach_refund', { importerNumber: number }, { 'if-match': '"2"' })).statusCode).toBe(412);
    expect((await takeBack('ach_refund', { importerNumber: number }, { 'if-match': '"1"' })).statusCode).toBe(200);
  });

  it('makes checks follow, of the number alone that the fact is about, and tells which', async () => {
    const answer = await put('ach_refund', { importerNumber: number, ...ACTIVE });
    expect((answer.json() as RecordedFact).checks).toEqual([
      { kind: 'ach_refund', importerNumberMasked: expect.any(String), before: 'unknown', after: 'ready' },
    ]);
    expect((await check('ach_refund')).lines).toMatchObject([
      { importerNumber: number, status: 'ready', basis: 'facts', verifiedOn: '2026-11-20' },
      { importerNumber: person, status: 'unknown', basis: 'attested' },
    ]);
  });

  it('never counts as ready what was only said, and goes back to unknown with the last fact', async () => {
    await put('ach_refund', { importerNumber: number, ...ACTIVE, source: 'importer_said' });
    expect((await check('ach_refund')).lines[0]).toMatchObject({ status: 'in_progress', factsStatus: 'in_progress' });
    await takeBack('ach_refund', { importerNumber: number });
    const told = await owner.send({
      url: `/api/v1/clients/${clientId}/checks/ach_refund/history`,
      query: { limit: '1' },
    });
    expect(told.json()).toMatchObject({
      data: [{ before: { status: 'in_progress', basis: 'facts' }, after: { status: 'unknown', reason: null } }],
      nextCursor: expect.any(String),
    });
    expect((await check('ach_refund')).lines[0]).toMatchObject({
      status: 'unknown',
      basis: 'attested',
      factsStatus: null,
      reason: null,
      verifiedOn: null,
    });
  });

  it('lets the board and the client’s answers follow without a word about checks', async () => {
    const readiness = async () => (await owner.send({ url: `/api/v1/clients/${clientId}` })).json().readiness;
    expect(await readiness()).toMatchObject({ canFile: 'unknown' });
    await put('authority_cape', {
      value: {
        held: 'yes',
        signatory: 'Dana Reyes',
        signedByImporter: 'yes',
        signedOn: '2026-01-05',
        expiresOn: null,
        expiryReason: null,
      },
      source: 'document',
      asOf: '2026-11-20',
    });
    await put('cape_filer', { value: { filer: 'us', brokerName: null }, ...SEEN, source: 'document' });
    expect((await readiness()).stopsFiling).not.toContain('broker_authority');
    await put('cape_filer', {
      value: { filer: 'other_broker', brokerName: 'Another Broker' },
      source: 'importer_said',
      asOf: '2026-11-21',
    });
    expect(await readiness()).toMatchObject({
      canFile: 'no',
      stopsFiling: expect.arrayContaining(['broker_authority']),
    });
  });

  describe('where they decide a check', () => {
    beforeEach(async () => {
      await put('ach_refund', { importerNumber: number, ...ACTIVE, value: { state: 'returned', usBank: 'yes' } });
    });

    it('refuses a better status with what they say and how to change it, and stores nothing', async () => {
      for (const status of ['ready', 'in_progress', 'unknown', 'not_applicable']) {
        const payload = { importerNumber: number, status, evidenceNote: 'seen', verifiedOn: '2026-11-22' };
        const refused = await patchCheck('ach_refund', payload);
        expect(problemOf(refused)).toMatchObject({
          status: 409,
          code: 'check.facts_decide',
          issues: [{ pointer: '/status' }],
        });
        expect(refused.json().detail).toContain('A refund came back');
        expect(refused.json().detail).toContain('under Account');
      }
      expect((await check('ach_refund')).lines[0]).toMatchObject({ status: 'blocked', version: 1 });
    });

    it('takes owner, next action, wait and note, which change no status', async () => {
      const payload = {
        importerNumber: number,
        evidenceNote: 'Bank letter asked for',
        nextAction: 'Call Bob',
        waitingOn: 'client',
        chaseOn: '2026-11-30',
        ownerId: owner.userId,
      };
      expect((await patchCheck('ach_refund', payload)).statusCode).toBe(200);
      expect((await check('ach_refund')).lines[0]).toMatchObject({
        status: 'blocked',
        basis: 'facts',
        evidenceNote: 'Bank letter asked for',
        waitingOn: 'client',
        nextAction: 'Call Bob',
      });
      await put('ach_refund', { importerNumber: number, ...ACTIVE, asOf: '2026-11-22' });
      expect((await check('ach_refund')).lines[0]).toMatchObject({
        status: 'ready',
        evidenceNote: 'Bank letter asked for',
        waitingOn: null,
        chaseOn: null,
      });
    });
  });

  it('lets a person hold something worse against them, until he says what they say or they say something newer', async () => {
    await put('owner_login', LOGIN);
    const doubt = { status: 'blocked', evidenceNote: 'The owner says that the page refuses her' };
    expect((await patchCheck('tao_login', doubt)).statusCode).toBe(200);
    const line = async () => (await check('tao_login')).lines[0];
    expect(await line()).toMatchObject({ status: 'blocked', basis: 'attested', factsStatus: 'ready' });
    // Another fact of the same client takes no doubt away.
    await put('owner_mailbox', { value: { holder: 'company' }, source: 'document', asOf: '2026-11-20' });
    expect(await line()).toMatchObject({ status: 'blocked', basis: 'attested' });
    expect((await patchCheck('tao_login', { status: 'ready' })).statusCode).toBe(200);
    expect(await line()).toMatchObject({ status: 'ready', basis: 'facts', verifiedOn: '2026-11-19' });
    await patchCheck('tao_login', doubt);
    await put('owner_login', {
      value: { canLogIn: 'yes', lastLoginOn: '2026-11-23' },
      source: 'seen_in_ace',
      asOf: '2026-11-23',
    });
    expect(await line()).toMatchObject({ status: 'ready', basis: 'facts', verifiedOn: '2026-11-23' });
  });

  it('takes over from a tick that stood before, but neither betters it with older knowledge nor drops it for none', async () => {
    const tick = (status: string, verifiedOn: string) =>
      patchCheck('tao_login', { status, evidenceNote: 'seen', verifiedOn });
    const line = async () => (await check('tao_login')).lines[0];
    await tick('ready', '2026-11-10');
    await put('owner_login', {
      value: { canLogIn: 'unknown', lastLoginOn: null },
      source: 'telephone',
      asOf: '2026-11-12',
    });
    expect(await line()).toMatchObject({ status: 'ready', basis: 'attested', factsStatus: 'unknown' });
    await put('owner_login', { value: { canLogIn: 'no', lastLoginOn: null }, source: 'telephone', asOf: '2026-11-13' });
    expect(await line()).toMatchObject({ status: 'blocked', basis: 'facts' });
    clientId = await firm.client({ name: 'Borealis', numbers: [`${serial}-345678911`] });
    await tick('blocked', '2026-11-21');
    await put('owner_login', LOGIN);
    expect(await line()).toMatchObject({ status: 'blocked', basis: 'attested', factsStatus: 'ready' });
  });

  it('follows the firm’s inactivity setting: the same log-in lapses sooner, and the trail says why', async () => {
    await put('owner_login', { ...LOGIN, value: { canLogIn: 'yes', lastLoginOn: '2026-10-30' } });
    expect((await check('tao_login')).lines[0]).toMatchObject({ status: 'ready', expiresOn: '2026-12-14' });
    const set = (inactivityDays: number) =>
      owner.send({ method: 'PATCH', url: '/api/v1/firm-readiness', payload: { inactivityDays } });
    expect((await set(20)).statusCode).toBe(200);
    expect((await check('tao_login')).lines[0]).toMatchObject({ status: 'expired', expiresOn: '2026-11-19' });
    expect((await trail()).map(({ action }) => action)).toEqual(['account_fact.recorded', 'check.followed']);
    await set(45);
    expect((await check('tao_login')).lines[0]).toMatchObject({ status: 'ready', expiresOn: '2026-12-14' });
  });

  it('counts box 28 of the entries: on file alone pays nobody, and each attested entry counts at once', async () => {
    const entries = [1, 2].map((no) => {
      const text = `605${serial}1000${no}`.padEnd(10, '0');
      return text + entryNumberCheckDigit(text);
    });
    for (const entryNumber of entries)
      await firm.entry({ entryNumber, clientId, importerNumber: number, liquidatedOn: '2026-10-16' });
    const value = { wanted: 'party', onFile: 'yes', partyName: 'Harbor Agents' };
    await put('notify_party', { importerNumber: number, value, ...SEEN });
    const line = async () => (await check('notify_party_4811')).lines[0];
    const attest = (entryNumber: string | undefined, box28NamesParty: boolean | null) =>
      owner.send({
        method: 'PATCH',
        url: `/api/v1/entries/${entryNumber}`,
        payload: { box28NamesParty, evidence: { note: 'entry summary seen' } },
      });
    expect(await line()).toMatchObject({ status: 'unknown', reason: expect.stringContaining('box 28 of 2 entries') });
    expect((await attest(entries[0], true)).json()).toMatchObject({ box28NamesParty: true });
    expect(await line()).toMatchObject({ status: 'unknown', reason: expect.stringContaining('box 28 of 1 entry') });
    await attest(entries[1], false);
    expect(await line()).toMatchObject({ status: 'blocked', reason: expect.stringContaining('box 28 of 1 entry') });
    const undone = await owner.send({ method: 'POST', url: `/api/v1/entries/${entries[1]}/correction/undo` });
    expect(undone.statusCode).toBe(200);
    expect(await line()).toMatchObject({ status: 'unknown' });
    await attest(entries[1], true);
    expect(await line()).toMatchObject({ status: 'ready', basis: 'facts' });
    expect((await trail()).map(({ action }) => action).filter((action) => action === 'check.followed')).toHaveLength(4);
  });

  it('says box 28 of all our entries at once, of no other filer’s, each with its own attestation and way back', async () => {
    const entryOf = (filerCode: string, no: number) => {
      const text = `${filerCode}${serial}2000${no}`;
      return text + entryNumberCheckDigit(text);
    };
    const [ours, other] = [entryOf('605', 1), entryOf('K80', 2)];
    await firm.query(
      `insert into filer_code (organization_id, code, confirmed) values ($1, '605', true) on conflict do nothing`,
      [owner.organizationId],
    );
    for (const entryNumber of [ours, other])
      await firm.entry({ entryNumber, clientId, importerNumber: number, liquidatedOn: '2026-10-16' });
    const value = { wanted: 'party', onFile: 'yes', partyName: 'Harbor Agents' };
    await put('notify_party', { importerNumber: number, value, ...SEEN });
    const state = async (filedBy: string) => {
      const evidence = { note: 'our system fills it from the party on file', seenOn: '2026-11-20' };
      const payload = { importerNumber: number, namesParty: true, filedBy, evidence };
      const answer = await owner.send({ method: 'POST', url: `/api/v1/clients/${clientId}/box-28`, payload });
      return [answer.json(), (await check('notify_party_4811')).lines[0]?.status];
    };
    expect(await state('us')).toEqual([{ entryCount: 1 }, 'unknown']);
    expect(await state('us')).toEqual([{ entryCount: 0 }, 'unknown']);
    expect(await state('anybody')).toEqual([{ entryCount: 1 }, 'ready']);
    const entry = (await owner.send({ url: `/api/v1/entries/${ours}` })).json();
    expect(entry).toMatchObject({
      box28NamesParty: true,
      attestations: [{ note: expect.stringContaining('our system') }],
    });
    const back = await owner.send({ method: 'POST', url: `/api/v1/entries/${ours}/correction/undo` });
    expect(back.statusCode).toBe(200);
    expect((await check('notify_party_4811')).lines[0]?.status).toBe('unknown');
    expect((await trail()).filter(({ action }) => action === 'client.box_noted')).toHaveLength(2);
  });

  it('lets an auditor read and not write, and shows no number of a person', async () => {
    const auditor = await harness.key(owner.organizationId, ['checks:read']);
    const answer = await auditor.send({ url: url() });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain(person);
    expect(answer.body).toContain('•••-••-6789');
    const write = await auditor.send({ method: 'PUT', url: `${url()}/owner_login`, payload: LOGIN });
    expect(write.statusCode).toBe(403);
    expect((await auditor.send({ method: 'DELETE', url: `${url()}/owner_login` })).statusCode).toBe(403);
  });

  it('answers 404 for another firm’s client as for a missing one, 401 without and 403 with too small a key', async () => {
    const stranger = await harness.firm(`Stranger ${serial}`);
    const missing = url('00000000-0000-4000-8000-000000000000');
    for (const end of ['', '/owner_login/history']) {
      const foreign = await stranger.send({ url: url() + end });
      expect(foreign.statusCode).toBe(404);
      expect(problemOf(foreign)).toEqual(problemOf(await stranger.send({ url: missing + end })));
    }
    const write = (address: string) => stranger.send({ method: 'PUT', url: `${address}/owner_login`, payload: LOGIN });
    expect(problemOf(await write(url()))).toEqual(problemOf(await write(missing)));
    expect((await harness.app.inject(url())).statusCode).toBe(401);
    const key = await harness.key(owner.organizationId, ['clients:read']);
    expect((await key.send({ url: url() })).statusCode).toBe(403);
  });

  it('A41: a paper for protests alone lets us protest, whoever uploads to CAPE; a paper for CAPE does not', async () => {
    const kind = { clientId, kind: 'protest', liquidatedOn: '2026-06-01' };
    await firm.deadline({ ...kind, lastDay: '2026-11-28', fileBy: '2026-11-27', cents: 100 });
    const canProtest = async (): Promise<boolean> => {
      const query = { clientId, right: 'protest', canGo: 'true' };
      return (await owner.send({ url: '/api/v1/deadlines', query })).json().data.length === 1;
    };
    const paper = { held: 'yes', signatory: 'Dana Reyes', signedByImporter: 'yes', signedOn: '2026-01-05' };
    const value = { ...paper, expiresOn: null, expiryReason: null };
    const seen = { source: 'document', asOf: '2026-11-20' };
    expect(await canProtest()).toBe(false);
    await patchCheck('broker_authority', { status: 'ready', evidenceNote: 'paper seen', verifiedOn: '2026-11-20' });
    expect(await canProtest()).toBe(true);
    await put('authority_cape', { value, ...seen });
    await put('cape_filer', { value: { filer: 'us', brokerName: null }, ...seen });
    expect((await check('broker_authority')).status).toBe('ready');
    expect(await canProtest()).toBe(false);
    await put('authority_protest', { value, ...seen });
    expect(await canProtest()).toBe(true);
    await put('cape_filer', { value: { filer: 'other_broker', brokerName: 'Other Broker LLC' }, ...seen });
    expect((await check('broker_authority')).status).toBe('blocked');
    expect(await canProtest()).toBe(true);
    await put('authority_protest', { value: { ...value, expiresOn: '2026-11-23', expiryReason: 'a year' }, ...seen });
    expect(await canProtest()).toBe(false);
  });
});
