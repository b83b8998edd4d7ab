import type { Database } from '../database.ts';
import type { TenantTransaction } from '../transactions.ts';

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

async function readPiece(tx: TenantTransaction, importId: string, pieceNo: number): Promise<Buffer> {
  const [row] = await tx.query<{ bytes: Buffer }>(
    'select bytes from report_import_piece where organization_id = $1 and import_id = $2 and piece_no = $3',
    [tx.organizationId, importId, pieceNo],
    { name: 'read_report_piece' },
  );
  if (row === undefined) throw new Error(`Piece ${pieceNo} of the uploaded file is missing.`);
  return row.bytes;
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
    database.withTenantRead(organizationId, (tx) => readPiece(tx, importId, pieceNo));
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
