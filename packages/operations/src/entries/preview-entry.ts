import type { EntryPreview, EntryWarning, PreviewEntryRequest } from '@capeline/contracts';
import { findClientOfNumber, findEntryFacts, findOrganization, type TenantTransaction } from '@capeline/db';
import { type ClockFacts, entryClocks, laterClocks } from '@capeline/domain';
import type { Reader } from '../clients/reader.ts';
import { readEntryNumber, readImporterNumber } from './entry-numbers.ts';
import { applyStated, liquidationWarnings, NOTHING_STATED } from './stated-facts.ts';

function datesOf(facts: ClockFacts, margin: number): EntryPreview['before'] {
  return entryClocks(facts, margin).map(({ citation: _citation, arithmetic: _arithmetic, ...dates }) => dates);
}

async function findImporter(
  tx: TenantTransaction,
  text: string | undefined,
): Promise<{ readonly clientName: string | null; readonly warnings: EntryWarning[] }> {
  if (text === undefined) return { clientName: null, warnings: [] };
  const { number, warnings } = readImporterNumber(text);
  return { clientName: (await findClientOfNumber(tx, number))?.clientName ?? null, warnings };
}

/** What an entry's clocks are and what they would be if these facts held. Nothing is written. Throws `request.invalid`. */
export async function previewEntry(
  tx: TenantTransaction,
  request: PreviewEntryRequest,
  reader: Reader,
): Promise<EntryPreview> {
  const { entryNumber, warnings } = readEntryNumber(request.entryNumber);
  const importer = await findImporter(tx, request.importerNumber);
  const known = await findEntryFacts(tx, entryNumber);
  const before = known ?? NOTHING_STATED;
  const after = applyStated(before, request);
  const margin = (await findOrganization(tx))?.capeFileByBusinessDays ?? 0;
  return {
    exists: known !== null,
    clientName: importer.clientName,
    before: datesOf(before, margin),
    after: datesOf(after, margin),
    later: laterClocks(before, after),
    warnings: [...warnings, ...importer.warnings, ...liquidationWarnings(after.liquidation, reader.today)],
  };
}
