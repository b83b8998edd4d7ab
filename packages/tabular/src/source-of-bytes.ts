import type { TableSource } from './table.ts';

/** A source over bytes in memory, handed out in pieces of `pieceBytes`: for small files and for tests. */
export function sourceOfBytes(bytes: Buffer, pieceBytes = 65_536): TableSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    async *stream() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
}
