import { createHash } from 'node:crypto';
import { AppError, type EvidenceMessage } from '@capeline/contracts';
import { type EvidenceRow, findEvidence, openPieces, PIECE_BYTES, type StoredFile } from '@capeline/db';
import { isUuid, notFound } from '../clients/reader.ts';
import type { EvidencePlaces } from './add-evidence.ts';
import { type ByteRange, EvidenceStoreUnavailableError } from './evidence-store.ts';
import { readMessage } from './message/read-message.ts';

/** Evidence whose content can be read. */
export interface OpenEvidence {
  readonly row: EvidenceRow;
  /** The bytes, or a part of them. The whole is held to its hash: the last piece comes only if it is the file that was added. */
  stream(range: ByteRange | null): Promise<AsyncIterable<Buffer>>;
}

async function* partOf(file: StoredFile, { start, end }: ByteRange): AsyncIterable<Buffer> {
  for (let at = start; at <= end; at += PIECE_BYTES) yield await file.read(at, Math.min(PIECE_BYTES, end + 1 - at));
}

/** Hands on all pieces but holds the last one back until the hash of all is right. Throws otherwise: the reader sees a broken transfer. */
async function* verified(pieces: AsyncIterable<Buffer>, { id, sha256 }: EvidenceRow): AsyncIterable<Buffer> {
  const hash = createHash('sha256');
  let held: Buffer | null = null;
  for await (const piece of pieces) {
    if (held !== null) yield held;
    hash.update(piece);
    held = piece;
  }
  if (!hash.digest().equals(sha256)) throw new Error(`The content of evidence ${id} is not what was added.`);
  if (held !== null) yield held;
}

async function find({ database }: EvidencePlaces, organizationId: string, id: string): Promise<EvidenceRow> {
  const row = isUuid(id) ? await database.withTenantRead(organizationId, (tx) => findEvidence(tx, id)) : null;
  if (row === null) throw notFound();
  if (row.removedAt !== null)
    throw new AppError(
      'evidence.content_gone',
      'This evidence was removed. Restore it to see it, as long as it is kept.',
    );
  return row;
}

/** Opens evidence that was not removed. Throws `not_found` and `evidence.content_gone`; a store outside may be unavailable. */
export async function openEvidence(places: EvidencePlaces, organizationId: string, id: string): Promise<OpenEvidence> {
  const row = await find(places, organizationId, id);
  const { objectKey } = row;
  if (objectKey === null) {
    const pieces = { table: 'evidence_piece', id: row.id, sizeBytes: row.sizeBytes } as const;
    const file = openPieces(places.database, organizationId, pieces);
    return { row, stream: async (range) => (range === null ? verified(file.stream(), row) : partOf(file, range)) };
  }
  const { store } = places;
  if (store === null) throw new EvidenceStoreUnavailableError('no store outside the database is configured any more');
  return {
    row,
    stream: async (range) => {
      const pieces = await store.get(objectKey, range);
      return range === null ? verified(pieces, row) : pieces;
    },
  };
}

/** What a message says, as text. Throws like `openEvidence`, and `evidence.no_message` for another kind of file. */
export async function readEvidenceMessage(
  places: EvidencePlaces,
  organizationId: string,
  id: string,
): Promise<EvidenceMessage> {
  const { row, stream } = await openEvidence(places, organizationId, id);
  if (row.mediaType !== 'message/rfc822')
    throw new AppError('evidence.no_message', 'Only a message can be read like this. Look at its content.');
  const { attachments, ...message } = await readMessage({
    size: row.sizeBytes,
    read: async (offset, length) => {
      const chunks: Buffer[] = [];
      const end = Math.min(offset + length, row.sizeBytes) - 1;
      for await (const chunk of await stream({ start: offset, end })) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  });
  return { ...message, attachments: [...attachments] };
}
