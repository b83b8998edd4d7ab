import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { TableLimits, TableSource } from '../table.ts';
import { SAVE_AS_CSV_OR_XLSX, TabularError, type TabularErrorPlace } from '../tabular-error.ts';

const READ_BYTES = 256 * 1024;
const MOST_PARTS = 10_000;
/** Names, extra fields and comments of all parts, which stay in memory. */
const MOST_DIRECTORY_BYTES = 4 * 1024 * 1024;
/** As much of a part's name as a message shows. */
const LONGEST_NAME = 100;
/** What the ZIP reader says of a file without its last part. */
const NO_END = /end of central directory/i;
const RATIO_JUDGED_FROM_BYTES = 64 * 1024 * 1024;

/** The parts of an opened workbook. */
export interface ZipArchive {
  readonly isEmpty: boolean;
  has(name: string): boolean;
  /** The unzipped bytes of a part. Throws TabularError when it is not there or damaged. */
  open(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

export const damaged = (detail: string, place: TabularErrorPlace = {}): TabularError =>
  new TabularError('file.damaged', `The workbook cannot be read: ${detail}`, SAVE_AS_CSV_OR_XLSX, place);

class SourceReader extends yauzl.RandomAccessReader {
  /** Why the source itself could not be read: no fault of the file, so it must not be told as one. */
  failure: Error | null = null;
  readonly #source: TableSource;
  readonly #onBytes: (bytes: number) => void;

  constructor(source: TableSource, onBytes: (bytes: number) => void) {
    super();
    this.#source = source;
    this.#onBytes = onBytes;
  }

  async #bytes(offset: number, length: number): Promise<Buffer> {
    try {
      const bytes = await this.#source.read(offset, length);
      this.#onBytes(bytes.length);
      return bytes;
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw this.failure;
    }
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#read(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead: number) => void,
  ): void {
    this.#bytes(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        callback(null, bytes.length);
      },
      (error: Error) => callback(error, 0),
    );
  }

  async *#read(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += READ_BYTES) {
      yield await this.#bytes(at, Math.min(READ_BYTES, end - at));
    }
  }
}

function refuseBomb(unzipped: number, zipped: number, limits: TableLimits): void {
  const isHuge = unzipped > limits.unzippedBytes;
  const isDense = unzipped > RATIO_JUDGED_FROM_BYTES && unzipped > zipped * limits.unzippedRatio;
  if (!isHuge && !isDense) return;
  throw new TabularError(
    'file.unzipped_too_large',
    'The workbook unzips to far more than a report holds, so it is not read.',
    'Export the report again; for very large reports export CSV or split it by date.',
  );
}

async function listParts(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) throw damaged('it has too many parts.');
  const entries = new Map<string, Entry>();
  let directoryBytes = 0;
  for await (const entry of zip.eachEntry()) {
    directoryBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (directoryBytes > MOST_DIRECTORY_BYTES) throw damaged('its directory is too large.');
    // Which of two is meant, every program decides for itself.
    if (entries.has(entry.fileName)) throw damaged(`it has its part ${entry.fileName.slice(0, LONGEST_NAME)} twice.`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** Passes bytes on and holds them against the checksum of the part: a flipped bit is another amount. */
async function* checked(bytes: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const piece of bytes) {
    sum = crc32(piece, sum);
    yield piece;
  }
  if (sum !== entry.crc32)
    throw damaged(`the checksum of its part ${entry.fileName.slice(0, LONGEST_NAME)} does not fit.`);
}

/**
 * Opens a ZIP by its central directory. Throws TabularError when it is none, damaged, or unzips beyond the limits; what the
 * source throws is thrown on as it is.
 */
export async function openZip(
  source: TableSource,
  limits: TableLimits,
  onBytes: (bytes: number) => void,
): Promise<ZipArchive> {
  const reader = new SourceReader(source, onBytes);
  const told = (error: unknown): Error => {
    if (error instanceof TabularError) return error;
    if (error instanceof Error && reader.failure === null && NO_END.test(error.message))
      return damaged('it is cut off, its end is missing.');
    return reader.failure ?? damaged(error instanceof Error ? error.message.slice(0, LONGEST_NAME) : 'it is damaged.');
  };
  const refuse = (error: unknown): never => {
    throw told(error);
  };
  const zip = await yauzl.fromRandomAccessReaderPromise(reader, source.size, { autoClose: false }).catch(refuse);
  const entries = await listParts(zip).catch(refuse);
  let unzipped = 0;
  for (const { uncompressedSize } of entries.values()) unzipped += uncompressedSize;
  refuseBomb(unzipped, source.size, limits);

  async function* open(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (entry === undefined) throw damaged(`its part ${name} is missing.`);
    if (entry.isEncrypted()) throw damaged('it is protected by a password.');
    let stream: Readable | null = null;
    try {
      // yauzl stops with an error when a part unzips to more than its directory says.
      stream = await zip.openReadStreamPromise(entry);
      yield* checked(stream, entry);
    } catch (error) {
      throw told(error);
    } finally {
      stream?.destroy();
    }
  }

  return { isEmpty: entries.size === 0, has: (name) => entries.has(name), open, close: () => zip.close() };
}
