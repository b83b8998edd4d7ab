import type { EvidenceFile, EvidenceQuery, Page } from '@capeline/contracts';
import { findEvidence, listEvidenceRows, type TenantTransaction } from '@capeline/db';
import { parseImporterNumber } from '@capeline/domain';
import { parseLogCursor, toLogCursor } from '../alerts/log-cursor.ts';
import { findPresentId } from '../clients/present-client.ts';
import { isUuid, notFound, type Reader } from '../clients/reader.ts';
import { presentEvidence } from './present-evidence.ts';

/** The evidence of a client, the newest first; for one that was merged that of the client that took it over. Throws `not_found`. */
export async function listEvidence(
  tx: TenantTransaction,
  asked: { readonly clientId: string; readonly query: EvidenceQuery },
  reader: Reader,
): Promise<Page<EvidenceFile>> {
  const { query } = asked;
  const clientId = await findPresentId(tx, asked.clientId);
  if (clientId === null) throw notFound();
  const number = query.importerNumber;
  const rows = await listEvidenceRows(
    tx,
    {
      clientId,
      about: query.about ?? null,
      importerNumber: number === undefined ? null : (parseImporterNumber(number).importerNumber ?? number.trim()),
      isRemoved: query.removed === 'true',
    },
    { limit: query.limit + 1, after: parseLogCursor(query.cursor) },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => presentEvidence(row, reader)),
    nextCursor:
      rows.length > shown.length && last !== undefined ? toLogCursor({ createdAt: last.addedAt, id: last.id }) : null,
  };
}

/** One piece of evidence, removed or not. Throws `not_found`. */
export async function getEvidence(tx: TenantTransaction, id: string, reader: Reader): Promise<EvidenceFile> {
  const row = isUuid(id) ? await findEvidence(tx, id) : null;
  if (row === null) throw notFound();
  return presentEvidence(row, reader);
}
