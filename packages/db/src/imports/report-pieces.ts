import type { Database } from '../database.ts';
import { openPieces, type StoredFile } from '../files/stored-pieces.ts';
import type { TenantTransaction } from '../transactions.ts';

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

/** Opens the file of an import; each piece is read in a short transaction of its own. */
export function openReportFile(
  database: Database,
  organizationId: string,
  importId: string,
  sizeBytes: number,
): StoredFile {
  return openPieces(database, organizationId, { table: 'report_import_piece', id: importId, sizeBytes });
}
