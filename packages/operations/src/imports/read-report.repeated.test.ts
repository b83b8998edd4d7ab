import type { Database } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { withFirm } from '../test-support/with-firm.ts';
import { readReport } from './read-report.ts';
import {
  deadlinesOf,
  entriesOf,
  entryNumber,
  importReport,
  issuesOf,
  OPTIONS,
  type ReportRow,
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

const change = (firm: string, sql: string): Promise<unknown> =>
  database.withTenantPg(firm, (tx) => tx.query(`update entry set ${sql} and organization_id = $1`, [firm]));

const fingerprinted = async (firm: string): Promise<number> =>
  (await rowsOf<{ rows_hash: Buffer | null }>(database, firm, 'entry', 'entry_number')).filter(
    ({ rows_hash }) => rows_hash !== null,
  ).length;

/** Everything that a report may change, in words that two firms share. */
async function outcomeOf(firm: string) {
  const entries = await entriesOf(database, firm);
  const deadlines = await deadlinesOf(database, firm);
  const lines = await rowsOf<Record<string, unknown>>(database, firm, 'entry_line', 'entry_number, row_no, duty_cents');
  const codes = await rowsOf<Record<string, unknown>>(database, firm, 'report_filer_code', 'filer_code');
  const lists = await rowsOf<Record<string, unknown>>(database, firm, 'import_entry_list', 'kind, as_of_before');
  return {
    entries: entries.map(({ client_id: _client, proposed_import_id: proposed, ...entry }) => ({
      ...entry,
      ...{ organization_id: null, first_import_id: null, last_import_id: null, gone_import_id: null, rows_hash: null },
      proposed: proposed !== null,
    })),
    // A client's id decides the order, and the other firm's clients have others.
    deadlines: deadlines
      .map(({ kind, liquidated_on, status, entry_count }) => `${kind} ${liquidated_on} ${status} ${entry_count}`)
      .sort(),
    lines: lines.map(({ entry_number, row_no, duty_cents }) => [entry_number, row_no, duty_cents]),
    codes: codes.map(({ filer_code }) => filer_code),
    lists: lists.map(({ kind, as_of_before, entry_numbers }) => [
      kind,
      as_of_before,
      [...(entry_numbers as string[])].sort(),
    ]),
    issues: (await issuesOf(database, firm)).length,
  };
}

const some = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const anyRow: fc.Arbitrary<ReportRow> = fc.record({
  entry: fc.integer({ min: 1, max: 6 }).map(entryNumber),
  type: some('01', '03', 'ABI'),
  importer: some('12-345678900', '98-765432100'),
  port: some('2704', '1001'),
  date: some('02/06/2026', '02/13/2026', '12/25/2026', ''),
  status: some('Liquidated', 'Unliquidated', 'Extended', 'perhaps'),
  protest: some('', '270426100001'),
  line: some('001', '002'),
  duty: some('$100.00', '$7.00', '1,2'),
});
/** A week: a few rows of the last report are replaced, the order is another, and somebody may have touched an entry. */
const anyWeek = fc.record({
  replaced: fc.array(fc.tuple(fc.nat(11), anyRow), { maxLength: 2 }),
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  asOf: fc.constantFrom('2026-11-13', '2026-11-20', '2026-11-22'),
  touched: fc.option(
    fc.constantFrom(
      "port_code = '9999' where filer_code = '606'",
      "liquidated_on = '2026-03-06' where liquidated_on is not null",
      "needs_data = 'entry.rows_disagree' where entry_type = '01'",
      "attested = '{}' where entry_type = '03'",
    ),
  ),
});

describe('a report that repeats what stands', () => {
  it('leaves exactly what reading it in full would leave, week after week', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 12, maxLength: 12 }),
        fc.array(anyWeek, { minLength: 3, maxLength: 3 }),
        async (first, weeks) => {
          const [quick, full] = [(await makeFirm(database)).organizationId, (await makeFirm(database)).organizationId];
          let rows = first;
          for (const { replaced, order, asOf, touched } of weeks) {
            rows = [...rows];
            for (const [at, row] of replaced) rows[at] = row;
            const shuffled = rows
              .map((row, index) => ({ row, key: order[index] ?? 0 }))
              .sort((a, b) => a.key - b.key)
              .map(({ row }) => row);
            await change(full, 'rows_hash = null where true');
            const report = reportOf(shuffled);
            const [a, b] = [
              await importReport(database, quick, report, { asOf }),
              await importReport(database, full, report, { asOf }),
            ];
            expect([a.status, a.counts, a.problem]).toEqual([b.status, b.counts, b.problem]);
            expect(await outcomeOf(quick)).toEqual(await outcomeOf(full));
            if (touched !== null) for (const firm of [quick, full]) await change(firm, touched);
          }
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);

  it('is passed over only where no row of the entry has an issue', async () => {
    const rows: ReportRow[] = [1, 2, 3].map((serial) => ({ entry: entryNumber(serial) }));
    await importReport(database, organizationId, reportOf([...rows, { entry: entryNumber(4), date: '02/07/2026' }]));
    expect(await fingerprinted(organizationId)).toBe(3);
    const again = reportOf([{ entry: entryNumber(4), date: '02/07/2026' }, ...rows.reverse()]);
    const outcome = await importReport(database, organizationId, again, { asOf: '2026-11-21' });
    expect(outcome.counts).toMatchObject({ rowsRead: 4, rowsAccepted: 4, entriesUnchanged: 4, entriesUpdated: 0 });
    expect((await issuesOf(database, organizationId)).map(({ code }) => code)).toEqual([
      'liquidation.not_a_weekday',
      'liquidation.not_a_weekday',
    ]);
  });

  it('stands for itself no more when anybody changes a fact of the entry', async () => {
    await importReport(database, organizationId, reportOf([{ entry: entryNumber(1) }]));
    await change(organizationId, "as_of = '2026-11-21' where true");
    expect(await fingerprinted(organizationId)).toBe(1);
    await change(organizationId, "liquidated_on = '2026-05-01' where true");
    expect(await fingerprinted(organizationId)).toBe(0);
  });

  it('is read again in full when an entry that it passed over changes before the merge', async () => {
    const rows: ReportRow[] = [1, 2].map((serial) => ({ entry: entryNumber(serial) }));
    await importReport(database, organizationId, reportOf(rows), { asOf: '2026-11-20' });
    const { import: received } = await upload(database, organizationId, reportOf(rows.reverse()), {
      asOf: '2026-11-21',
    });
    const reading = { outcome: null as ReturnType<typeof readReport> | null };
    await database.withTenantPg(organizationId, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('entry_facts:' || $1::text, 0))`, [organizationId]);
      reading.outcome = readReport(database, { organizationId, importId: received.id }, OPTIONS);
      for (let isWaiting = false; !isWaiting; ) {
        const [waiting] = await tx.query<{ any: boolean }>(
          `select exists (select from pg_locks where locktype = 'advisory' and not granted) as "any"`,
        );
        isWaiting = waiting?.any === true;
      }
      await tx.query(`update entry set port_code = '9999' where organization_id = $1 and entry_number = $2`, [
        organizationId,
        entryNumber(1),
      ]);
    });
    expect(await reading.outcome).toMatchObject({
      status: 'committed',
      counts: { rowsRead: 2, entriesUpdated: 1, entriesUnchanged: 1 },
    });
    expect((await entriesOf(database, organizationId)).map((entry) => entry.port_code)).toEqual(['2704', '2704']);
  });
});
