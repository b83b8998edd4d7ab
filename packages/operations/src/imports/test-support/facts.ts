import type { Database } from '@capeline/db';
import { entriesOf, joinedDeadlines, rowsOf, sample } from './reports.ts';

/** The shape of the samples' `expected.json`. */
export interface Expected {
  entries: number;
  rows: number;
  importers: number;
  ieepaDutyCents: number;
  byEntry: Record<string, object>;
}

/** Everything that is stored of a firm, in the words of the expected files. */
export async function storedFacts(database: Database, organizationId: string): Promise<Expected> {
  const entries = await entriesOf(database, organizationId);
  const lines = await rowsOf<object>(database, organizationId, 'entry_line', 'row_no');
  const deadlines = await joinedDeadlines(
    database,
    organizationId,
    entries.map((entry) => entry.entry_number),
  );
  const byEntry = Object.fromEntries(
    entries.map((entry) => [
      entry.entry_number,
      {
        importerNumber: entry.importer_number,
        entryType: entry.entry_type,
        entryDate: entry.entry_date,
        ieepaDutyCents: entry.ieepa_duty_cents,
        liquidationStatus: statusWord(entry.liquidation_status),
        liquidationDate: entry.liquidated_on,
        reconciliationFlagged: entry.reconciliation_flagged,
        deadlines: deadlines
          .filter((deadline) => deadline.entryNumber === entry.entry_number)
          .map(({ kind, lastDay, safeDay, fileBy, practiceRollDay }) => ({
            kind,
            lastDay,
            safeDay,
            fileBy,
            practiceRollDay,
          })),
      },
    ]),
  );
  return {
    entries: entries.length,
    rows: lines.length,
    importers: new Set(entries.map((entry) => entry.importer_number)).size,
    ieepaDutyCents: entries.reduce((sum, entry) => sum + (entry.ieepa_duty_cents ?? 0), 0),
    byEntry,
  };
}

const statusWord = (status: string): string | null =>
  status === 'unknown' ? null : status.slice(0, 1).toUpperCase() + status.slice(1);

/** What must come out of a sample. */
export const expectedOf = async (name: string): Promise<Expected> => JSON.parse((await sample(name)).toString('utf8'));
