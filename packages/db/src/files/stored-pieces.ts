import { to as copyTo } from 'pg-copy-streams';
import type { Database } from '../database.ts';
import type { TenantPgTransaction } from '../transactions.ts';

/** Every piece of a file but the last has this many bytes, so an offset names its piece. */
export const PIECE_BYTES = 1024 * 1024;

/** The tables that keep files in pieces, each with the column that names the file. */
const OWNERS = { report_import_piece: 'import_id', evidence_piece: 'evidence_id' } as const;

/** Which file, and how long it is. */
export interface Pieces {
  readonly table: keyof typeof OWNERS;
  readonly id: string;
  readonly sizeBytes: number;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Signature, flags and extension length; then the row's field count and the field's length. */
const COPY_HEADER_BYTES = 19;
const FIELD_HEADER_BYTES = 6;

/** By binary COPY: pg would carry bytea as text, twice as long, in one string that the garbage collector has to move. */
async function readPiece(tx: TenantPgTransaction, { table, id }: Pieces, pieceNo: number): Promise<Buffer> {
  // COPY takes no parameters.
  if (!UUID.test(id) || !Number.isSafeInteger(pieceNo)) throw new TypeError('The id of a file must be a UUID.');
  const chunks: Buffer[] = [];
  const stream = tx.client.query(
    copyTo(
      `copy (select bytes from ${table} where organization_id = '${tx.organizationId}' and ${OWNERS[table]} = '${id}'
         and piece_no = ${pieceNo}) to stdout (format binary)`,
    ),
  );
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const copied = Buffer.concat(chunks);
  if (copied.readInt16BE(COPY_HEADER_BYTES) !== 1) throw new Error(`Piece ${pieceNo} of the stored file is missing.`);
  const start = COPY_HEADER_BYTES + FIELD_HEADER_BYTES;
  return copied.subarray(start, start + copied.readInt32BE(start - 4));
}

/** A stored file, read piece by piece; memory holds two pieces at most. */
export interface StoredFile {
  /** Bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Buffer>;
  stream(): AsyncIterable<Buffer>;
}

/** Opens a file that is kept in pieces; each piece is read in a short transaction of its own. */
export function openPieces(database: Database, organizationId: string, pieces: Pieces): StoredFile {
  const { sizeBytes } = pieces;
  const piece = (pieceNo: number): Promise<Buffer> =>
    database.withTenantPg(organizationId, (tx) => readPiece(tx, pieces, pieceNo));
  let kept: { pieceNo: number; bytes: Promise<Buffer> } | null = null;
  const keptPiece = (pieceNo: number): Promise<Buffer> => {
    if (kept?.pieceNo !== pieceNo) kept = { pieceNo, bytes: piece(pieceNo) };
    return kept.bytes;
  };
  return {
    size: sizeBytes,
    async read(offset, length) {
      const end = Math.min(offset + length, sizeBytes);
      const parts: Buffer[] = [];
      for (let at = offset; at < end; ) {
        const pieceNo = Math.floor(at / PIECE_BYTES);
        const start = at - pieceNo * PIECE_BYTES;
        const part = (await keptPiece(pieceNo)).subarray(start, start + end - at);
        parts.push(part);
        at += part.length;
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
    async *stream() {
      const count = Math.ceil(sizeBytes / PIECE_BYTES);
      // The next piece travels while this one is read.
      let next = piece(0);
      for (let pieceNo = 0; pieceNo < count; pieceNo += 1) {
        const bytes = await next;
        if (pieceNo + 1 < count) {
          next = piece(pieceNo + 1);
          next.catch(() => undefined);
        }
        yield bytes;
      }
    },
  };
}
