import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import type { HostileFile, Refused, Taken } from './test-support/corpus/hostile-file.ts';
import { HOSTILE_FILES } from './test-support/corpus/index.ts';
import { LARGE_FILES } from './test-support/corpus/large.ts';
import { deadlinesOf, entriesOf, findImport, importReport, rowsOf, upload } from './test-support/reports.ts';

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

const LEAST_FILES = 100;
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
  const whole = entries.filter(({ needs_data }) => needs_data === null);
  expect(new Set(lines.map((line) => line.entry_number))).toEqual(new Set(whole.map((entry) => entry.entry_number)));
  if (answer.clientNames !== undefined) expect(clients.map(({ name }) => name)).toEqual(answer.clientNames);
}

async function expectAnswer(firm: string, importId: string, { answer }: HostileFile): Promise<void> {
  const ended = await findImport(database, firm, importId);
  expect(ended?.status).toBe(answer.status);
  if (answer.status !== 'committed') return expectRefused(firm, ended?.problem, answer);
  const { rowsRead, rowsAccepted } = answer;
  expect(ended?.problem).toBeNull();
  expect(ended).toMatchObject({ rowsRead, rowsAccepted, rowsRejected: rowsRead - rowsAccepted });
  await expectTaken(firm, answer);
}

const byName = (files: readonly HostileFile[]) => files.map((file) => [file.name, file] as const);

describe('a hostile file', () => {
  it('is one of at least a hundred, each with a name of its own', () => {
    const names = [...HOSTILE_FILES, ...LARGE_FILES].map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(LEAST_FILES);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(byName(HOSTILE_FILES))('with %s has its one answer', async (_name, file) => {
    const firm = (await makeFirm(database)).organizationId;
    const { fileName = 'report.csv' } = file;
    const { importId } = await importReport(database, firm, file.bytes(), { fileName });
    await expectAnswer(firm, importId, file);
  });
});

describe('a hostile file that is large', () => {
  const MOST_MEGABYTES = 300;
  const READER = join(import.meta.dirname, 'test-support/read-imports.ts');
  const read = new Map<string, { firm: string; importId: string; megabytes: number }>();

  beforeAll(async () => {
    for (const { name, fileName = 'report.csv', bytes } of LARGE_FILES) {
      const firm = (await makeFirm(database)).organizationId;
      const { import: received } = await upload(database, firm, bytes(), { fileName });
      read.set(name, { firm, importId: received.id, megabytes: Number.POSITIVE_INFINITY });
    }
    const pairs = [...read.values()].flatMap(({ firm, importId }) => [firm, importId]);
    const { stdout } = await promisify(execFile)(process.execPath, [READER, store.appUrl, store.systemUrl, ...pairs]);
    for (const line of stdout.trimEnd().split('\n')) {
      const { importId, megabytes } = JSON.parse(line) as { importId: string; megabytes: number };
      for (const one of read.values()) if (one.importId === importId) one.megabytes = megabytes;
    }
  }, 120_000);

  it.each(byName(LARGE_FILES))('with %s has its one answer, and its reader stays small', async (name, file) => {
    const { firm, importId, megabytes } = read.get(name) ?? { firm: '', importId: '', megabytes: Number.NaN };
    await expectAnswer(firm, importId, file);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });
});
