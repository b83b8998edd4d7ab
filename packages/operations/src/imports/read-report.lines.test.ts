import { randomUUID } from 'node:crypto';
import { claimReportImport, type Database, finishReportImport, LeaseLostError, takeOverWork } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import { withFirm } from '../test-support/with-firm.ts';
import { readReport } from './read-report.ts';
import { entryNumber, importReport, issuesOf, NOW, OPTIONS, reportOf, rowsOf, upload } from './test-support/reports.ts';

let database: Database;
let organizationId: string;
withFirm((made) => {
  database = made.database;
  organizationId = made.firm;
});

interface StoredLine {
  readonly entry_number: string;
  readonly import_id: string;
  readonly row_no: number;
}

const linesOf = () => rowsOf<StoredLine>(database, organizationId, 'entry_line', 'import_id, row_no');
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ entry: entryNumber(index + 1) }));

/** With such names so many rows are more than two pieces; the third is asked for only after rows of the first have been staged. */
const LONG_NAME = 'Sable & Finch Apparel '.repeat(13).trim();
const MORE_THAN_TWO_PIECES = 6_500;

describe('lines that are written while a firm’s first report is read', () => {
  it('are taken back where another import made the entry known meanwhile, with the same lines', async () => {
    const report = reportOf(rows(MORE_THAN_TWO_PIECES).map((row) => ({ ...row, name: LONG_NAME })));
    const { import: received } = await upload(database, organizationId, report, { asOf: '2026-11-21' });
    let rival: Promise<{ importId: string }> | null = null;
    const waiting: Database = {
      ...database,
      withTenantPg: async (...call) => {
        await rival;
        return database.withTenantPg(...call);
      },
    };
    const outcome = await readReport(
      waiting,
      { organizationId, importId: received.id },
      {
        ...OPTIONS,
        onProgress: () => {
          rival ??= importReport(database, organizationId, `${report}\r\n`);
        },
      },
    );
    expect(outcome).toMatchObject({ status: 'committed', counts: { entriesUnchanged: MORE_THAN_TWO_PIECES } });
    const importId = (await (rival as Promise<{ importId: string }> | null))?.importId;
    const lines = await linesOf();
    expect(lines).toHaveLength(MORE_THAN_TWO_PIECES);
    expect(new Set(lines.map((line) => line.import_id))).toEqual(new Set([importId]));
  }, 120_000);

  it('are told as repeated, also where their entry stands apart', async () => {
    const report = reportOf([...rows(3), { entry: entryNumber(1) }]);
    await importReport(database, organizationId, report);
    expect(await issuesOf(database, organizationId)).toMatchObject([
      { code: 'row.repeated', row_no: 5, entry_number: entryNumber(1) },
    ]);
    expect((await linesOf()).map((line) => line.row_no)).toEqual([2, 3, 4, 5]);
  });
});

describe('a worker that fell silent', () => {
  const LATER = new Date(NOW.getTime() + 60_000);
  const claim = (importId: string, token: string, now = NOW) =>
    database.withTenantPg(organizationId, (tx) =>
      claimReportImport(tx, {
        importId,
        token,
        now,
        until: new Date(now.getTime() + 20_000),
        from: ['received', 'reading'],
      }),
    );

  it('holds up no successor, neither by its locks nor by the rows that it wrote', async () => {
    const { import: received } = await upload(database, organizationId, reportOf(rows(3)));
    const importId = received.id;
    const token = randomUUID();
    await claim(importId, token);
    const isSilent = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<string | undefined>();
    const release = Promise.withResolvers<void>();
    const silent = database.withTenantPg(organizationId, async (tx) => {
      tx.client.once('error', (error: Error & { code?: string }) => ended.resolve(error.code));
      // Should its successor not end it, the server does, so that the test tells instead of waiting.
      await tx.query(`set local idle_in_transaction_session_timeout = '10s'`);
      await takeOverWork(tx, { importId, token });
      await tx.query(
        `insert into entry_line (organization_id, entry_number, import_id, row_no, hts, duty_cents, is_ieepa)
         values ($1, $2, $3, 2, '99030124', 0, true)`,
        [organizationId, entryNumber(1), importId],
      );
      isSilent.resolve();
      await release.promise;
    });
    await isSilent.promise;
    const outcome = await readReport(database, { organizationId, importId }, { ...OPTIONS, now: () => LATER });
    expect(outcome).toMatchObject({ status: 'committed', counts: { entriesCreated: 3 } });
    const ADMIN_SHUTDOWN = '57P01';
    expect(await ended.promise).toBe(ADMIN_SHUTDOWN);
    release.resolve();
    await expect(silent).rejects.toThrow();
    expect(await linesOf()).toHaveLength(3);
  });

  it('can neither end nor take over what its successor holds', async () => {
    const { import: received } = await upload(database, organizationId, reportOf(rows(1)));
    const late = { importId: received.id, token: randomUUID() };
    await claim(received.id, late.token);
    expect(await claim(received.id, randomUUID(), LATER)).not.toBeNull();
    const outcome = {
      status: 'failed',
      problem: null,
      counts: {
        rowsRead: 0,
        rowsAccepted: 0,
        rowsRejected: 0,
        clientsCreated: 0,
        entriesCreated: 0,
        entriesUpdated: 0,
        entriesUnchanged: 0,
      },
      layout: null,
      recognition: null,
      foundColumns: null,
      at: LATER,
    } as const;
    const inVain = [
      database.withTenantPg(organizationId, (tx) => finishReportImport(tx, late, outcome)),
      database.withTenantPg(organizationId, (tx) => takeOverWork(tx, late)),
    ];
    for (const attempt of await Promise.allSettled(inVain)) {
      expect(attempt.status).toBe('rejected');
      expect(attempt.status === 'rejected' && attempt.reason).toBeInstanceOf(LeaseLostError);
    }
  });
});
