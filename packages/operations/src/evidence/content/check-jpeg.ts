import { checkDimensions } from './dimensions.ts';
import { type ContentFault, damaged, type FileSource } from './file-source.ts';

const TAIL_BYTES = 4096;
const MOST_SEGMENTS = 2_000;
const START_OF_SCAN = 0xda;
/** Start-of-frame markers carry the dimensions; three of their range mean other things. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const cut = (): ContentFault =>
  damaged('This JPEG picture is cut off or damaged.', 'Save it again, or take it again, and send that.');

/** Whether the file ends with the marker for it, and at most padding behind. */
async function endsRightly(source: FileSource): Promise<boolean> {
  const from = Math.max(0, source.size - TAIL_BYTES);
  const tail = await source.read(from, source.size - from);
  let end = tail.length;
  while (end > 0 && tail[end - 1] === 0) end -= 1;
  return end >= 2 && tail[end - 2] === 0xff && tail[end - 1] === 0xd9;
}

/** A JPEG from its first byte to its last: segments up to the picture itself, one of them with bounded dimensions, and its end. */
export async function checkJpeg(source: FileSource): Promise<ContentFault | null> {
  let at = 2;
  let hasFrame = false;
  for (let count = 0; count < MOST_SEGMENTS; count += 1) {
    const head = await source.read(at, 9);
    if (head.length < 9 || head[0] !== 0xff) return cut();
    const marker = head[1] ?? 0;
    // Any marker may have more of its first byte before it.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      const fault = checkDimensions(head.readUInt16BE(7), head.readUInt16BE(5));
      if (fault !== null) return fault;
      hasFrame = true;
    }
    if (marker === START_OF_SCAN) break;
    at += 2 + head.readUInt16BE(2);
  }
  if (!hasFrame) return cut();
  if (await endsRightly(source)) return null;
  return damaged(
    'This JPEG picture is cut off, or something stands behind its end.',
    'Open it, save it again as JPEG or PNG, and send that.',
  );
}
