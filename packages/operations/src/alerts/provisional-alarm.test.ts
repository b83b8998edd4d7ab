import { createDatabase, type Database } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { mergeClients } from '../clients/merge-clients.ts';
import type { Writer } from '../clients/reader.ts';
import { correctEntry } from '../entries/correct-entry.ts';
import { decideProposal } from '../entries/decide-proposals.ts';
import { listEntries } from '../entries/list-entries.ts';
import { listProposals } from '../entries/list-proposals.ts';
import { decideFilerCode } from '../firms/filer-codes.ts';
import { entryNumber, importReport, type ReportRow, reportOf } from '../imports/test-support/reports.ts';
import { undoImport } from '../imports/undo-import.ts';
import { listMails } from '../mail/list-mails.ts';
import { listProvisionalAlerts } from './list-provisional-alerts.ts';
import { sweepOrganization } from './sweep-organization.ts';
import { MAIL, makeFirm, NOW, readAlerts, readMails } from './test-support/firm.ts';

const HEADING = 'PROVISIONAL: PAST DATES WITHOUT A STATUS';
const WRITER: Writer = { actor: { kind: 'system', id: null }, today: plainDate('2026-11-23'), now: NOW };
/** Its CAPE window would end on 4 January 2027 (file-by 24 December), its protest on 14 April. */
const OCT_16: ReportRow = { entry: entryNumber(1), date: '10/16/2026' };

let store: TestDatabase;
let database: Database;
let firm: string;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
beforeEach(async () => {
  firm = (await makeFirm(database)).organizationId;
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const sweepOn = (day: string) =>
  sweepOrganization(database, firm, {
    now: new Date(`${day}T14:00:00Z`),
    businessDate: day,
    localTime: '09:00',
    mail: MAIL,
  });
/** A report without the column Liquidation Status. */
const importDates = (rows: readonly ReportRow[], asOf = '2026-11-20') =>
  importReport(database, firm, reportOf(rows, ['status']), { asOf });
const importStatus = (rows: readonly ReportRow[], asOf: string) =>
  importReport(database, firm, reportOf(rows), { asOf });
const undo = (importId: string) => database.withTenantPg(firm, (tx) => undoImport(tx, importId, WRITER));

async function texts(): Promise<string[]> {
  return (await readMails(database, firm)).map(({ text }) => text);
}
const rows = (sql: string) => database.withTenantPg(firm, (tx) => tx.query<Record<string, unknown>>(sql, [firm]));
const dates = () =>
  rows(`select kind, provisional_on as "on", file_by as "fileBy", last_day as "lastDay", status, entry_count as count,
               ieepa_duty_cents as cents
          from provisional_deadline where organization_id = $1 order by created_at, kind`);
const openDates = async () => (await dates()).filter(({ status }) => status === 'open');
const tiers = () =>
  rows(`select d.kind, a.tier from provisional_alert a
          join provisional_deadline d on d.organization_id = $1 and d.id = a.deadline_id
         where a.organization_id = $1 order by a.created_at, d.kind`);

describe('a past date without a status', () => {
  it('is told in a section of its own, once a tier, with a link to exactly its entries, and never as a deadline', async () => {
    await importDates([OCT_16, { entry: entryNumber(2), date: '10/16/2026' }, { entry: entryNumber(3), date: '' }]);
    expect(await sweepOn('2026-11-20')).toMatchObject({ alertsFound: 0, provisionalFound: 0, mailIds: [] });
    expect(await sweepOn('2026-11-27')).toMatchObject({
      alertsFound: 0,
      provisionalFound: 1,
      mailIds: [expect.any(String)],
    });
    const [mail] = await readMails(database, firm);
    const [client] = await rows('select id from client where organization_id = $1');
    const list = `${MAIL.appUrl}/entries?clientId=${String(client?.id)}`;
    expect(mail?.subject).toBe('Capeline: 1 provisional date (Fri 27 Nov 2026)');
    expect(mail?.text).toContain(HEADING);
    expect(mail?.text).toContain(
      [
        'Sable & Finch Apparel · 2 entries · $200',
        `  ${list}&provisional=true`,
        '  Fri 16 Oct 2026, without a status · 2 entries · $200',
        '    CAPE: file by would be Thu 24 Dec 2026, in 27 days; last day Mon 4 Jan 2027, in 38 days',
        `    ${list}&provisionalOn=2026-10-16`,
      ].join('\n'),
    );
    expect(mail?.html).toContain('provisionalOn=2026-10-16');
    const listed = await database.withTenantPg(firm, (tx) =>
      listEntries(
        tx,
        { clientId: String(client?.id), provisionalOn: '2026-10-16', limit: 10 },
        { today: WRITER.today, userId: null, mayReadNumbers: true, mailConfigured: false },
      ),
    );
    expect(listed.data.map((entry) => entry.entryNumber)).toEqual([entryNumber(1), entryNumber(2)]);
    expect(await readAlerts(database, firm)).toEqual([]);

    expect(await sweepOn('2026-11-27')).toMatchObject({ provisionalFound: 0, mailIds: [] });
    expect(await sweepOn('2026-11-28')).toMatchObject({ provisionalFound: 0, mailIds: [] });
    expect(await sweepOn('2026-12-10')).toMatchObject({ provisionalFound: 1, mailIds: [expect.any(String)] });
    expect(await tiers()).toEqual([
      { kind: 'cape_window', tier: 30 },
      { kind: 'cape_window', tier: 14 },
    ]);
  });

  it('is called lapsed beside days that have passed, once, and waits with the rest for the morning', async () => {
    await importDates([{ entry: entryNumber(1), date: '03/06/2026' }]);
    await sweepOn('2026-11-23');
    const [text] = await texts();
    expect(text).toContain('    CAPE: would have lapsed, the last day was Mon 25 May 2026, 182 days ago');
    expect(text).toContain('    Protest: would have lapsed, the last day was Wed 2 Sep 2026, 82 days ago');
    expect(await sweepOn('2026-11-24')).toMatchObject({ provisionalFound: 0, mailIds: [] });
  });

  it('falls silent when a report gives the status, and its deadline speaks instead', async () => {
    await importDates([OCT_16]);
    await importStatus([OCT_16], '2026-11-21');
    await sweepOn('2026-11-27');
    const [text] = await texts();
    expect(text).not.toContain(HEADING);
    expect(text).toContain('CAPE: file by Thu 24 Dec 2026, in 27 days · 1 entry');
    expect(await openDates()).toEqual([]);
  });

  it('falls silent when a person states the status, and when the entry is not liquidated after all', async () => {
    await importDates([OCT_16, { entry: entryNumber(2), date: '10/16/2026' }]);
    await database.withTenantPg(firm, (tx) =>
      correctEntry(
        tx,
        {
          entryNumber: entryNumber(1),
          request: { liquidation: { status: 'liquidated', date: '2026-10-16' }, evidence: { note: 'seen in ACE' } },
          ifMatch: undefined,
        },
        WRITER,
      ),
    );
    expect(await openDates()).toMatchObject([
      { kind: 'cape_window', count: 1, cents: 10_000 },
      { kind: 'protest', count: 1, cents: 10_000 },
    ]);
    await importStatus([{ entry: entryNumber(2), date: '', status: 'Unliquidated' }], '2026-11-21');
    expect(await openDates()).toEqual([]);
  });

  it('is told anew when the import that gave the status is undone', async () => {
    await importDates([OCT_16]);
    await sweepOn('2026-11-27');
    const { importId } = await importStatus([{ ...OCT_16, date: '', status: 'Unliquidated' }], '2026-11-26');
    expect(await sweepOn('2026-11-28')).toMatchObject({ provisionalFound: 0, mailIds: [] });
    await undo(importId);
    expect(await sweepOn('2026-11-29')).toMatchObject({ provisionalFound: 1, mailIds: [expect.any(String)] });
    expect((await texts()).map((text) => text.includes('in 25 days'))).toEqual([false, true]);
  });

  it('comes back when the status is undone and a person confirms it; until then the real clock rules', async () => {
    await importDates([OCT_16]);
    const { importId } = await importStatus([OCT_16], '2026-11-21');
    await undo(importId);
    expect(await openDates()).toEqual([]);
    const waiting = await database.withTenantPg(firm, (tx) => listProposals(tx, { limit: 10 }));
    expect(waiting.data).toMatchObject([
      { proposed: { status: 'unknown', date: '2026-10-16' }, daysLater: null, current: { date: '2026-10-16' } },
    ]);
    await database.withTenantPg(firm, (tx) =>
      decideProposal(tx, { decision: 'confirm', entryNumber: entryNumber(1), note: undefined }, WRITER),
    );
    expect(await openDates()).toMatchObject([
      { kind: 'cape_window', on: '2026-10-16' },
      { kind: 'protest', on: '2026-10-16' },
    ]);
    expect(await sweepOn('2026-11-27')).toMatchObject({ alertsFound: 0, provisionalFound: 1 });
  });

  it('is withdrawn aloud, once, to those who were told, when its import is undone', async () => {
    const { importId } = await importDates([OCT_16]);
    await sweepOn('2026-11-27');
    await undo(importId);
    await sweepOn('2026-11-28');
    const log = await database.withTenantPg(firm, (tx) => listProvisionalAlerts(tx, { limit: 10 }));
    expect(log.data).toMatchObject([{ ended: { because: 'withdrawn', importId, fileName: 'report.csv' } }]);
    const [, text] = await texts();
    expect(text).toContain(
      'Sable & Finch Apparel: CAPE (provisional), last day Mon 4 Jan 2027: “report.csv” was undone',
    );
    expect(text).not.toContain(HEADING);
    expect(await sweepOn('2026-11-29')).toMatchObject({ mailIds: [] });
  });

  it('stands in a list of its own, with its delivery and how it ended, and is counted apart in the mail log', async () => {
    const list = (open?: 'true') =>
      database.withTenantPg(firm, (tx) => listProvisionalAlerts(tx, { limit: 1, ...(open && { open }) }));
    await importDates([OCT_16, { entry: entryNumber(2), date: '10/23/2026' }]);
    await sweepOn('2026-12-10');
    const first = await list('true');
    expect(first.data).toMatchObject([
      {
        provisional: true,
        kind: 'cape_window',
        tier: 14,
        provisionalOn: '2026-10-16',
        fileBy: '2026-12-24',
        entryCount: 1,
        ended: null,
        mails: [{ status: 'queued' }],
      },
    ]);
    const second = await database.withTenantPg(firm, (tx) =>
      listProvisionalAlerts(tx, { limit: 1, open: 'true', cursor: first.nextCursor ?? '' }),
    );
    expect(second).toMatchObject({ data: [{ provisionalOn: '2026-10-23' }], nextCursor: null });
    await expect(
      database.withTenantPg(firm, (tx) => listProvisionalAlerts(tx, { limit: 1, cursor: first.nextCursor ?? '' })),
    ).rejects.toMatchObject({ code: 'request.invalid' });
    const mails = await database.withTenantPg(firm, (tx) => listMails(tx, { limit: 10 }));
    expect(mails.data).toMatchObject([{ alertCount: 0, provisionalCount: 2 }]);

    await sweepOn('2026-12-18');
    expect((await list('true')).data).toMatchObject([{ tier: 7 }]);
    await importStatus([{ ...OCT_16, date: '', status: 'Unliquidated' }], '2026-11-21');
    expect((await list('true')).data).toMatchObject([{ provisionalOn: '2026-10-23' }]);
    expect((await list()).data).toMatchObject([{ ended: { because: 'settled', importId: null } }]);
  });

  it('is withdrawn in silence when nobody was told of it', async () => {
    const { importId } = await importDates([OCT_16]);
    await sweepOn('2026-11-23');
    await undo(importId);
    expect(await sweepOn('2026-11-28')).toMatchObject({ mailIds: [] });
  });

  it('follows its importer number to another client and is told there', async () => {
    await importDates([OCT_16]);
    await sweepOn('2026-11-27');
    const other = {
      entry: entryNumber(9),
      importer: '98-765432100',
      name: 'Quill Paper',
      date: '',
      status: 'Unliquidated',
    };
    await importStatus([other], '2026-11-20');
    const clients = await rows('select id, name from client where organization_id = $1 order by name');
    const [intoClientId, clientId] = clients.map(({ id }) => String(id));
    if (clientId === undefined || intoClientId === undefined) throw new Error('two clients are needed');
    await database.withTenantPg(firm, (tx) => mergeClients(tx, { clientId, request: { intoClientId } }, WRITER));
    await sweepOn('2026-11-28');
    const [, text] = await texts();
    expect(text).toContain('Quill Paper · 1 entry · $100');
  });

  it('raises no CAPE alarm for entries of another filer, and a protest one all the same', async () => {
    await importDates([OCT_16]);
    await database.withTenantPg(firm, (tx) => decideFilerCode(tx, '606', 'another', WRITER));
    expect(await openDates()).toMatchObject([{ kind: 'protest', count: 1 }]);
  });

  describe('from before such dates were kept', () => {
    const UNLIQUIDATED = { date: '', status: 'Unliquidated' } as const;
    beforeEach(async () => {
      await importStatus([{ entry: entryNumber(1), ...UNLIQUIDATED }], '2026-11-20');
      await rows(`update entry set provisional_on = '2026-10-16' where organization_id = $1`);
    });

    it('is told by the first sweep after the upgrade', async () => {
      expect(await sweepOn('2026-11-27')).toMatchObject({ provisionalFound: 1 });
      expect(await openDates()).toHaveLength(2);
    });

    it('is not forgotten when a change of another client comes first', async () => {
      const other = { entry: entryNumber(9), importer: '98-765432100', name: 'Quill Paper', ...UNLIQUIDATED };
      await importStatus([other], '2026-11-21');
      expect(await openDates()).toHaveLength(2);
    });
  });

  it('never makes a digest unreadable: a client’s first dates are named, lapsed ones last, the rest counted, all told', async () => {
    const open = Array.from({ length: 5 }, (_, index) => `10/0${index + 1}/2026`);
    const lapsed = Array.from({ length: 4 }, (_, index) => `03/0${index + 2}/2026`);
    await importDates([...lapsed, ...open].map((date, index) => ({ entry: entryNumber(index + 1), date })));
    expect(await sweepOn('2026-11-27')).toMatchObject({ provisionalFound: 5 + 2 * 4 });
    const [text] = await texts();
    expect(text?.match(/provisionalOn=2026-10/gu)).toHaveLength(3);
    expect(text).not.toContain('would have lapsed');
    expect(text).toContain('  and 6 more dates of this client\n');
    expect(await sweepOn('2026-11-28')).toMatchObject({ mailIds: [] });
  });
});
