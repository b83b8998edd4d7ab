import {
  consolidateEntries,
  createDatabase,
  createStagingTables,
  type Database,
  ensureClients,
  findKnownEntries,
  mergeEntries,
  mergeLiquidations,
  StagingWriter,
  type TenantPgTransaction,
} from '@capeline/db';
import type { LiquidationFacts } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import type { MergeCase } from '../../../domain/src/liquidation/merge-case.ts';
import { MERGE_CASES } from '../../../domain/src/liquidation/merge-cases.ts';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { entryNumber, importReport, reportOf } from './test-support/reports.ts';

let store: TestDatabase;
let database: Database;
let organizationId: string;
let importId: string;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  organizationId = (await makeFirm(database)).organizationId;
  const base = await importReport(database, organizationId, reportOf([{ status: 'Unliquidated', date: '' }]));
  importId = base.importId;
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

const NOTHING: LiquidationFacts = {
  status: 'unknown',
  liquidatedOn: null,
  reliquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  proposed: null,
};

async function writeKnown(tx: TenantPgTransaction, known: LiquidationFacts): Promise<void> {
  await tx.query(
    `update entry set liquidation_status = $2, liquidated_on = $3, reliquidated_on = $4, scheduled_on = $5, provisional_on = $6,
       proposed_status = $7, proposed_on = $8 where organization_id = $1`,
    [
      tx.organizationId,
      known.status,
      known.liquidatedOn,
      known.reliquidatedOn,
      known.scheduledOn,
      known.provisionalOn,
      known.proposed?.status ?? null,
      known.proposed?.date ?? null,
    ],
  );
}

async function readFacts(tx: TenantPgTransaction, number: string): Promise<LiquidationFacts | undefined> {
  const [row] = await tx.query<LiquidationFacts & { proposedStatus: string | null; proposedOn: string | null }>(
    `select liquidation_status as status, liquidated_on as "liquidatedOn", reliquidated_on as "reliquidatedOn",
       scheduled_on as "scheduledOn", provisional_on as "provisionalOn", proposed_status as "proposedStatus",
       proposed_on as "proposedOn" from entry where organization_id = $1 and entry_number = $2`,
    [tx.organizationId, number],
  );
  if (row === undefined) return undefined;
  const { proposedStatus, proposedOn, ...facts } = row;
  const reason = proposedOn === null ? 'no_longer_liquidated' : 'later_date';
  const proposed = proposedStatus === null ? null : { status: proposedStatus, date: proposedOn, reason };
  return { ...facts, proposed } as LiquidationFacts;
}

/** Carries what was read out of a transaction that must leave nothing. */
class Undone extends Error {
  readonly facts: LiquidationFacts | undefined;
  constructor(facts: LiquidationFacts | undefined) {
    super('undone');
    this.facts = facts;
  }
}

async function mergeInDatabase({ known, reported, reportIsOlder }: MergeCase): Promise<LiquidationFacts | undefined> {
  const number = entryNumber(known === null ? 2 : 1);
  const asOf = reportIsOlder ? '2026-11-13' : '2026-11-27';
  const columns = {
    entryType: false,
    entryDate: false,
    entrySummaryDate: false,
    portCode: false,
    controlStatus: false,
    reconciliation: false,
    protestNumber: false,
    protestStatus: false,
    liquidation: reported !== null,
  };
  const merged = database.withTenantPg(organizationId, async (tx) => {
    if (known !== null) await writeKnown(tx, known);
    await createStagingTables(tx);
    const writer = new StagingWriter(tx, { importId, writesLines: false });
    writer.addFragment({
      rowNo: 2,
      entryNumber: number,
      filerCode: '606',
      importerNumber: '12-345678900',
      importerName: null,
      entryType: null,
      entryDate: null,
      entrySummaryDate: null,
      portCode: null,
      controlStatus: null,
      reconciliationFlagged: null,
      protestNumber: null,
      protestStatus: null,
      liquidationStatus: reported?.status ?? 'unknown',
      liquidatedOn: reported?.liquidatedOn ?? null,
      scheduledOn: reported?.scheduledOn ?? null,
      provisionalOn: reported?.provisionalOn ?? null,
      ieepaDutyCents: 100,
      ieepaRowCount: 1,
      rowCount: 1,
      hashA: 1,
      hashB: 2,
      rowsA: null,
      rowsB: null,
      problem: null,
    });
    await writer.end();
    await consolidateEntries(tx, { importId, isInOrder: writer.isInOrder, limit: 10 });
    await ensureClients(tx);
    await findKnownEntries(tx, { asOf, columns });
    await mergeLiquidations(tx, asOf, columns.liquidation);
    await mergeEntries(tx, { importId, asOf, columns });
    throw new Undone(await readFacts(tx, number));
  });
  return merged.catch((error: unknown) => {
    if (error instanceof Undone) return error.facts;
    throw error;
  });
}

describe('merging liquidations in the database', () => {
  it.each(MERGE_CASES.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    expect(await mergeInDatabase(one)).toEqual(one.expected.next ?? NOTHING);
  });
});
