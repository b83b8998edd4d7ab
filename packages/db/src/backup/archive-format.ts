/**
 * The archive: gzip over frames of one byte for the kind, four for the length and the payload. A header, then for each table its
 * description and its rows as PostgreSQL's COPY writes them (text), then the manifest, last because only then all is counted.
 */
import { BackupError } from './backup-error.ts';

export const FORMAT = 'capeline-backup';
export const FORMAT_VERSION = 1;

export const FRAME = { header: 1, table: 2, rows: 3, manifest: 4 } as const;
export type FrameKind = (typeof FRAME)[keyof typeof FRAME];
export const FRAME_HEAD_BYTES = 5;
/** No writer makes larger frames; a length beyond it is damage, and must not become an allocation. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** What the archive begins with: enough to refuse it before anything else is read. */
export interface ArchiveHeader {
  readonly format: typeof FORMAT;
  readonly version: typeof FORMAT_VERSION;
  /** Instant of the snapshot, ISO 8601 UTC. */
  readonly createdAt: string;
  /** The schema: every migration that was applied, in order. */
  readonly migrations: readonly string[];
}

export interface ArchiveTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** What a table must amount to. */
export interface TableProof {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 of the table's rows as they stand in the archive, in hexadecimal. */
  readonly sha256: string;
}

export interface SequenceState {
  readonly sequence: string;
  /** A decimal number; beyond what a JSON number holds exactly it would not be one. */
  readonly lastValue: string;
  readonly isCalled: boolean;
}

/** What the archive ends with. Without it the archive is not complete. */
export interface ArchiveManifest {
  readonly tables: readonly TableProof[];
  readonly sequences: readonly SequenceState[];
}

/** One frame as bytes. */
export function encodeFrame(kind: FrameKind, payload: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

export function encodeJsonFrame(kind: FrameKind, value: ArchiveHeader | ArchiveTable | ArchiveManifest): Buffer {
  return encodeFrame(kind, Buffer.from(JSON.stringify(value)));
}

function parseObject(payload: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new BackupError('The backup is damaged: one of its descriptions cannot be read. Use another copy.');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isName = (value: unknown): value is string => isText(value) && /^[a-z_][a-z0-9_]*$/.test(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads the first frame. Throws `BackupError` for a file that is no backup of ours or of a later format. */
export function parseHeader(payload: Buffer): ArchiveHeader {
  const { format, version, createdAt, migrations } = parseObject(payload);
  if (format !== FORMAT) throw new BackupError('This file is no backup made by "capeline backup".');
  if (version !== FORMAT_VERSION)
    throw new BackupError('This backup was made by a newer version of Capeline. Restore it with that version.');
  if (!isText(createdAt) || !Array.isArray(migrations) || !migrations.every(isText))
    throw new BackupError('The backup is damaged: its header cannot be read. Use another copy.');
  return { format, version, createdAt, migrations };
}

/** Reads a table's description; names become part of SQL, so only plain ones pass. */
export function parseTable(payload: Buffer): ArchiveTable {
  const { table, columns } = parseObject(payload);
  if (!isName(table) || !Array.isArray(columns) || !columns.every(isName))
    throw new BackupError('The backup is damaged: the description of a table cannot be read. Use another copy.');
  return { table, columns };
}

function isProof(value: unknown): value is TableProof {
  return isObject(value) && isName(value.table) && Number.isSafeInteger(value.rows) && isText(value.sha256);
}

function isSequence(value: unknown): value is SequenceState {
  return (
    isObject(value) &&
    isName(value.sequence) &&
    isText(value.lastValue) &&
    /^\d{1,19}$/.test(value.lastValue) &&
    typeof value.isCalled === 'boolean'
  );
}

export function parseManifest(payload: Buffer): ArchiveManifest {
  const { tables, sequences } = parseObject(payload);
  if (!Array.isArray(tables) || !tables.every(isProof) || !Array.isArray(sequences) || !sequences.every(isSequence))
    throw new BackupError('The backup is damaged: its manifest cannot be read. Use another copy.');
  return { tables, sequences };
}
