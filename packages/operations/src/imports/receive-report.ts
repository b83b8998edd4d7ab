import { randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import {
  type AuditActor,
  type Database,
  enqueue,
  findLivingImport,
  insertReportImport,
  insertReportPiece,
  PIECE_BYTES,
  type ReportImport,
  type TenantTransaction,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/** An upload that was spooled to a file while it was hashed. */
export interface ReceivedReport {
  readonly organizationId: string;
  readonly fileName: string;
  readonly kind: string;
  /** The report's date; facts of newer reports are not overwritten by it. */
  readonly asOf: string;
  readonly autoCommit: boolean;
  readonly createdBy: string | null;
  readonly actor: AuditActor;
  readonly file: { readonly path: string; readonly size: number; readonly sha256: Buffer };
}

const LONGEST_FILE_NAME = 255;

async function storePieces(tx: TenantTransaction, importId: string, file: FileHandle, size: number): Promise<void> {
  // One buffer for all of them: a new megabyte for each would have the garbage collector run all the while.
  const piece = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, size));
  for (let offset = 0, pieceNo = 0; offset < size; offset += PIECE_BYTES, pieceNo += 1) {
    const bytes = piece.subarray(0, size - offset);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    if (bytesRead !== bytes.length) throw new Error('The spooled upload is shorter than it was.');
    await insertReportPiece(tx, importId, pieceNo, bytes);
  }
}

async function findSame(tx: TenantTransaction, sha256: Buffer): Promise<ReportImport> {
  const living = await findLivingImport(tx, sha256);
  if (living === null) throw new Error('The import with the same bytes has just ended; send the file again.');
  return living;
}

/**
 * Keeps an uploaded report as it came and asks the worker to read it, in one transaction. The same bytes as a living import
 * (neither failed nor undone) are that import: `created` is false and nothing is written, also when both arrive at once.
 */
export async function receiveReport(
  database: Database,
  input: ReceivedReport,
  now: Date,
): Promise<{ readonly import: ReportImport; readonly created: boolean }> {
  const { organizationId, file, actor } = input;
  const handle = await open(file.path, 'r');
  try {
    return await database.withTenantPg(organizationId, async (tx) => {
      const fileName = input.fileName.slice(0, LONGEST_FILE_NAME);
      const { kind, asOf, autoCommit, createdBy } = input;
      const { size: sizeBytes, sha256 } = file;
      const row = { id: randomUUID(), kind, fileName, sizeBytes, sha256, asOf, autoCommit, createdBy, createdAt: now };
      const received = await insertReportImport(tx, row);
      if (received === null) return { import: await findSame(tx, sha256), created: false };
      await storePieces(tx, received.id, handle, sizeBytes);
      await enqueue(tx, 'read-report', { organizationId, importId: received.id });
      await appendAudit(tx, {
        at: now,
        actor,
        action: 'import.received',
        subject: { kind: 'import', id: received.id },
        details: { fileName, sizeBytes, sha256: sha256.toString('hex'), kind, asOf, autoCommit },
      });
      return { import: received, created: true };
    });
  } finally {
    await handle.close();
  }
}
