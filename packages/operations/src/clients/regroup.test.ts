import type { RecordCheckRequest } from '@capeline/contracts';
import { type Database, listClientFacts } from '@capeline/db';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { listFactHistory } from '../account/list-fact-history.ts';
import { listFacts } from '../account/list-facts.ts';
import { recordFact } from '../account/record-fact.ts';
import { addMember, makeFirm } from '../alerts/test-support/firm.ts';
import { recordCheck } from '../checks/record-check.ts';
import {
  deadlinesOf,
  entriesOf,
  entryNumber,
  importReport,
  NOW,
  reportOf,
  rowsOf,
  TODAY,
} from '../imports/test-support/reports.ts';
import { withFirm } from '../test-support/with-firm.ts';
import { getClient } from './get-client.ts';
import { mergeClients } from './merge-clients.ts';
import { dismissMerge, listMergeSuggestions } from './merge-suggestions.ts';
import { moveImporterNumber } from './move-number.ts';
import type { Reader, Writer } from './reader.ts';
import { undoRegrouping } from './undo-regrouping.ts';

const READER: Reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: false };
const A = '12-345678900';
const B = '12-345678901';
const C = '98-765432100';

interface StoredAlert {
  deadline_id: string;
  tier: number;
  acknowledged_at: Date | null;
}

let database: Database;
let firm: string;
let writer: Writer;
let ids: Record<string, string>;
withFirm((made) => {
  ({ database, firm, writer } = made);
});

const run = <Result>(work: Parameters<typeof database.withTenantPg<Result>>[1]) => database.withTenantPg(firm, work);
const query = <Row extends object>(sql: string, ...params: unknown[]) =>
  run((tx) => tx.query<Row>(sql, [firm, ...params]));
const idOf = (number: string): string => ids[number] ?? '';

/** Quill with two entries of 16 October, Quill West with one of that day and one of another, and somebody else. */
beforeEach(async () => {
  const row = (serial: number, importer: string, name: string, date: string) => ({
    entry: entryNumber(serial),
    importer,
    name,
    date,
  });
  await importReport(
    database,
    firm,
    reportOf([
      row(1, A, 'Quill Paper', '10/16/2026'),
      row(2, A, 'Quill Paper', '10/16/2026'),
      row(3, B, 'Quill Paper West', '10/16/2026'),
      row(4, B, 'Quill Paper West', '10/30/2026'),
      row(5, C, 'Tin & Cork', '10/16/2026'),
    ]),
  );
  const numbers = await query<{ number: string; client_id: string }>(
    'select number, client_id from importer_number where organization_id = $1',
  );
  ids = Object.fromEntries(numbers.map(({ number, client_id }) => [number, client_id]));
});

const merge = (from = B, into = A, more: { name?: string; ownerId?: string } = {}) =>
  run((tx) => mergeClients(tx, { clientId: idOf(from), request: { intoClientId: idOf(into), ...more } }, writer));
const undo = (id: string) => run((tx) => undoRegrouping(tx, id, writer));
const clientOf = (id: string) => run((tx) => getClient(tx, id, READER));
const openDates = async (clientId: string) =>
  (await deadlinesOf(database, firm))
    .filter((row) => row.client_id === clientId && row.status === 'open')
    .map(({ kind, liquidated_on, entry_count }) => `${kind} ${liquidated_on} ${entry_count}`);
const protestOf = async (clientId: string, date = '2026-10-16') =>
  (await deadlinesOf(database, firm)).find(
    (row) => row.client_id === clientId && row.kind === 'protest' && row.liquidated_on === date,
  )?.id ?? '';
const alert = (deadlineId: string, tier: number, isAcknowledged: boolean) =>
  query(
    `insert into alert (organization_id, id, deadline_id, tier, found_on, acknowledged_at)
     values ($1, gen_random_uuid(), $2, $3, '2026-11-20', $4)`,
    deadlineId,
    tier,
    isAcknowledged ? NOW : null,
  );
const alertsOf = async (deadlineId: string) =>
  (await rowsOf<StoredAlert>(database, firm, 'alert', 'tier'))
    .filter((row) => row.deadline_id === deadlineId)
    .map(({ tier, acknowledged_at }) => `${tier} ${acknowledged_at === null ? 'waits' : 'acknowledged'}`);
const record = (clientId: string, kind: string, change: RecordCheckRequest) =>
  run((tx) => recordCheck(tx, { clientId, kind, change, ifMatch: undefined }, writer));
const checksOf = async (clientId: string) =>
  Object.fromEntries(
    (
      await query<{ kind: string; importer_number: string; status: string }>(
        'select kind, importer_number, status from check_record where organization_id = $1 and client_id = $2',
        clientId,
      )
    ).map(({ kind, importer_number, status }) => [`${kind} ${importer_number}`.trim(), status]),
  );

describe('a merge of two clients', () => {
  it('takes every entry along with its clocks, one deadline a kind and date, and leaves history and successors', async () => {
    const { entryCount } = await merge();
    expect(entryCount).toBe(2);
    const entries = await entriesOf(database, firm);
    expect(entries.filter(({ client_id }) => client_id === idOf(A))).toHaveLength(4);
    expect(entries).toHaveLength(5);
    const dates = await openDates(idOf(A));
    expect(dates).toContain('protest 2026-10-16 3');
    expect(dates).toContain('protest 2026-10-30 1');
    expect(await openDates(idOf(B))).toEqual([]);
    for (const row of await deadlinesOf(database, firm))
      if (row.client_id === idOf(B)) expect(row.superseded_by).not.toBeNull();
    const changes = await rowsOf<{ cause: string; entry_number: string }>(database, firm, 'entry_change', 'id');
    expect(changes.map(({ cause }) => cause)).toEqual(['client_merged', 'client_merged']);
    const [facts] = await run((tx) => listClientFacts(tx, [idOf(A)]));
    expect(facts).toMatchObject({ entryCount: 4 });
    expect(facts?.importerNumbers.map(({ number }) => number)).toEqual([A, B]);
  });

  it('answers with the client that stays under the id that went, also twice removed, and lists it no more', async () => {
    await merge();
    await merge(A, C);
    expect((await clientOf(idOf(B))).id).toBe(idOf(C));
    expect(await run((tx) => listClientFacts(tx, [idOf(A), idOf(B)]))).toEqual([]);
    const later = reportOf([{ entry: entryNumber(9), importer: B, date: '11/06/2026' }]);
    await importReport(database, firm, later);
    expect(await openDates(idOf(C))).toContain('protest 2026-11-06 1');
  });

  it('keeps every alert that waits, also where the same tier was acknowledged for the others alone', async () => {
    await alert(await protestOf(idOf(B)), 7, false);
    await alert(await protestOf(idOf(A)), 7, true);
    await alert(await protestOf(idOf(B), '2026-10-30'), 14, false);
    await alert(await protestOf(idOf(B), '2026-10-30'), 30, true);
    const { alertsCarried, alertsReopened } = await merge();
    expect([alertsCarried, alertsReopened]).toEqual([2, 1]);
    expect(await alertsOf(await protestOf(idOf(A)))).toEqual(['7 waits']);
    expect(await alertsOf(await protestOf(idOf(A), '2026-10-30'))).toEqual(['14 waits', '30 acknowledged']);
    expect(await alertsOf(await protestOf(idOf(B)))).toEqual(['7 waits']);
  });

  it('acknowledges nothing: what was acknowledged for the one still waits for the other', async () => {
    await alert(await protestOf(idOf(B)), 7, true);
    await alert(await protestOf(idOf(A)), 7, false);
    await merge();
    expect(await alertsOf(await protestOf(idOf(A)))).toEqual(['7 waits']);
  });

  it('lets the worst status of each check win, keeps all evidence and the checks of each number', async () => {
    const ready = (evidenceNote: string) => ({ status: 'ready' as const, evidenceNote, verifiedOn: '2026-11-20' });
    await record(idOf(A), 'broker_authority', ready('POA of Quill'));
    await record(idOf(B), 'broker_authority', { status: 'blocked', evidenceNote: 'POA refused' });
    await record(idOf(A), 'tao_login', ready('Seen by Dana'));
    await record(idOf(B), 'ach_refund', ready('Active'));
    await merge();
    expect(await checksOf(idOf(A))).toMatchObject({
      broker_authority: 'blocked',
      tao_login: 'unknown',
      [`ach_refund ${B}`]: 'ready',
    });
    const notes = await query<{ kind: string; evidence_note: string }>(
      `select kind, evidence_note from check_record where organization_id = $1 and client_id = $2 and importer_number = ''`,
      idOf(A),
    );
    const note = (kind: string) => notes.find((one) => one.kind === kind)?.evidence_note;
    expect(note('broker_authority')).toBe('POA refused\n[Quill Paper: ready, verified 2026-11-20] POA of Quill');
    expect(note('tao_login')).toContain('Seen by Dana');
  });

  it('keeps the owner, takes the other’s where there is none, or the one that was asked for', async () => {
    const own = await addMember(database, firm, { email: `a-${firm}@broker.example`, role: 'specialist' });
    const other = await addMember(database, firm, { email: `b-${firm}@broker.example`, role: 'specialist' });
    const setOwner = (number: string, owner: string | null) =>
      query('update client set owner_user_id = $3 where organization_id = $1 and id = $2', idOf(number), owner);
    await setOwner(B, other);
    const { regroupingId } = await merge();
    expect((await clientOf(idOf(A))).owner?.id).toBe(other);
    await undo(regroupingId);
    expect((await clientOf(idOf(A))).owner).toBeNull();
    await setOwner(A, own);
    await undo((await merge()).regroupingId);
    await merge(B, A, { ownerId: other, name: 'Quill' });
    expect(await clientOf(idOf(A))).toMatchObject({ name: 'Quill', owner: { id: other } });
  });

  it('is refused for the same client, a stranger’s and one that is gone, and changes nothing', async () => {
    await expect(merge(A, A)).rejects.toMatchObject({ issues: [{ pointer: '/intoClientId' }] });
    const mine = idOf(A);
    const before = firm;
    firm = (await makeFirm(database)).organizationId;
    await expect(
      run((tx) => mergeClients(tx, { clientId: mine, request: { intoClientId: idOf(B) } }, writer)),
    ).rejects.toMatchObject({ code: 'not_found' });
    firm = before;
    await merge();
    await expect(merge()).rejects.toMatchObject({ code: 'not_found' });
    await expect(merge(A, B)).rejects.toMatchObject({ issues: [{ pointer: '/intoClientId' }] });
  });
});

describe('what is known of the accounts of merged clients', () => {
  const know = (clientId: string, kind: string, asOf: string, value: object, importerNumber?: string) => {
    const request = { value, source: 'seen_in_ace', asOf, ...(importerNumber && { importerNumber }) };
    return run((tx) => recordFact(tx, { clientId, kind, request: request as never, ifMatch: undefined }, writer));
  };
  const login = (clientId: string, asOf: string, canLogIn: 'yes' | 'no') =>
    know(clientId, 'owner_login', asOf, { canLogIn, lastLoginOn: null });
  const factsOf = async (clientId: string) =>
    (await run((tx) => listFacts(tx, clientId, READER)))
      .filter(({ state }) => state !== 'missing')
      .map(({ kind, importerNumber, asOf }) => [kind, importerNumber ?? '', asOf].join(' ').replace('  ', ' '));
  const ACH = { state: 'active', usBank: 'yes' };

  it('goes with the numbers; of what is about the whole client the newer day wins, with the older in the history', async () => {
    await login(idOf(A), '2026-11-10', 'yes');
    await login(idOf(B), '2026-11-12', 'no');
    await know(idOf(A), 'ace_account', '2026-11-12', { state: 'active', name: null });
    await know(idOf(B), 'ace_account', '2026-11-10', { state: 'inactive', name: null });
    await know(idOf(B), 'ach_refund', '2026-11-11', ACH, B);
    const { regroupingId } = await merge();
    expect(await factsOf(idOf(A))).toEqual([
      'ace_account 2026-11-12',
      'owner_login 2026-11-12',
      `ach_refund ${B} 2026-11-11`,
    ]);
    const query = { limit: 50, importerNumber: undefined };
    const history = await run((tx) => listFactHistory(tx, { clientId: idOf(A), kind: 'owner_login' }, query));
    expect(history.data.map(({ cause, before }) => [cause, before?.asOf])).toEqual([
      ['client_merged', '2026-11-10'],
      ['recorded', undefined],
    ]);
    expect(await checksOf(idOf(A))).toMatchObject({ tao_login: 'blocked', [`ach_refund ${B}`]: 'ready' });
    await undo(regroupingId);
    expect(await factsOf(idOf(A))).toEqual(['ace_account 2026-11-12', 'owner_login 2026-11-10']);
    expect(await factsOf(idOf(B))).toEqual([
      'ace_account 2026-11-10',
      'owner_login 2026-11-12',
      `ach_refund ${B} 2026-11-11`,
    ]);
    expect(await checksOf(idOf(A))).toMatchObject({ tao_login: 'ready' });
    expect(await checksOf(idOf(B))).toMatchObject({ tao_login: 'blocked', [`ach_refund ${B}`]: 'ready' });
  });

  it('makes no check better than it was for either client', async () => {
    await login(idOf(A), '2026-11-10', 'no');
    await login(idOf(B), '2026-11-12', 'yes');
    await know(idOf(B), 'owner_mailbox', '2026-11-12', { holder: 'former_employee' });
    await merge();
    expect(await factsOf(idOf(A))).toContain('owner_login 2026-11-12');
    expect(await checksOf(idOf(A))).toMatchObject({ tao_login: 'blocked', tao_email_control: 'blocked' });
    // Somebody looks again, at the account of the one client that there is now.
    await login(idOf(A), '2026-11-20', 'yes');
    expect(await checksOf(idOf(A))).toMatchObject({ tao_login: 'ready' });
  });

  it('leaves a fact that somebody recorded since the merge', async () => {
    await login(idOf(A), '2026-11-10', 'yes');
    await login(idOf(B), '2026-11-12', 'no');
    const { regroupingId } = await merge();
    await login(idOf(A), '2026-11-18', 'yes');
    await undo(regroupingId);
    expect(await factsOf(idOf(A))).toEqual(['owner_login 2026-11-18']);
  });

  it('is recorded at the client that stays and not under the id that went', async () => {
    await merge();
    await expect(login(idOf(B), '2026-11-12', 'yes')).rejects.toMatchObject({ code: 'not_found' });
    await login(idOf(A), '2026-11-12', 'yes');
    expect(await factsOf(idOf(B))).toEqual(['owner_login 2026-11-12']);
  });
});

describe('a merge taken back', () => {
  it('puts entries, clocks, checks and alerts back, and leaves to each what came since', async () => {
    await record(idOf(A), 'broker_authority', { status: 'ready', evidenceNote: 'POA', verifiedOn: '2026-11-20' });
    const before = [await openDates(idOf(A)), await openDates(idOf(B))];
    const { regroupingId } = await merge();
    const merged = await protestOf(idOf(A), '2026-10-30');
    await alert(merged, 3, false);
    await importReport(database, firm, reportOf([{ entry: entryNumber(9), importer: B, date: '11/06/2026' }]));
    await undo(regroupingId);
    expect(await openDates(idOf(A))).toEqual(before[0]);
    expect((await openDates(idOf(B))).filter((date) => !date.includes('2026-11-06'))).toEqual(before[1]);
    expect(await openDates(idOf(B))).toContain('protest 2026-11-06 1');
    expect(await alertsOf(await protestOf(idOf(B), '2026-10-30'))).toEqual(['3 waits']);
    expect(await checksOf(idOf(A))).toMatchObject({ broker_authority: 'ready' });
    expect((await clientOf(idOf(B))).id).toBe(idOf(B));
    await expect(undo(regroupingId)).rejects.toMatchObject({ code: 'regrouping.not_undoable' });
  });

  it('leaves a check that somebody changed since', async () => {
    await record(idOf(A), 'broker_authority', { status: 'ready', evidenceNote: 'POA', verifiedOn: '2026-11-20' });
    const { regroupingId } = await merge();
    await record(idOf(A), 'broker_authority', { status: 'in_progress' });
    await undo(regroupingId);
    expect(await checksOf(idOf(A))).toMatchObject({ broker_authority: 'in_progress' });
  });

  it('waits until what was regrouped on top of it is taken back', async () => {
    const first = await merge();
    const second = await merge(A, C);
    await expect(undo(first.regroupingId)).rejects.toMatchObject({ code: 'regrouping.not_undoable' });
    await undo(second.regroupingId);
    await undo(first.regroupingId);
    expect(await openDates(idOf(B))).toContain('protest 2026-10-30 1');
  });
});

describe('an importer number that moves', () => {
  const numberId = async (number: string) =>
    (
      await query<{ id: string }>('select id from importer_number where organization_id = $1 and number = $2', number)
    )[0]?.id ?? '';
  const move = async (number: string, from: string, request: { intoClientId: string } | { newClientName: string }) => {
    const id = await numberId(number);
    return run((tx) => moveImporterNumber(tx, { clientId: from, numberId: id, request }, writer));
  };

  it('goes to a new client with its clocks, the owner and alerts that wait, and comes back', async () => {
    await merge();
    await query('update client set owner_user_id = $2 where organization_id = $1', writer.actor.id);
    await alert(await protestOf(idOf(A)), 7, false);
    const { clientId, regroupingId } = await move(B, idOf(A), { newClientName: 'Quill West' });
    expect(await clientOf(clientId)).toMatchObject({
      name: 'Quill West',
      entryCount: 2,
      owner: { id: writer.actor.id },
    });
    expect(await openDates(clientId)).toContain('protest 2026-10-30 1');
    expect(await openDates(idOf(A))).toContain('protest 2026-10-16 2');
    expect(await alertsOf(await protestOf(clientId))).toEqual(['7 waits']);
    expect(await alertsOf(await protestOf(idOf(A)))).toEqual(['7 waits']);
    await undo(regroupingId);
    expect(await openDates(idOf(A))).toContain('protest 2026-10-16 3');
    expect((await clientOf(clientId)).id).toBe(idOf(A));
  });

  it('is not the only one: then a merge is what is meant', async () => {
    await expect(move(B, idOf(B), { intoClientId: idOf(A) })).rejects.toMatchObject({ code: 'client.only_number' });
    await expect(move(A, idOf(B), { intoClientId: idOf(C) })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('goes to a client that exists', async () => {
    await merge();
    await move(B, idOf(A), { intoClientId: idOf(C) });
    expect(await openDates(idOf(C))).toContain('protest 2026-10-16 2');
  });
});

describe('clients that may be one', () => {
  it('are suggested by EIN base and name until they are merged or called two', async () => {
    const pairs = async () => (await run(listMergeSuggestions)).data.map(({ from, into }) => [from.name, into.name]);
    expect(await pairs()).toHaveLength(1);
    await run((tx) => dismissMerge(tx, [idOf(A), idOf(B)], writer));
    expect(await pairs()).toEqual([]);
    const { regroupingId } = await merge(B, C);
    expect(await pairs()).toEqual([]);
    await undo(regroupingId);
    expect(await pairs()).toEqual([]);
    await expect(run((tx) => dismissMerge(tx, [idOf(A), crypto.randomUUID()], writer))).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });
});
