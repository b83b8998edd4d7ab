import { type Database, findListedImport } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import { listAlerts } from '../alerts/list-alerts.ts';
import { sweepOrganization } from '../alerts/sweep-organization.ts';
import { MAIL, readMails } from '../alerts/test-support/firm.ts';
import { decideProposal } from '../entries/decide-proposals.ts';
import { withFirm } from '../test-support/with-firm.ts';
import {
  deadlinesOf,
  entriesOf,
  entryNumber,
  entryOf,
  importReport,
  NOW,
  type ReportRow,
  reportOf,
  rowsOf,
  TODAY,
} from './test-support/reports.ts';
import { undoImport } from './undo-import.ts';

let database: Database;
let firm: string;
withFirm((made) => {
  ({ database, firm } = made);
});

const [ONE, TWO, THREE] = [1, 2, 3].map(entryNumber) as [string, string, string];
const WRITER = { actor: { kind: 'user', id: null }, now: NOW, today: TODAY } as const;
const load = (rows: readonly ReportRow[], asOf: string, autoCommit = true) =>
  importReport(database, firm, reportOf(rows), { asOf, autoCommit });
const undo = (importId: string) => database.withTenantPg(firm, (tx) => undoImport(tx, importId, WRITER));
const importOf = (importId: string) => database.withTenantRead(firm, (tx) => findListedImport(tx, importId));
const refusal = (importId: string) =>
  undo(importId).then(
    () => null,
    (error: { code: string; issues: { pointer: string; message: string }[] }) => error,
  );

/** Everything that the board, the lists and the alerts stand on. */
async function everything() {
  const deadlines = await deadlinesOf(database, firm);
  return {
    // The fingerprint only saves time, and a report is read in full without it.
    entries: (await entriesOf(database, firm)).map((entry) => ({ ...entry, rows_hash: undefined })),
    lines: await rowsOf(database, firm, 'entry_line', 'entry_number, import_id, row_no'),
    exits: await rowsOf(database, firm, 'deadline_exit', 'entry_number'),
    deadlines: deadlines
      .filter(({ status }) => status !== 'superseded')
      .map(({ id, kind, liquidated_on, status, entry_count, ieepa_duty_cents }) => [
        id,
        kind,
        liquidated_on,
        status,
        entry_count,
        ieepa_duty_cents,
      ]),
    summaries: (await rowsOf<{ updated_at: Date; entry_count: number }>(database, firm, 'client_summary', 'client_id'))
      .map(({ updated_at: _updatedAt, ...summary }) => summary)
      .filter(({ entry_count }) => entry_count > 0),
  };
}

describe('undoing an import', () => {
  it('restores entries, lines, exits, deadlines and counts exactly, and lets the same bytes be imported anew', async () => {
    await load([{ entry: ONE }, { entry: TWO, date: '', status: '' }, { entry: THREE }], '2026-11-13');
    await load([{ entry: ONE }, { entry: TWO, date: '', status: '' }], '2026-11-14');
    const before = await everything();
    const rows: ReportRow[] = [
      { entry: ONE, duty: '$500.00', port: '1001', protest: '270426100001', date: '03/06/2026' },
      { entry: TWO, date: '', status: 'Extended' },
      { entry: THREE },
      { entry: entryNumber(9), importer: '98-765432100' },
    ];
    const { importId } = await load(rows, '2026-11-20');
    const after = await everything();
    expect(after).not.toEqual(before);
    await undo(importId);
    expect(await everything()).toEqual(before);
    expect(await importOf(importId)).toMatchObject({
      status: 'undone',
      undoCounts: { entriesRemoved: 1, entriesRestored: 3, datesHeld: 0, alertsWithdrawn: 0 },
    });
    const again = await load(rows, '2026-11-20');
    expect(again).toMatchObject({ status: 'committed', counts: { entriesCreated: 1, entriesUpdated: 3 } });
    expect(again.importId).not.toBe(importId);
  });

  it('gives entries that were only repeated the date of their older report back', async () => {
    await load([{ entry: ONE }], '2026-11-13');
    const { importId } = await load([{ entry: ONE }, { entry: TWO }], '2026-11-20');
    expect((await entryOf(database, firm, ONE)).as_of).toBe('2026-11-20');
    await undo(importId);
    expect((await entryOf(database, firm, ONE)).as_of).toBe('2026-11-13');
  });

  it('is done once: a second time changes nothing and leaves no second event', async () => {
    const { importId } = await load([{ entry: ONE }], '2026-11-20');
    await undo(importId);
    await undo(importId);
    const events = await rowsOf<{ action: string }>(database, firm, 'audit_event', 'seq');
    expect(events.filter(({ action }) => action === 'import.undone')).toHaveLength(1);
  });

  it('discards a report that waits for review, of which nothing is on the board', async () => {
    const { importId } = await load([{ entry: ONE }], '2026-11-20', false);
    await undo(importId);
    expect(await importOf(importId)).toMatchObject({ status: 'undone', undoCounts: null });
    expect((await load([{ entry: ONE }], '2026-11-20')).status).toBe('committed');
  });
});

describe('guard: no clock moves later by an undo without a person', () => {
  it('keeps a date that the import had moved earlier in force, and proposes the later one from before', async () => {
    await load([{ entry: ONE, date: '02/06/2026' }], '2026-11-13');
    const { importId } = await load([{ entry: ONE, date: '01/30/2026' }], '2026-11-20');
    await undo(importId);
    expect(await entryOf(database, firm, ONE)).toMatchObject({
      liquidated_on: '2026-01-30',
      proposed_status: 'liquidated',
      proposed_on: '2026-02-06',
      proposed_import_id: importId,
      as_of: '2026-11-13',
    });
    const open = (await deadlinesOf(database, firm)).filter(({ status }) => status === 'open');
    expect(new Set(open.map(({ liquidated_on }) => liquidated_on))).toEqual(new Set(['2026-01-30']));
    await database.withTenantPg(firm, (tx) =>
      decideProposal(tx, { decision: 'confirm', entryNumber: ONE, note: undefined }, WRITER),
    );
    expect(await entryOf(database, firm, ONE)).toMatchObject({ liquidated_on: '2026-02-06', proposed_on: null });
  });

  it('keeps the first liquidation that an import told of a known entry', async () => {
    await load([{ entry: ONE, date: '', status: 'Unliquidated' }], '2026-11-13');
    const { importId } = await load([{ entry: ONE }], '2026-11-20');
    await undo(importId);
    expect(await entryOf(database, firm, ONE)).toMatchObject({
      liquidation_status: 'liquidated',
      liquidated_on: '2026-02-06',
      proposed_status: 'unliquidated',
      proposed_on: null,
      needs_data: null,
    });
    expect((await deadlinesOf(database, firm)).every(({ status }) => status === 'open')).toBe(true);
  });
});

describe('guard: an undo removes no alarm silently', () => {
  const morning = (days: number) => {
    const now = new Date(NOW.getTime() + days * 86_400_000);
    const businessDate = now.toISOString().slice(0, 10);
    return sweepOrganization(database, firm, { now, businessDate, localTime: '09:00', mail: MAIL });
  };
  const alerts = () => database.withTenantRead(firm, (tx) => listAlerts(tx, { limit: 50 }, TODAY));
  const waiting = () =>
    database.withTenantRead(firm, (tx) => listAlerts(tx, { limit: 50, acknowledged: 'false' }, TODAY));
  const due: ReportRow = { entry: ONE, date: '06/05/2026' };

  it('leaves the alert in the log as withdrawn, says so in the next digest once, and alerts anew when the entry comes back', async () => {
    const { importId } = await load([due], '2026-11-20');
    await morning(0);
    const [raised] = (await alerts()).data.filter(({ deadline }) => deadline.kind === 'protest');
    expect(raised).toMatchObject({ tier: 14, withdrawn: null });
    await undo(importId);
    const [withdrawn] = (await alerts()).data.filter(({ deadline }) => deadline.kind === 'protest');
    expect(withdrawn).toMatchObject({ id: raised?.id, withdrawn: { importId, fileName: 'report.csv' } });
    expect((await waiting()).data).toEqual([]);
    await morning(1);
    await morning(2);
    const mails = await readMails(database, firm);
    expect(mails).toHaveLength(2);
    expect(mails[1]?.text).toContain('WITHDRAWN');
    expect(mails[1]?.text).toContain('report.csv');
    expect(mails[1]?.text).toContain('Protest');
    await load([due, { entry: TWO, date: '', status: 'Unliquidated' }], '2026-11-20');
    await morning(3);
    expect((await readMails(database, firm)).at(-1)?.text).toContain('file by');
    expect((await waiting()).data.map(({ deadline }) => deadline.kind)).toContain('protest');
  });
});

describe('what stands on an import', () => {
  it('refuses while a later import speaks of the same entries, naming the newest first, and lets go in that order', async () => {
    const first = await load([{ entry: ONE }, { entry: TWO }], '2026-11-13');
    const second = await load([{ entry: ONE, duty: '$120.00' }], '2026-11-14');
    const third = await load([{ entry: TWO }], '2026-11-15');
    const refused = await refusal(first.importId);
    expect(refused?.code).toBe('import.undo_blocked');
    expect(refused?.issues.map(({ pointer }) => pointer)).toEqual([
      `/imports/${third.importId}`,
      `/imports/${second.importId}`,
    ]);
    for (const { importId } of [third, second, first]) await undo(importId);
    expect(await entriesOf(database, firm)).toEqual([]);
  });

  it('refuses while a person’s decision stands on it, and changes nothing', async () => {
    await load([{ entry: ONE, date: '02/06/2026' }], '2026-11-13');
    const { importId } = await load([{ entry: ONE, date: '03/06/2026' }], '2026-11-20');
    await database.withTenantPg(firm, (tx) =>
      decideProposal(tx, { decision: 'confirm', entryNumber: ONE, note: undefined }, WRITER),
    );
    const before = await everything();
    const refused = await refusal(importId);
    expect(refused).toMatchObject({ code: 'import.undo_blocked', issues: [{ pointer: `/entries/${ONE}` }] });
    expect(await everything()).toEqual(before);
  });

  it('does not refuse for imports of other entries', async () => {
    const { importId } = await load([{ entry: ONE }], '2026-11-13');
    await load([{ entry: TWO }], '2026-11-13');
    await undo(importId);
    expect((await entriesOf(database, firm)).map(({ entry_number }) => entry_number)).toEqual([TWO]);
  });
});
