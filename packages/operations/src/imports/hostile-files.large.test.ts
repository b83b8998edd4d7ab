import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { byName, expectAnswer } from './test-support/corpus/expect-answer.ts';
import { LARGE_FILES } from './test-support/corpus/large.ts';
import { upload } from './test-support/reports.ts';

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
    await expectAnswer(database, firm, importId, file);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });
});
