import type { Database } from '@capeline/db';
import { expect } from '@jest/globals';
import { deadlinesOf, entriesOf, findImport, rowsOf } from '../reports.ts';
import type { HostileFile, Refused, Taken } from './hostile-file.ts';

const ADVICE = 'layout.column_missing';

interface IssueRow {
  row_no: number | null;
  column_name: string | null;
  code: string;
  severity: string;
  value: string | null;
  cure: string;
}

async function issuesOf(database: Database, firm: string) {
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
async function storedOf(database: Database, firm: string) {
  const entries = await entriesOf(database, firm);
  const lines = await rowsOf<{ entry_number: string }>(database, firm, 'entry_line', 'entry_number');
  const clients = await rowsOf<{ name: string }>(database, firm, 'client', 'name');
  return { entries, lines, clients, deadlines: await deadlinesOf(database, firm) };
}

async function expectRefused(database: Database, firm: string, problem: unknown, answer: Refused): Promise<void> {
  const { code, cure, row = null, column = null, says } = answer;
  expect(problem).toEqual({ code, cure, row, column, detail: expect.stringContaining(says) });
  expect(await storedOf(database, firm)).toEqual({ entries: [], lines: [], clients: [], deadlines: [] });
}

async function expectTaken(database: Database, firm: string, answer: Taken): Promise<void> {
  expect(await issuesOf(database, firm)).toEqual(answer.issues);
  const { entries, lines, clients } = await storedOf(database, firm);
  const found = entries.map((entry) => [
    entry.entry_number,
    [entry.needs_data, entry.ieepa_duty_cents, entry.liquidated_on],
  ]);
  expect(Object.fromEntries(found)).toEqual(answer.entries);
  const whole = entries.filter(({ needs_data }) => needs_data === null);
  expect(new Set(lines.map((line) => line.entry_number))).toEqual(new Set(whole.map((entry) => entry.entry_number)));
  if (answer.clientNames !== undefined) expect(clients.map(({ name }) => name)).toEqual(answer.clientNames);
}

/** Holds an import that has ended, and everything that is stored of its firm, against the one answer that its file must get. */
export async function expectAnswer(
  database: Database,
  firm: string,
  importId: string,
  { answer }: HostileFile,
): Promise<void> {
  const ended = await findImport(database, firm, importId);
  expect(ended?.status).toBe(answer.status);
  if (answer.status !== 'committed') return expectRefused(database, firm, ended?.problem, answer);
  const { rowsRead, rowsAccepted } = answer;
  expect(ended?.problem).toBeNull();
  expect(ended).toMatchObject({ rowsRead, rowsAccepted, rowsRejected: rowsRead - rowsAccepted });
  await expectTaken(database, firm, answer);
}

/** Files as jest's tables of tests take them. */
export const byName = (files: readonly HostileFile[]) => files.map((file) => [file.name, file] as const);
