import { open } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A part of a ZIP archive, its text in pieces; the pieces may be made while they are asked for. */
export interface ZipPart {
  readonly name: string;
  readonly text: Iterable<string>;
}

interface WrittenPart {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly zipped: number;
  readonly unzipped: number;
}

const VERSION = 20;
const DEFLATED = 8;
const LOCAL_BYTES = 30;
/** 1 January 1980, as a ZIP writes it. */
const DAY = 0x21;

/** What local header and directory share: version, flags, method, time, day, checksum, both sizes and the lengths of name and extra. */
function fieldsOf(part: Pick<WrittenPart, 'name' | 'crc' | 'zipped' | 'unzipped'>): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DAY, 8);
  fields.writeUInt32LE(part.crc, 10);
  fields.writeUInt32LE(part.zipped, 14);
  fields.writeUInt32LE(part.unzipped, 18);
  fields.writeUInt16LE(part.name.length, 22);
  return fields;
}

function directoryEntry(part: WrittenPart): Buffer {
  const head = Buffer.from([0x50, 0x4b, 0x01, 0x02, VERSION, 0]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(part.offset, 10);
  return Buffer.concat([head, fieldsOf(part), tail, part.name]);
}

function endOf(parts: readonly WrittenPart[], offset: number, length: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** Writes a ZIP archive of parts below 4 GiB, one after the other, without holding any of them in memory. */
export async function writeZip(path: string, parts: Iterable<ZipPart>): Promise<void> {
  const file = await open(path, 'w');
  const written: WrittenPart[] = [];
  let at = 0;
  try {
    for (const { name: partName, text } of parts) {
      const name = Buffer.from(partName);
      const offset = at;
      at += LOCAL_BYTES + name.length;
      let crc = 0;
      let unzipped = 0;
      const zip = createDeflateRaw();
      const pieces = text[Symbol.iterator]();
      const feed = (): void => {
        for (let next = pieces.next(); next.done !== true; next = pieces.next()) {
          const bytes = Buffer.from(next.value);
          crc = crc32(bytes, crc);
          unzipped += bytes.length;
          if (!zip.write(bytes)) return;
        }
        zip.end();
      };
      zip.on('drain', feed);
      feed();
      const start = at;
      for await (const bytes of zip as AsyncIterable<Buffer>) {
        await file.write(bytes, 0, bytes.length, at);
        at += bytes.length;
      }
      const part = { name, offset, crc, zipped: at - start, unzipped };
      const header = Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), fieldsOf(part), name]);
      await file.write(header, 0, header.length, offset);
      written.push(part);
    }
    const directory = Buffer.concat(written.map(directoryEntry));
    await file.write(directory, 0, directory.length, at);
    await file.write(endOf(written, at, directory.length), 0, 22, at + directory.length);
  } finally {
    await file.close();
  }
}
