import { randomUUID } from 'node:crypto';
import { type Database, LeaseLostError } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import { withFirm } from '../test-support/with-firm.ts';
import { commitReport } from './commit-report.ts';
import { readReport } from './read-report.ts';
import {
  entriesOf,
  entryNumber,
  findImport,
  importReport,
  issuesOf,
  NOW,
  OPTIONS,
  reportOf,
  rowsOf,
  upload,
} from './test-support/reports.ts';

let database: Database;
let organizationId: string;
withFirm((made) => {
  database = made.database;
  organizationId = made.firm;
});

const rows = (count: number, duty = '$100.00') =>
  reportOf(Array.from({ length: count }, (_, index) => ({ entry: entryNumber(index + 1), duty })));

const topics = async () =>
  (await rowsOf<{ topic: string }>(database, organizationId, 'outbox', 'id')).map(({ topic }) => topic);
const actions = async () =>
  (await rowsOf<{ action: string }>(database, organizationId, 'audit_event', 'seq')).map(({ action }) => action);

describe('receiving a report', () => {
  it('keeps it with audit and one message for the worker', async () => {
    const { import: received, created } = await upload(database, organizationId, rows(1));
    expect(created).toBe(true);
    expect(received).toMatchObject({ status: 'received', asOf: '2026-11-20', progressTotal: received.sizeBytes });
    expect(await topics()).toEqual(['read-report']);
    expect(await actions()).toEqual(['import.received']);
  });

  it('answers the same bytes with the living import, also when both arrive at once', async () => {
    const [a, b] = await Promise.all([
      upload(database, organizationId, rows(2)),
      upload(database, organizationId, rows(2)),
    ]);
    expect(a.import.id).toBe(b.import.id);
    expect([a.created, b.created].sort()).toEqual([false, true]);
    await readReport(database, { organizationId, importId: a.import.id }, OPTIONS);
    expect(await upload(database, organizationId, rows(2))).toMatchObject({
      created: false,
      import: { id: a.import.id, status: 'committed' },
    });
    expect(await topics()).toEqual(['read-report', 'sweep-organization']);
  });

  it('takes the same bytes again after they failed', async () => {
    const failed = await importReport(database, organizationId, 'Entry Number\r\n');
    expect(failed.status).toBe('failed');
    expect((await upload(database, organizationId, 'Entry Number\r\n')).created).toBe(true);
  });
});

describe('review before commit', () => {
  it('counts without writing a fact, then commits when asked', async () => {
    const outcome = await importReport(database, organizationId, rows(3), { autoCommit: false });
    expect(outcome).toMatchObject({
      status: 'reviewable',
      counts: { rowsRead: 3, rowsAccepted: 3, entriesCreated: 3, clientsCreated: 1 },
    });
    expect(await entriesOf(database, organizationId)).toEqual([]);
    const input = { importId: outcome.importId, actor: { kind: 'system', id: null } as const, now: NOW };
    await database.withTenantPg(organizationId, (tx) => commitReport(tx, input));
    expect(await readReport(database, { organizationId, importId: outcome.importId }, OPTIONS)).toMatchObject({
      status: 'committed',
    });
    expect(await entriesOf(database, organizationId)).toHaveLength(3);
    expect(await actions()).toEqual(['import.received', 'import.read', 'import.commit_requested', 'import.committed']);
    await expect(database.withTenantPg(organizationId, (tx) => commitReport(tx, input))).rejects.toMatchObject({
      code: 'import.not_reviewable',
    });
  });
});

describe('crashes and rivals', () => {
  it('leaves nothing behind when reading breaks off, and reads it whole the next time', async () => {
    const { import: received } = await upload(database, organizationId, rows(3));
    const target = { organizationId, importId: received.id };
    const breakOff = () => {
      throw new Error('power cut');
    };
    await expect(readReport(database, target, { ...OPTIONS, onProgress: breakOff })).rejects.toThrow('power cut');
    expect(await entriesOf(database, organizationId)).toEqual([]);
    expect(await findImport(database, organizationId, received.id)).toMatchObject({ status: 'reading', attempts: 1 });
    expect(await readReport(database, target, OPTIONS)).toMatchObject({
      status: 'committed',
      counts: { entriesCreated: 3 },
    });
    expect(await readReport(database, target, OPTIONS)).toMatchObject({ status: 'not_waiting' });
  });

  it('fails with a clear problem after five attempts that came to no end', async () => {
    const { import: received } = await upload(database, organizationId, rows(1));
    const target = { organizationId, importId: received.id };
    const controller = new AbortController();
    controller.abort(new Error('stopping'));
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(readReport(database, target, { ...OPTIONS, signal: controller.signal })).rejects.toThrow('stopping');
    }
    expect(await readReport(database, target, OPTIONS)).toMatchObject({
      status: 'failed',
      problem: { code: 'import.too_many_attempts' },
    });
  });

  it('lets a second worker in only after the lease has lapsed, and fences the late commit of the first', async () => {
    const { import: received } = await upload(database, organizationId, rows(3));
    const target = { organizationId, importId: received.id };
    const rival = { second: null as Promise<unknown> | null, early: null as Promise<unknown> | null };
    const later = { ...OPTIONS, now: () => new Date(NOW.getTime() + 60_000) };
    const gate = Promise.withResolvers<void>();
    const first = readReport(database, target, {
      ...OPTIONS,
      onProgress: () => {
        rival.early ??= readReport(database, target, OPTIONS);
        rival.second ??= rival.early.then(() => readReport(database, target, later)).finally(() => gate.resolve());
      },
    });
    const results = await Promise.allSettled([first]);
    await gate.promise;
    expect(await rival.early).toMatchObject({ status: 'not_waiting' });
    const second = (await rival.second) as { status: string };
    const statuses = [results[0]?.status === 'fulfilled' ? results[0].value.status : 'lost', second.status];
    expect(statuses.filter((status) => status === 'committed')).toHaveLength(1);
    if (results[0]?.status === 'rejected') expect(results[0].reason).toBeInstanceOf(LeaseLostError);
    expect(await entriesOf(database, organizationId)).toHaveLength(3);
    expect((await actions()).filter((action) => action === 'import.committed')).toHaveLength(1);
  });

  it('merges two overlapping reports of one firm at once, one after the other', async () => {
    const reports = await Promise.all([
      importReport(database, organizationId, rows(300), { asOf: '2026-11-20' }),
      importReport(database, organizationId, rows(301, '$200.00'), { asOf: '2026-11-21' }),
    ]);
    expect(reports.map(({ status }) => status)).toEqual(['committed', 'committed']);
    const entries = await entriesOf(database, organizationId);
    expect(entries).toHaveLength(301);
    expect(new Set(entries.map((entry) => entry.ieepa_duty_cents))).toEqual(new Set([20_000]));
    expect(await rowsOf(database, organizationId, 'client', 'id')).toHaveLength(1);
  });
});

describe('files that are no report', () => {
  const zip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
  const latin1 = Buffer.concat([Buffer.from(rows(1)), Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])]);

  it.each([
    ['empty but for a line end', Buffer.from('\r\n'), 'failed', 'file.empty'],
    ['a header only', Buffer.from(reportOf([])), 'failed', 'report.no_rows'],
    ['a text named .xlsx', Buffer.from('Dear Sir,\nplease find attached'), 'failed', 'layout.unknown'],
    ['a ZIP that is no workbook', zip, 'failed', 'file.damaged'],
    ['a cut workbook', Buffer.from('504b030414000000', 'hex'), 'failed', 'file.damaged'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'failed', 'file.kind'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'failed', 'file.kind'],
    ['UTF-8 and Latin-1 in one file', Buffer.concat([Buffer.from('é\n'), latin1]), 'failed', 'file.encoding'],
    ['unknown columns', Buffer.from('Colour,Size\nred,3\n'), 'needs_mapping', 'layout.unknown'],
    ['a missing column', Buffer.from(reportOf([{}], ['duty'])), 'needs_mapping', 'layout.columns_missing'],
    ['a list of entry numbers', Buffer.from('Entry Number\n60600000018\n'), 'failed', 'layout.entry_list'],
    [
      'only unreadable rows',
      Buffer.from(reportOf([{ entry: 'x' }, { duty: '?' }])),
      'failed',
      'report.nothing_readable',
    ],
    ['an unclosed quotation mark', Buffer.from(`${rows(1)}"606`), 'failed', 'file.quote'],
  ])('answers %s with a status, a code and a cure', async (_name, bytes, status, code) => {
    const outcome = await importReport(database, organizationId, bytes, { fileName: 'report.xlsx' });
    expect(outcome).toMatchObject({ status, problem: { code, cure: expect.stringMatching(/\.$/) } });
    expect(await findImport(database, organizationId, outcome.importId)).toMatchObject({
      status,
      problem: outcome.problem,
    });
    expect(await entriesOf(database, organizationId)).toEqual([]);
  });

  it('imports 999 entries around one bad row and names it', async () => {
    const bytes = rows(1000).replace(/\$100\.00(?=\r\n(?:.*\r\n){500}$)/, 'a lot');
    const outcome = await importReport(database, organizationId, bytes);
    expect(outcome.counts).toMatchObject({ rowsRead: 1000, rowsAccepted: 999, rowsRejected: 1, entriesCreated: 1000 });
    expect(await issuesOf(database, organizationId)).toMatchObject([{ row_no: 501, code: 'money.unreadable' }]);
  });

  it('stores at most 10,000 issues and counts the rest in the last one', async () => {
    const bad = Array.from({ length: 10_050 }, () => ({ entry: 'x' }));
    await importReport(database, organizationId, reportOf([{}, ...bad]));
    const issues = await issuesOf(database, organizationId);
    expect(issues).toHaveLength(10_000);
    expect(issues.at(-1)).toMatchObject({ code: 'issues.more', row_no: null });
  });

  it('does nothing for an import that does not exist', async () => {
    expect(await readReport(database, { organizationId, importId: randomUUID() }, OPTIONS)).toMatchObject({
      status: 'not_waiting',
    });
  });
});
