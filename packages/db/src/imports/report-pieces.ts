import { to as copyTo } from 'pg-copy-streams';
import type { Database } from '../database.ts';
import type { TenantPgTransaction, TenantTransaction } from '../transactions.ts';

/** Every piece of a file but the last has this many bytes, so an offset names its piece. */
export const PIECE_BYTES = 1024 * 1024;

/** Adds one piece of an uploaded file; pieces count from 0. */
export async function insertReportPiece(
  tx: TenantTransaction,
  importId: string,
  pieceNo: number,
  bytes: Buffer,
): Promise<void> {
  await tx.query(
    'insert into report_import_piece (organization_id, import_id, piece_no, bytes) values ($1, $2, $3, $4)',
    [tx.organizationId, importId, pieceNo, bytes],
    { name: 'insert_report_piece' },
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Signature, flags and extension length; then the row's field count and the field's length. */
const COPY_HEADER_BYTES = 19;
const FIELD_HEADER_BYTES = 6;

/** By binary COPY: pg would carry bytea as text, twice as long, in one string that the garbage collector has to move. */
async function readPiece(tx: TenantPgTransaction, importId: string, pieceNo: number): Promise<Buffer> {
  // COPY takes no parameters.
  if (!UUID.test(importId) || !Number.isSafeInteger(pieceNo)) throw new TypeError('An import id must be a UUID.');
  const chunks: Buffer[] = [];
  const stream = tx.client.query(
    copyTo(
      `copy (select bytes from report_import_piece where organization_id = '${tx.organizationId}' and import_id = '${importId}'
         and piece_no = ${pieceNo}) to stdout (format binary)`,
    ),
  );
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const copied = Buffer.concat(chunks);
  if (copied.readInt16BE(COPY_HEADER_BYTES) !== 1) throw new Error(`Piece ${pieceNo} of the uploaded file is missing.`);
  const start = COPY_HEADER_BYTES + FIELD_HEADER_BYTES;
  return copied.subarray(start, start + copied.readInt32BE(start - 4));
}

/** A stored file, read piece by piece; memory holds two pieces at most. */
export interface ReportFile {
  /** Bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Buffer>;
  stream(): AsyncIterable<Buffer>;
}

/** Opens the file of an import; each piece is read in a short transaction of its own. */
export function openReportFile(
  database: Database,
  organizationId: string,
  importId: string,
  sizeBytes: number,
): ReportFile {
  const piece = (pieceNo: number): Promise<Buffer> =>
    database.withTenantPg(organizationId, (tx) => readPiece(tx, importId, pieceNo));
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
      const pieces = Math.ceil(sizeBytes / PIECE_BYTES);
      // The next piece travels while this one is read.
      let next = piece(0);
      for (let pieceNo = 0; pieceNo < pieces; pieceNo += 1) {
        const bytes = await next;
        if (pieceNo + 1 < pieces) {
          next = piece(pieceNo + 1);
          next.catch(() => undefined);
        }
        yield bytes;
      }
    },
  };
}
