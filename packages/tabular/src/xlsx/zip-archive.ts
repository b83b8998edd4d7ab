import { Readable } from 'node:stream';
import yauzl, { type Entry } from 'yauzl';
import type { TableLimits, TableSource } from '../table.ts';
import { SAVE_AS_CSV_OR_XLSX, TabularError } from '../tabular-error.ts';

const READ_BYTES = 256 * 1024;
const MOST_PARTS = 10_000;
const RATIO_JUDGED_FROM_BYTES = 64 * 1024 * 1024;

/** The parts of an opened workbook. */
export interface ZipArchive {
  has(name: string): boolean;
  /** The unzipped bytes of a part. Throws TabularError when it is not there or damaged. */
  open(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

export const damaged = (detail: string): TabularError =>
  new TabularError('file.damaged', `The workbook cannot be read: ${detail}`, SAVE_AS_CSV_OR_XLSX);

class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: TableSource;
  readonly #onBytes: (bytes: number) => void;

  constructor(source: TableSource, onBytes: (bytes: number) => void) {
    super();
    this.#source = source;
    this.#onBytes = onBytes;
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
    this.#source.read(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        this.#onBytes(bytes.length);
        callback(null, bytes.length);
      },
      (error: Error) => callback(error, 0),
    );
  }

  async *#read(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += READ_BYTES) {
      const bytes = await this.#source.read(at, Math.min(READ_BYTES, end - at));
      this.#onBytes(bytes.length);
      yield bytes;
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

/** Opens a ZIP by its central directory. Throws TabularError when it is none, or unzips beyond the limits. */
export async function openZip(
  source: TableSource,
  limits: TableLimits,
  onBytes: (bytes: number) => void,
): Promise<ZipArchive> {
  const reader = new SourceReader(source, onBytes);
  const entries = new Map<string, Entry>();
  const zip = await yauzl
    .fromRandomAccessReaderPromise(reader, source.size, { autoClose: false })
    .catch((error: Error) => {
      throw damaged(error.message);
    });
  if (zip.entryCount > MOST_PARTS) throw damaged('it has too many parts.');
  let unzipped = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName, entry);
      unzipped += entry.uncompressedSize;
    }
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : 'its directory is damaged.');
  }
  refuseBomb(unzipped, source.size, limits);

  async function* open(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (entry === undefined) throw damaged(`its part ${name} is missing.`);
    if (entry.isEncrypted()) throw damaged('it is protected by a password.');
    let stream: Readable | null = null;
    try {
      // yauzl stops with an error when a part unzips to more than its directory says.
      stream = await zip.openReadStreamPromise(entry);
      for await (const bytes of stream) yield bytes as Buffer;
    } catch (error) {
      if (error instanceof TabularError) throw error;
      throw damaged(error instanceof Error ? error.message : `its part ${name} is damaged.`);
    } finally {
      stream?.destroy();
    }
  }

  return { has: (name) => entries.has(name), open, close: () => zip.close() };
}
