import type { AttestBox28Request } from '@capeline/contracts';
import {
  listNumbersOf,
  lockClient,
  lockEntryFacts,
  attestBox28 as saveStatement,
  type TenantTransaction,
} from '@capeline/db';
import { maskImporterNumber, parseImporterNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { isUuid, notFound, userIdOf, type Writer } from '../clients/reader.ts';
import { readEvidence } from '../entries/stated-facts.ts';
import { followEntriesOf } from './follow-and-note.ts';

/**
 * Records of many entries of one importer number at once whether box 28 names the notify party, in the caller's transaction: each entry
 * gets its own attestation and history, the check of Form 4811 follows. Answers how many entries changed. Throws `not_found` and
 * `request.invalid`.
 */
export async function attestBox28(
  tx: TenantTransaction,
  input: { readonly clientId: string; readonly request: AttestBox28Request },
  writer: Writer,
): Promise<{ readonly entryCount: number }> {
  const { clientId, request } = input;
  const { namesParty, filedBy, evidence } = request;
  await lockEntryFacts(tx);
  if (!isUuid(clientId) || (await lockClient(tx, clientId)) === null) throw notFound();
  const importerNumber = parseImporterNumber(request.importerNumber).importerNumber ?? request.importerNumber.trim();
  if (!(await listNumbersOf(tx, clientId)).some(({ number }) => number === importerNumber)) throw notFound();
  const seenOn = readEvidence(evidence, writer.today);
  const entryCount = await saveStatement(tx, {
    clientId,
    importerNumber,
    filedBy,
    namesParty,
    note: evidence.note,
    source: evidence.source ?? null,
    seenOn,
    seenBy: evidence.seenBy ?? null,
    createdBy: userIdOf(writer),
    createdAt: writer.now,
  });
  if (entryCount === 0) return { entryCount };
  await followEntriesOf(tx, [clientId], writer);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.box_noted',
    subject: { kind: 'client', id: clientId },
    details: { importerNumber: maskImporterNumber(importerNumber), namesParty, filedBy, entryCount, evidence },
  });
  return { entryCount };
}
