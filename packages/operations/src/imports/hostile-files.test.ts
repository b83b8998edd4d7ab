import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import type { Refused, Taken } from './test-support/corpus/hostile-file.ts';
import { HOSTILE_FILES } from './test-support/corpus/index.ts';
import { deadlinesOf, entriesOf, findImport, importReport, rowsOf } from './test-support/reports.ts';

let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const LEAST_FILES = 60;
const ADVICE = 'layout.column_missing';

interface IssueRow {
  row_no: number | null;
  column_name: string | null;
  code: string;
  severity: string;
  value: string | null;
  cure: string;
}

async function issuesOf(firm: string) {
  const rows = await rowsOf<IssueRow>(database, firm, 'report_import_issue', 'issue_no');
  return rows
    .filter(({ code }) => code !== ADVICE)
    .map(({ row_no: row, column_name: column, code, severity, value, cure }) => ({
      row,
      column,
      code,
      severity,
      value,
      cure,
    }));
}

/** Everything of a report that outlives its import. */
async function storedOf(firm: string) {
  const entries = await entriesOf(database, firm);
  const lines = await rowsOf<{ entry_number: string }>(database, firm, 'entry_line', 'entry_number');
  const clients = await rowsOf<{ name: string }>(database, firm, 'client', 'name');
  return { entries, lines, clients, deadlines: await deadlinesOf(database, firm) };
}

async function expectRefused(firm: string, problem: unknown, answer: Refused): Promise<void> {
  const { code, cure, row = null, column = null, says } = answer;
  expect(problem).toEqual({ code, cure, row, column, detail: expect.stringContaining(says) });
  expect(await storedOf(firm)).toEqual({ entries: [], lines: [], clients: [], deadlines: [] });
}

async function expectTaken(firm: string, answer: Taken): Promise<void> {
  expect(await issuesOf(firm)).toEqual(answer.issues);
  const { entries, lines, clients } = await storedOf(firm);
  const found = entries.map((entry) => [
    entry.entry_number,
    [entry.needs_data, entry.ieepa_duty_cents, entry.liquidated_on],
  ]);
  expect(Object.fromEntries(found)).toEqual(answer.entries);
  for (const entry of entries) {
    const own = lines.filter((line) => line.entry_number === entry.entry_number);
    expect(own.length > 0).toBe(entry.needs_data === null);
  }
  if (answer.clientNames !== undefined) expect(clients.map(({ name }) => name)).toEqual(answer.clientNames);
}

describe('a hostile file', () => {
  it('is one of at least sixty, each with a name of its own', () => {
    expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(LEAST_FILES);
    expect(new Set(HOSTILE_FILES.map(({ name }) => name)).size).toBe(HOSTILE_FILES.length);
  });

  it.each(HOSTILE_FILES.map((file) => [file.name, file] as const))(
    'with %s has its one answer',
    async (_name, file) => {
      const firm = (await makeFirm(database)).organizationId;
      const { fileName = 'report.csv', answer } = file;
      const outcome = await importReport(database, firm, file.bytes(), { fileName });
      const { status } = answer;
      expect(outcome).toMatchObject({ status, ...(status === 'committed' && { problem: null }) });
      expect(await findImport(database, firm, outcome.importId)).toMatchObject({ status, problem: outcome.problem });
      if (answer.status !== 'committed') return expectRefused(firm, outcome.problem, answer);
      const { rowsRead, rowsAccepted } = answer;
      expect(outcome.counts).toMatchObject({ rowsRead, rowsAccepted, rowsRejected: rowsRead - rowsAccepted });
      await expectTaken(firm, answer);
    },
  );
});
