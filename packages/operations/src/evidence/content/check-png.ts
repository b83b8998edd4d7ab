import { checkDimensions } from './dimensions.ts';
import { type ContentFault, damaged, type FileSource } from './file-source.ts';

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const CHUNK_HEAD_BYTES = 8;
const CHUNK_FRAME_BYTES = 12;
const IHDR_BYTES = 13;
/** A picture of 20 MB in the smallest chunks that programs write has fewer. */
const MOST_CHUNKS = 10_000;

const cut = (): ContentFault =>
  damaged('This PNG picture is cut off or damaged.', 'Save it again, or take the screenshot again, and send that.');

/** A PNG from its first byte to its last: header with bounded dimensions, chunks one behind the other, and nothing behind IEND. */
export async function checkPng(source: FileSource): Promise<ContentFault | null> {
  const start = await source.read(0, PNG_SIGNATURE.length + CHUNK_HEAD_BYTES + IHDR_BYTES);
  const header = start.subarray(PNG_SIGNATURE.length);
  if (header.length < CHUNK_HEAD_BYTES + IHDR_BYTES) return cut();
  if (header.readUInt32BE(0) !== IHDR_BYTES || header.toString('latin1', 4, 8) !== 'IHDR') return cut();
  const fault = checkDimensions(header.readUInt32BE(8), header.readUInt32BE(12));
  if (fault !== null) return fault;
  let at = PNG_SIGNATURE.length;
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    const head = await source.read(at, CHUNK_HEAD_BYTES);
    if (head.length < CHUNK_HEAD_BYTES) return cut();
    at += CHUNK_FRAME_BYTES + head.readUInt32BE(0);
    if (head.toString('latin1', 4, 8) !== 'IEND') continue;
    if (at === source.size) return null;
    return damaged('Something stands behind the end of this PNG picture.', 'Open it, save it again, and send that.');
  }
  return cut();
}
