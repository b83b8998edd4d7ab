import type { CorrectEntryRequest, CreateEntryRequest } from '@capeline/contracts';
import { type Database, listClientFacts } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import { makeFirm } from '../alerts/test-support/firm.ts';
import type { Reader, Writer } from '../clients/reader.ts';
import {
  deadlinesOf,
  entriesOf,
  entryNumber,
  entryOf,
  importReport,
  issuesOf,
  joinedDeadlines,
  reportOf,
  rowsOf,
  TODAY,
} from '../imports/test-support/reports.ts';
import { withFirm } from '../test-support/with-firm.ts';
import { correctEntry } from './correct-entry.ts';
import { createEntry } from './create-entry.ts';
import { getEntry } from './list-entries.ts';
import { previewEntry } from './preview-entry.ts';

const EVIDENCE = {
  note: 'Seen in ACE, screen copy in the file.',
  source: 'ACE > Entry Summary',
  seenBy: 'Olive Owner',
};
const READER: Reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: false };
const NUMBER = entryNumber(1);

let database: Database;
let firm: string;
let writer: Writer;
withFirm((made) => {
  ({ database, firm, writer } = made);
});

const create = (request: Partial<CreateEntryRequest> = {}) =>
  database.withTenantPg(firm, (tx) =>
    createEntry(tx, { entryNumber: NUMBER, importerNumber: '12-345678900', evidence: EVIDENCE, ...request }, writer),
  );
const correct = (request: Partial<CorrectEntryRequest>, number = NUMBER, ifMatch?: string) =>
  database.withTenantPg(firm, (tx) =>
    correctEntry(tx, { entryNumber: number, request: { evidence: EVIDENCE, ...request }, ifMatch }, writer),
  );
const load = (rows: Parameters<typeof reportOf>[0], asOf?: string) =>
  importReport(database, firm, reportOf(rows), asOf === undefined ? {} : { asOf });
const read = (number = NUMBER) => database.withTenantPg(firm, (tx) => getEntry(tx, number, READER));
const liquidated = (date: string) => ({ status: 'liquidated' as const, date });
const days = async () =>
  (await joinedDeadlines(database, firm, [NUMBER])).map(({ kind, lastDay }) => `${kind} ${lastDay}`);
const trail = async () =>
  (await rowsOf<{ action: string; payload: string }>(database, firm, 'audit_event', 'seq')).map(
    ({ action, payload }) => ({ action, details: JSON.parse(payload).details as Record<string, unknown> }),
  );

describe('an entry entered by hand', () => {
  it('starts its clocks, makes a client for an unknown number, keeps the evidence and asks for a sweep', async () => {
    const { warnings } = await create({
      clientName: 'Quill Paper Products',
      entryType: '01',
      entryDate: '2025-03-27',
      ieepaDutyCents: 12_300,
      liquidation: liquidated('2026-10-16'),
      reconciliation: { flagged: true, type09OnFile: false },
    });
    expect(warnings).toEqual([]);
    const entry = await read();
    expect(entry).toMatchObject({
      clientName: 'Quill Paper Products',
      importerNumber: '12-345678900',
      entryType: '01',
      ieepaDutyCents: 12_300,
      liquidation: { status: 'liquidated', date: '2026-10-16' },
      reconciliation: { flagged: true, type09OnFile: false, type09FiledOn: null },
      needsData: null,
      lines: [],
    });
    expect(entry.attestations).toMatchObject([
      { note: EVIDENCE.note, source: EVIDENCE.source, seenOn: TODAY, seenBy: 'Olive Owner', recordedBy: 'Olive Owner' },
    ]);
    expect(await days()).toEqual([
      'cape_window 2027-01-04',
      'voluntary_reliquidation 2027-01-14',
      'protest 2027-04-14',
    ]);
    const outbox = await rowsOf<{ topic: string }>(database, firm, 'outbox', 'id');
    expect(outbox.map(({ topic }) => topic)).toEqual(['sweep-organization']);
    expect((await trail()).map(({ action }) => action)).toEqual(['entry.entered']);
  });

  it('is not gone from a report that never had it', async () => {
    await create({ liquidation: liquidated('2026-10-16') });
    await load([{ entry: entryNumber(2) }], '2026-11-27');
    expect(await entryOf(database, firm, NUMBER)).toMatchObject({ gone_since: null });
  });

  it('says nothing of how old the reports are', async () => {
    await create({ liquidation: liquidated('2026-10-16') });
    const { clientId } = await read();
    const [facts] = await database.withTenantPg(firm, (tx) => listClientFacts(tx, [clientId]));
    expect(facts).toMatchObject({ entryCount: 1, dataAsOf: null });
  });

  it('joins the client of a number that is known', async () => {
    await load([{ entry: entryNumber(2) }]);
    await create();
    const entries = await entriesOf(database, firm);
    expect(new Set(entries.map(({ client_id }) => client_id)).size).toBe(1);
  });

  it('warns of a check digit and refuses what is no number, a number of 1986 and one that is known', async () => {
    const wrong = `${NUMBER.slice(0, 10)}${(Number(NUMBER.at(-1)) + 1) % 10}`;
    expect((await create({ entryNumber: wrong })).warnings).toMatchObject([{ code: 'entry_number.check_digit' }]);
    await expect(create({ entryNumber: wrong })).rejects.toMatchObject({ code: 'entry.exists' });
    for (const bad of ['12-345678900', '81-103533-2', '605'])
      await expect(create({ entryNumber: bad })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(create({ importerNumber: '123456789' })).rejects.toMatchObject({
      issues: [{ pointer: '/importerNumber' }],
    });
  });

  it('refuses evidence from a day that has not come, and leaves nothing behind', async () => {
    await expect(create({ evidence: { note: 'x', seenOn: '2026-11-24' } })).rejects.toMatchObject({
      issues: [{ pointer: '/evidence/seenOn' }],
    });
    await expect(create({ evidence: { note: 'password: hunter22' } })).rejects.toMatchObject({
      issues: [{ pointer: '/evidence/note' }],
    });
    expect(await entriesOf(database, firm)).toEqual([]);
    expect(await rowsOf(database, firm, 'client', 'id')).toEqual([]);
  });
});

describe('a correction by hand', () => {
  it('that moves a liquidation earlier counts at once, with what stood before in history and trail', async () => {
    await load([{ date: '10/16/2026' }]);
    await correct({ liquidation: liquidated('2026-10-09') });
    expect(await days()).toEqual([
      'cape_window 2026-12-28',
      'voluntary_reliquidation 2027-01-07',
      'protest 2027-04-07',
    ]);
    const changes = await rowsOf<{ cause: string; before: Record<string, unknown> }>(
      database,
      firm,
      'entry_change',
      'id',
    );
    expect(changes).toMatchObject([{ cause: 'person', before: { liquidated_on: '2026-10-16' } }]);
    expect((await trail()).at(-1)).toMatchObject({
      action: 'entry.corrected',
      details: {
        before: { liquidation: { liquidatedOn: '2026-10-16' } },
        after: { liquidation: { liquidatedOn: '2026-10-09' } },
        evidence: { note: EVIDENCE.note, seenOn: TODAY },
      },
    });
    const superseded = (await deadlinesOf(database, firm)).filter(({ status }) => status === 'superseded');
    expect(superseded).toHaveLength(3);
    for (const { superseded_by } of superseded) expect(superseded_by).not.toBeNull();
  });

  const LATER: readonly (readonly [string, Partial<CorrectEntryRequest>])[] = [
    ['a later liquidation', { liquidation: liquidated('2026-10-23') }],
    ['a liquidation that is none any more', { liquidation: { status: 'suspended' } }],
    ['an entry type that CAPE refuses', { entryType: '08' }],
  ];
  it.each(LATER)('that moves a clock later or ends it (%s) waits for a confirmed act', async (_name, request) => {
    await load([{ date: '10/16/2026' }]);
    const before = await days();
    await expect(correct(request)).rejects.toMatchObject({ code: 'entry.later_date_needs_confirmation' });
    expect(await days()).toEqual(before);
    expect(await rowsOf(database, firm, 'entry_attestation', 'id')).toEqual([]);
    await correct({ ...request, confirmLater: true });
    expect(await days()).not.toEqual(before);
  });

  it('says from what to what a clock would move', async () => {
    await load([{ date: '10/16/2026' }]);
    const later = expect(correct({ liquidation: liquidated('2026-10-23') })).rejects;
    await later.toMatchObject({ message: expect.stringContaining('from Wed 14 Apr 2027 to Wed 21 Apr 2027') });
  });

  it('asks before a past date without a status loses its alarm', async () => {
    await load([{ status: '', date: '10/16/2026' }]);
    await expect(correct({ liquidation: { status: 'unliquidated' } })).rejects.toMatchObject({
      code: 'entry.later_date_needs_confirmation',
    });
    await correct({ liquidation: liquidated('2026-10-16') });
    expect(await read()).toMatchObject({ needsData: null, liquidation: { date: '2026-10-16' } });
  });

  it('settles what a report had proposed', async () => {
    await load([{ date: '10/16/2026' }], '2026-11-13');
    await load([{ date: '10/23/2026' }], '2026-11-20');
    expect((await read()).liquidation.proposed).toMatchObject({ date: '2026-10-23' });
    await correct({ liquidation: liquidated('2026-10-16') });
    expect((await read()).liquidation).toMatchObject({ date: '2026-10-16', proposed: null });
  });

  it('opens a second clock by a reliquidation, and the first one stays', async () => {
    await load([{ date: '10/16/2026' }]);
    await correct({ liquidation: { status: 'reliquidated', date: '2026-11-13' } });
    expect(await days()).toContain('protest 2027-04-14');
    expect(await days()).toContain('protest_reliquidation 2027-05-12');
  });

  it('splits flagged entries by a type 09 on file, with its day', async () => {
    await load([{ recon: 'Y' }]);
    const { clientId } = await read();
    const unknown = async () =>
      (await database.withTenantPg(firm, (tx) => listClientFacts(tx, [clientId])))[0]?.type09UnknownCount;
    expect(await unknown()).toBe(1);
    await correct({ reconciliation: { type09OnFile: true, type09FiledOn: '2026-11-02' } });
    expect(await unknown()).toBe(0);
    expect((await read()).reconciliation).toEqual({ flagged: true, type09OnFile: true, type09FiledOn: '2026-11-02' });
    await correct({ reconciliation: { type09OnFile: null } });
    expect(await unknown()).toBe(1);
    expect((await read()).reconciliation.type09FiledOn).toBeNull();
    await expect(
      correct({ reconciliation: { type09OnFile: false, type09FiledOn: '2026-11-02' } }),
    ).rejects.toMatchObject({ issues: [{ pointer: '/reconciliation/type09FiledOn' }] });
  });

  it('gives an entry to another importer with its clocks, and a new client the owner of the old one', async () => {
    await load([{}]);
    const before = await read();
    await database.withTenantPg(firm, (tx) =>
      tx.query('update client set owner_user_id = $2 where organization_id = $1', [firm, writer.actor.id]),
    );
    await correct({ importerNumber: '98-765432100', clientName: 'Tin & Cork' });
    const after = await read();
    expect(after.clientName).toBe('Tin & Cork');
    expect(after.deadlines.map(({ lastDay }) => lastDay)).toEqual(before.deadlines.map(({ lastDay }) => lastDay));
    const [client] = await database.withTenantPg(firm, (tx) => listClientFacts(tx, [after.clientId]));
    expect(client?.owner?.id).toBe(writer.actor.id);
    const old = (await deadlinesOf(database, firm)).filter(({ client_id }) => client_id === before.clientId);
    for (const { status, superseded_by } of old) {
      expect(status).toBe('superseded');
      expect(superseded_by).not.toBeNull();
    }
  });

  it('says at least one fact, of an entry that is known, in the state that was read', async () => {
    await load([{}]);
    await expect(correct({})).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(correct({ entryType: '02' }, entryNumber(9))).rejects.toMatchObject({ code: 'not_found' });
    await expect(correct({ entryType: '02' }, NUMBER, '"stale"')).rejects.toMatchObject({ code: 'conflict.version' });
  });

  it('reaches no entry of another firm', async () => {
    await load([{}]);
    const other = await makeFirm(database);
    const attempt = database.withTenantPg(other.organizationId, (tx) =>
      correctEntry(
        tx,
        { entryNumber: NUMBER, request: { entryType: '02', evidence: EVIDENCE }, ifMatch: undefined },
        writer,
      ),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    expect((await read()).entryType).toBe('01');
  });
});

describe('a report after a person’s word', () => {
  it('that is older changes nothing that was attested, and says that it differs', async () => {
    await load([{ date: '10/16/2026', type: '01', recon: 'N' }], '2026-11-13');
    await correct({ liquidation: liquidated('2026-10-09'), entryType: '02', ieepaDutyCents: 500 });
    await load([{ date: '10/16/2026', type: '03', recon: 'Y' }], '2026-11-20');
    const entry = await entryOf(database, firm, NUMBER);
    expect(entry).toMatchObject({
      liquidated_on: '2026-10-09',
      entry_type: '02',
      ieepa_duty_cents: 500,
      proposed_on: null,
      // Nobody attested the flag, so the newer report sets it.
      reconciliation_flagged: true,
    });
    const differing = (await issuesOf(database, firm)).filter(({ code }) => code === 'entry.attested_differs');
    expect(differing).toHaveLength(3);
  });

  it('that is newer counts, by the same law as ever, and says that it differs', async () => {
    await load([{ date: '10/16/2026' }], '2026-11-13');
    await correct({
      liquidation: liquidated('2026-10-09'),
      entryType: '02',
      evidence: { note: 'x', seenOn: '2026-11-16' },
    });
    await load([{ date: '10/16/2026', type: '01', port: '1001' }], '2026-11-20');
    expect(await entryOf(database, firm, NUMBER)).toMatchObject({
      liquidated_on: '2026-10-09',
      proposed_on: '2026-10-16',
      entry_type: '01',
    });
    const codes = (await issuesOf(database, firm)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'entry.attested_differs')).toHaveLength(2);
    expect(codes).toContain('liquidation.later_proposed');
  });

  it('still brings a liquidation that nobody attested', async () => {
    await load([{ status: 'Unliquidated', date: '' }], '2026-11-13');
    await correct({ reconciliation: { type09OnFile: false } });
    await load([{ date: '11/13/2026' }], '2026-11-20');
    expect(await entryOf(database, firm, NUMBER)).toMatchObject({ liquidated_on: '2026-11-13' });
  });

  it('brings the lines of an entry that a person entered', async () => {
    await create({ liquidation: liquidated('2026-10-09') });
    await load([{ date: '10/09/2026', duty: '$77.00' }]);
    expect(await read()).toMatchObject({ ieepaDutyCents: 7_700, lines: [{ dutyCents: 7_700 }] });
  });
});

describe('a preview', () => {
  it('shows clocks before and after and writes nothing', async () => {
    await load([{ date: '10/16/2026' }]);
    const events = (await trail()).length;
    const preview = await database.withTenantPg(firm, (tx) =>
      previewEntry(tx, { entryNumber: NUMBER, liquidation: liquidated('2026-10-23') }, READER),
    );
    expect(preview).toMatchObject({ exists: true, warnings: [] });
    expect(preview.before.map(({ lastDay }) => lastDay)).toEqual(['2027-01-04', '2027-01-14', '2027-04-14']);
    expect(preview.after.map(({ lastDay }) => lastDay)).toEqual(['2027-01-11', '2027-01-21', '2027-04-21']);
    expect(preview.later).toEqual([
      { kind: 'cape_window', from: '2027-01-04', to: '2027-01-11' },
      { kind: 'protest', from: '2027-04-14', to: '2027-04-21' },
    ]);
    expect((await trail()).length).toBe(events);
    expect((await read()).liquidation.date).toBe('2026-10-16');
  });
});
