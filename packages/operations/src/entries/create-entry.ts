import { AppError, type CreateEntryRequest, type EntryWarning } from '@capeline/contracts';
import { type EntryFacts, insertEntryByHand, lockEntry, noteFilerCode, type TenantTransaction } from '@capeline/db';
import { filerCodeOf, formatEntryNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import type { Writer } from '../clients/reader.ts';
import { ensureClientOfNumber, readEntryNumber, readImporterNumber } from './entry-numbers.ts';
import { recordStatement } from './record-statement.ts';
import {
  applyStated,
  attestedAfter,
  describeStated,
  liquidationWarnings,
  NOTHING_STATED,
  readEvidence,
} from './stated-facts.ts';

/**
 * Enters one entry on a person's word, with its evidence, in the caller's transaction: its clocks run from then on. Answers its
 * number and what is worth a second look. Throws `request.invalid`, and `entry.exists` for a number that the firm knows.
 */
export async function createEntry(
  tx: TenantTransaction,
  request: CreateEntryRequest,
  writer: Writer,
): Promise<{ readonly entryNumber: string; readonly warnings: EntryWarning[] }> {
  const { clientName, evidence } = request;
  const { entryNumber, warnings } = readEntryNumber(request.entryNumber);
  const importer = readImporterNumber(request.importerNumber);
  const seenOn = readEvidence(evidence, writer.today);
  const stated = applyStated(NOTHING_STATED, request);
  if ((await lockEntry(tx, entryNumber)) !== null)
    throw new AppError(
      'entry.exists',
      `${formatEntryNumber(entryNumber)} is known already: open it and correct it there.`,
    );
  const clientId = await ensureClientOfNumber(tx, importer.number, { name: clientName, ownerUserId: null }, writer);
  const said = describeStated({ ...request, importerNumber: importer.number });
  const attested = attestedAfter(null, said, seenOn);
  const facts: EntryFacts = { ...stated, clientId, importerNumber: importer.number, asOf: seenOn, attested };
  await insertEntryByHand(tx, entryNumber, facts);
  await noteFilerCode(tx, filerCodeOf(entryNumber));
  await recordStatement(tx, { entryNumber, said, evidence, seenOn, clientIds: [clientId] }, writer);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'entry.entered',
    subject: { kind: 'entry', id: entryNumber },
    details: { clientId, facts: said, evidence: { ...evidence, seenOn } },
  });
  return {
    entryNumber,
    warnings: [...warnings, ...importer.warnings, ...liquidationWarnings(facts.liquidation, writer.today)],
  };
}
