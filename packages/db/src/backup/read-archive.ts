import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  type ArchiveHeader,
  type ArchiveManifest,
  type ArchiveTable,
  FRAME,
  FRAME_HEAD_BYTES,
  MAX_FRAME_BYTES,
  parseHeader,
  parseManifest,
  parseTable,
} from './archive-format.ts';
import { BackupError } from './backup-error.ts';

interface Frame {
  readonly kind: number;
  readonly payload: Buffer;
}

/** What a reader of an archive is told, in the archive's order; a handler that waits holds the reading up. */
export interface ArchiveReader {
  header?(header: ArchiveHeader): Promise<void> | void;
  table?(table: ArchiveTable): Promise<void> | void;
  rows?(bytes: Buffer): Promise<void> | void;
  /** After the last rows of a table, with their SHA-256. */
  tableEnd?(table: ArchiveTable, sha256: string): Promise<void> | void;
}

const DAMAGED = 'The backup is damaged or not complete: it ends before its manifest. Use another copy.';

async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  pipeline(source, gunzip, () => undefined); // a fault of either ends the loop below with it
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') throw new BackupError(DAMAGED, { cause: error });
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** Cuts the stream into frames, holding one of them at a time. */
async function* framesOf(file: string): AsyncGenerator<Frame> {
  let pending: Buffer[] = [];
  let size = 0;
  let needed = FRAME_HEAD_BYTES;
  for await (const chunk of unzipped(file)) {
    pending.push(chunk);
    size += chunk.length;
    if (size < needed) continue;
    let bytes = Buffer.concat(pending);
    while (bytes.length >= FRAME_HEAD_BYTES) {
      const length = bytes.readUInt32BE(1);
      if (length > MAX_FRAME_BYTES) throw new BackupError(DAMAGED);
      needed = FRAME_HEAD_BYTES + length;
      if (bytes.length < needed) break;
      yield { kind: bytes.readUInt8(0), payload: bytes.subarray(FRAME_HEAD_BYTES, needed) };
      bytes = bytes.subarray(needed);
      needed = FRAME_HEAD_BYTES;
    }
    pending = [bytes];
    size = bytes.length;
  }
  if (size > 0) throw new BackupError(DAMAGED);
}

/** Compares what was read with what the manifest promises, and names the first table that differs. */
function assertProven(manifest: ArchiveManifest, seen: ReadonlyMap<string, string>): void {
  for (const { table, sha256 } of manifest.tables)
    if (seen.get(table) !== sha256)
      throw new BackupError(
        `The backup is damaged: the rows of ${table} are not those that were saved. Use another copy.`,
      );
  if (seen.size !== manifest.tables.length)
    throw new BackupError('The backup is damaged: it holds a table that its manifest does not name. Use another copy.');
}

/**
 * Reads an archive from its first byte to its last in bounded memory and answers with its manifest, against which every table was
 * checked. Throws `BackupError` for anything that is not exactly what `backUpDatabase` wrote.
 */
export async function readArchive(
  file: string,
  reader: ArchiveReader,
): Promise<{ readonly header: ArchiveHeader; readonly manifest: ArchiveManifest }> {
  let header: ArchiveHeader | null = null;
  let manifest: ArchiveManifest | null = null;
  let open: { readonly table: ArchiveTable; readonly hash: Hash } | null = null;
  const seen = new Map<string, string>();
  const endTable = async (): Promise<void> => {
    if (open === null) return;
    const sha256 = open.hash.digest('hex');
    seen.set(open.table.table, sha256);
    await reader.tableEnd?.(open.table, sha256);
    open = null;
  };
  for await (const { kind, payload } of framesOf(file)) {
    if (header === null) {
      if (kind !== FRAME.header) throw new BackupError('This file is no backup made by "capeline backup".');
      header = parseHeader(payload);
      await reader.header?.(header);
    } else if (manifest !== null) throw new BackupError(DAMAGED);
    else if (kind === FRAME.table) {
      await endTable();
      open = { table: parseTable(payload), hash: createHash('sha256') };
      await reader.table?.(open.table);
    } else if (kind === FRAME.rows && open !== null) {
      open.hash.update(payload);
      await reader.rows?.(payload);
    } else if (kind === FRAME.manifest) {
      await endTable();
      manifest = parseManifest(payload);
    } else throw new BackupError(DAMAGED);
  }
  if (header === null || manifest === null) throw new BackupError(DAMAGED);
  assertProven(manifest, seen);
  return { header, manifest };
}
