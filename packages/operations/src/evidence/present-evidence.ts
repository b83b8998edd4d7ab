import type { EvidenceFile } from '@capeline/contracts';
import type { EvidenceView } from '@capeline/db';
import { maskImporterNumber } from '@capeline/domain';
import type { Reader } from '../clients/reader.ts';

/** Evidence as the API shows it: what it is, about what, by whom, and whether it still holds. */
export function presentEvidence(row: EvidenceView, reader: Pick<Reader, 'today' | 'mayReadNumbers'>): EvidenceFile {
  const isAboutNumber = row.importerNumber !== '';
  return {
    id: row.id,
    clientId: row.clientId,
    about: row.about,
    importerNumber: isAboutNumber && reader.mayReadNumbers ? row.importerNumber : null,
    importerNumberMasked: isAboutNumber ? maskImporterNumber(row.importerNumber) : null,
    fileName: row.fileName,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256.toString('hex'),
    warnings: [...row.warnings],
    note: row.note,
    expiresOn: row.expiresOn,
    isExpired: row.expiresOn !== null && row.expiresOn < reader.today,
    addedBy: row.addedByName,
    addedAt: row.addedAt.toISOString(),
    removed:
      row.removedAt === null
        ? null
        : {
            by: row.removedByName,
            at: row.removedAt.toISOString(),
            isContentGone: row.contentRemovedAt !== null,
          },
    version: row.version,
  };
}
