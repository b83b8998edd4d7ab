import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { byName, expectAnswer } from './test-support/corpus/expect-answer.ts';
import { HOSTILE_FILES } from './test-support/corpus/index.ts';
import { LARGE_FILES } from './test-support/corpus/large.ts';
import { importReport } from './test-support/reports.ts';

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
    await expectAnswer(database, firm, importId, file);
  });
});
