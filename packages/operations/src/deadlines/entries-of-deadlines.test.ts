import { createDatabase, type Database, listEntryDeadlines, listEntryNumbersOf, listOrganizations } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import type { Reader } from '../clients/reader.ts';
import { ensureSampleFirm } from '../sample/load-sample-firm.ts';
import { listEntriesOfDeadline } from './list-deadlines.ts';

const TODAY = plainDate('2026-11-23');
const READER: Reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: false };

/** Mail, pages and the law's own join reach entries by statements of their own, each with the index that it needs. */
describe('which entries a deadline covers', () => {
  let store: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    store = await createTestDatabase();
    database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
    await ensureSampleFirm(database, { now: () => new Date('2026-11-23T14:00:00Z'), businessDate: TODAY });
  });
  afterAll(async () => {
    await database.close();
    await store.drop();
  });

  it('is the same in the digest, in the list of a deadline and in each entry, and adds up to the count', async () => {
    const [sample] = await database.withSystem('test', listOrganizations);
    await database.withTenantPg(sample?.id ?? '', async (tx) => {
      const deadlines = await tx.query<{ id: string; entryCount: number }>(
        `select id, entry_count as "entryCount" from deadline where organization_id = $1 and status <> 'superseded'`,
        [tx.organizationId],
      );
      expect(deadlines.length).toBeGreaterThan(50);
      const named = await listEntryNumbersOf(
        tx,
        deadlines.map(({ id }) => id),
        1_000,
      );
      const numbers = await tx.query<{ n: string }>('select entry_number as n from entry where organization_id = $1', [
        tx.organizationId,
      ]);
      const joined = Map.groupBy(
        await listEntryDeadlines(
          tx,
          numbers.map(({ n }) => n),
        ),
        ({ id }) => id,
      );
      for (const { id, entryCount } of deadlines) {
        const listed = await listEntriesOfDeadline(tx, id, { limit: 200 }, READER);
        const own = joined.get(id) ?? [];
        const open = own.filter(({ status }) => status === 'open').map(({ entryNumber }) => entryNumber);
        expect(listed.data.map(({ entryNumber }) => entryNumber)).toEqual(own.map(({ entryNumber }) => entryNumber));
        expect(named.get(id) ?? []).toEqual(open);
        expect(open).toHaveLength(entryCount);
      }
    });
  });
});
