import type { Database } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import { withFirm } from '../test-support/with-firm.ts';
import { commitReport } from './commit-report.ts';
import { readReport } from './read-report.ts';
import {
  deadlinesOf,
  entriesOf,
  entryNumber,
  entryOf,
  importReport,
  NOW,
  OPTIONS,
  type ReportRow,
  reportOf,
} from './test-support/reports.ts';
import { getImportDiff } from './view-imports.ts';

let database: Database;
let firm: string;
withFirm((made) => {
  ({ database, firm } = made);
});

const [KEPT, EARLIER, LATER, CHANGED, GONE, NEW] = [1, 2, 3, 4, 5, 6].map(entryNumber) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const LAST_WEEK: ReportRow[] = [
  { entry: KEPT },
  { entry: EARLIER },
  { entry: LATER },
  { entry: CHANGED },
  { entry: GONE, duty: '$70.00' },
];
const THIS_WEEK: ReportRow[] = [
  { entry: KEPT },
  { entry: EARLIER, date: '01/30/2026' },
  { entry: LATER, date: '03/06/2026' },
  { entry: CHANGED, port: '1001', duty: '$120.00' },
  { entry: NEW, importer: '98-765432100', name: 'Harbor Lamp' },
];
const load = (rows: readonly ReportRow[], asOf: string, autoCommit = true) =>
  importReport(database, firm, reportOf(rows), { asOf, autoCommit });
const diffOf = (importId: string, query: { kind?: 'later' | 'new'; limit?: number; cursor?: string } = {}) =>
  database.withTenantRead(firm, (tx) => getImportDiff(tx, importId, { limit: 50, ...query }));

const EXPECTED = [
  { kind: 'earlier', entryNumber: EARLIER, row: 3, changed: ['liquidatedOn'] },
  { kind: 'later', entryNumber: LATER, row: 4, changed: ['proposedImportId', 'proposedOn', 'proposedStatus'] },
  { kind: 'gone', entryNumber: GONE, row: null, changed: [] },
  { kind: 'changed', entryNumber: CHANGED, row: 5, changed: ['ieepaDutyCents', 'linesHash', 'portCode'] },
  { kind: 'new', entryNumber: NEW, row: 6, changed: [] },
];

describe('the diff of an import', () => {
  it('says before the commit what is new, changed, earlier, later and gone, in money and dates, and changes nothing', async () => {
    await load(LAST_WEEK, '2026-11-13');
    const before = [await entriesOf(database, firm), await deadlinesOf(database, firm)];
    const { status, importId } = await load(THIS_WEEK, '2026-11-20', false);
    expect(status).toBe('reviewable');
    const diff = await diffOf(importId);
    expect(diff).toMatchObject({ state: 'preview', truncated: false, nextCursor: null, data: EXPECTED });
    expect(diff.counts).toEqual({
      earlier: { entries: 1, ieepaDutyCents: 10_000 },
      later: { entries: 1, ieepaDutyCents: 10_000 },
      gone: { entries: 1, ieepaDutyCents: 7_000 },
      changed: { entries: 1, ieepaDutyCents: 12_000 },
      new: { entries: 1, ieepaDutyCents: 10_000 },
    });
    const facts = (liquidationDate: string, ieepaDutyCents = 10_000) => ({
      liquidationStatus: 'liquidated',
      liquidationDate,
      ieepaDutyCents,
    });
    expect(diff.data.map(({ before, after }) => ({ before, after }))).toEqual([
      { before: facts('2026-02-06'), after: facts('2026-01-30') },
      { before: facts('2026-02-06'), after: facts('2026-03-06') },
      { before: facts('2026-02-06', 7_000), after: null },
      { before: facts('2026-02-06'), after: facts('2026-02-06', 12_000) },
      { before: null, after: facts('2026-02-06') },
    ]);
    expect(diff.data.at(-1)).toMatchObject({ clientId: null, clientName: 'Harbor Lamp' });
    expect([await entriesOf(database, firm), await deadlinesOf(database, firm)]).toEqual(before);
  });

  it('is kept for a report that was committed at once too', async () => {
    await load(LAST_WEEK, '2026-11-13');
    const { importId } = await load(THIS_WEEK, '2026-11-20');
    expect(await diffOf(importId)).toMatchObject({ state: 'done', data: EXPECTED });
  });

  it('is true at the commit: what another import did meanwhile is no news any more', async () => {
    await load(LAST_WEEK, '2026-11-13');
    const { importId } = await load(THIS_WEEK, '2026-11-20', false);
    await load(
      LAST_WEEK.map((row) => (row.entry === EARLIER ? { ...row, date: '01/30/2026' } : row)),
      '2026-11-19',
    );
    const actor = { kind: 'system', id: null } as const;
    await database.withTenantPg(firm, (tx) => commitReport(tx, { importId, actor, now: NOW }));
    await readReport(database, { organizationId: firm, importId }, OPTIONS);
    const diff = await diffOf(importId);
    expect(diff.state).toBe('done');
    expect(diff.counts.earlier.entries).toBe(0);
    expect(diff.data.map(({ kind }) => kind)).toEqual(['later', 'gone', 'changed', 'new']);
  });

  it('comes in pages and by kind', async () => {
    await load(LAST_WEEK, '2026-11-13');
    const { importId } = await load(THIS_WEEK, '2026-11-20');
    const first = await diffOf(importId, { limit: 2 });
    expect(first.data.map(({ kind }) => kind)).toEqual(['earlier', 'later']);
    const second = await diffOf(importId, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.data.map(({ kind }) => kind)).toEqual(['gone', 'changed']);
    expect((await diffOf(importId, { kind: 'later' })).data.map(({ entryNumber }) => entryNumber)).toEqual([LATER]);
  });
});

describe('an entry that a newer report of its importer lacks', () => {
  const goneSince = async (number: string) => (await entryOf(database, firm, number)).gone_since;

  it('is marked, keeps its clocks and its alarm, and loses the mark when a report has it again', async () => {
    await load(LAST_WEEK, '2026-11-13');
    const clocks = await deadlinesOf(database, firm);
    const lines = LAST_WEEK.filter(({ entry }) => entry !== GONE);
    await load(lines, '2026-11-20');
    expect(await goneSince(GONE)).toBe('2026-11-20');
    expect(await goneSince(KEPT)).toBeNull();
    expect(await deadlinesOf(database, firm)).toEqual(clocks);
    await load(
      lines.map((row) => ({ ...row, port: '1001' })),
      '2026-11-21',
    );
    expect(await goneSince(GONE)).toBe('2026-11-20');
    await load([...LAST_WEEK, { entry: NEW }], '2026-11-22');
    expect(await goneSince(GONE)).toBeNull();
  });

  it('is not one that another importer’s report, an older one or the other half of the same day’s reports lacks', async () => {
    await load(LAST_WEEK, '2026-11-13');
    await load([{ entry: NEW, importer: '98-765432100' }], '2026-11-20');
    await load([{ entry: entryNumber(7) }], '2026-11-13');
    await load([{ entry: entryNumber(8) }], '2026-11-06');
    for (const { entry_number } of await entriesOf(database, firm)) expect(await goneSince(entry_number)).toBeNull();
  });
});
