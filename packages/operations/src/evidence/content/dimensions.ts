import { type ContentFault, damaged, refused } from './file-source.ts';

const LONGEST_SIDE = 20_000;
const MOST_PIXELS = 100_000_000;

/** Bounds a picture, so that no small file unpacks to gigabytes in a browser. Null within the bounds. */
export function checkDimensions(width: number, height: number): ContentFault | null {
  if (width === 0 || height === 0) return damaged('This picture has no size.', 'Save it again and send that.');
  if (width <= LONGEST_SIDE && height <= LONGEST_SIDE && width * height <= MOST_PIXELS) return null;
  return refused(
    `This picture of ${width} by ${height} pixels is larger than any screen or scan.`,
    `Make it smaller: at most ${LONGEST_SIDE} pixels a side and 100 million in all.`,
  );
}
