import { randomUUID } from 'node:crypto';
import { createDatabase, type Database, insertOrganization, replaceFilerCodes } from '@capeline/db';
import { entryNumberCheckDigit, plainDate } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { importReport, reportOf } from '../imports/test-support/reports.ts';
import { countFirmNeeds, getFirmReadiness } from './get-firm-readiness.ts';

const TODAY = plainDate('2026-11-23');

describe('Friday’s liquidations', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const organizationId = randomUUID();
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = createDatabase({ appUrl: testDatabase.appUrl, systemUrl: testDatabase.systemUrl });
    await database.withTenantPg(organizationId, async (tx) => {
      await insertOrganization(tx, { name: 'Harbor', createdAt: new Date(0) });
      await replaceFilerCodes(tx, ['605', 'K80'], new Date(0));
    });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const reportFor = (code: string, asOf: string) => {
    const ten = `${code}0000001`;
    const entry = ten + entryNumberCheckDigit(ten);
    return importReport(database, organizationId, reportOf([{ entry, port: `27${asOf.slice(8)}` }]), { asOf });
  };
  const ages = () =>
    database.withTenantRead(organizationId, async (tx) => {
      const { reports } = await getFirmReadiness(tx, TODAY);
      const { filerCodesWithoutFriday } = await countFirmNeeds(tx, TODAY);
      return { ages: reports.map(({ filerCode, asOf, state }) => [filerCode, asOf, state]), filerCodesWithoutFriday };
    });

  it('are asked for filer code by filer code, by the newest committed report that told of it', async () => {
    await reportFor('605', '2026-11-20');
    expect(await ages()).toEqual({
      ages: [
        ['605', '2026-11-20', 'fresh'],
        ['K80', null, 'none'],
      ],
      filerCodesWithoutFriday: 1,
    });
    await reportFor('K80', '2026-11-19');
    expect((await ages()).ages[1]).toEqual(['K80', '2026-11-19', 'friday_missing']);
  });

  it('are missing again when the report that told of them is undone', async () => {
    const { importId } = await reportFor('K80', '2026-11-21');
    expect(await ages()).toMatchObject({ filerCodesWithoutFriday: 0 });
    await database.withTenantPg(organizationId, (tx) =>
      tx.query(`update report_import set status = 'undone' where organization_id = $1 and id = $2`, [
        organizationId,
        importId,
      ]),
    );
    expect(await ages()).toMatchObject({ filerCodesWithoutFriday: 1 });
  });
});
