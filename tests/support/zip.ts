import { crc32, deflateRawSync } from 'node:zlib';

/** One part of a ZIP, and what its directory says of it when that is a lie. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer | string;
  /** Not packed: a flipped bit is then a flipped bit of the content. */
  readonly isStored?: boolean;
  readonly lies?: {
    readonly crc32?: number;
    readonly unzippedBytes?: number;
    readonly flags?: number;
    readonly method?: number;
  };
}

const STORED = 0;
const DEFLATED = 8;

/** The fields that a part's own header and its entry in the directory share. */
function fieldsOf({ name, bytes, isStored = false, lies = {} }: ZipPart): { fields: Buffer; packed: Buffer } {
  const raw = Buffer.from(bytes as string);
  const packed = isStored ? raw : deflateRawSync(raw);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(lies.flags ?? 0, 2);
  fields.writeUInt16LE(lies.method ?? (isStored ? STORED : DEFLATED), 4);
  fields.writeUInt32LE(lies.crc32 ?? crc32(raw), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(lies.unzippedBytes ?? raw.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return { fields, packed };
}

/** A ZIP written by hand, so that it can also be wrong. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { fields, packed } = fieldsOf(part);
    const name = Buffer.from(part.name);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
