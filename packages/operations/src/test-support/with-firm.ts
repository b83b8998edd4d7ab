import { createDatabase, type Database } from '@capeline/db';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import type { Writer } from '../clients/reader.ts';
import { NOW, TODAY } from '../imports/test-support/reports.ts';

/** What a test of operations works with. */
export interface OwnFirm {
  readonly database: Database;
  readonly firm: string;
  /** The firm's owner, on the day of the test reports. */
  readonly writer: Writer;
}

/** One database for the tests of a file, and a firm of its own for each of them: `take` gets it before the test runs. */
export function withFirm(take: (made: OwnFirm) => void): void {
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
  beforeEach(async () => {
    const { organizationId: firm, ownerId } = await makeFirm(database);
    take({ database, firm, writer: { actor: { kind: 'user', id: ownerId }, now: NOW, today: TODAY } });
  });
}
