import { type ContentFault, damaged, type FileSource } from './file-source.ts';

const TAIL_BYTES = 2048;
const HEADER = /^%PDF-(?:1\.[0-7]|2\.0)[\r\n \t%]/u;
/** Where the table of objects begins, then the end; behind it nothing but padding. */
const TRAILER = /startxref\s+(\d{1,10})\s+%%EOF[\s\0]*$/u;

/** A PDF from its first byte to its last: header with a version, and a trailer that points into the file. Null when it is one. */
export async function checkPdf(source: FileSource): Promise<ContentFault | null> {
  const head = await source.read(0, 16);
  if (!HEADER.test(head.toString('latin1')))
    return damaged('This PDF begins with no version that is known.', 'Print it to a new PDF and send that.');
  const from = Math.max(0, source.size - TAIL_BYTES);
  const tail = (await source.read(from, source.size - from)).toString('latin1');
  const offset = TRAILER.exec(tail)?.[1];
  if (offset === undefined)
    return damaged(
      'This PDF has no end, or something stands behind its end: it is cut off, or more than a PDF.',
      'Download it again, or print it to a new PDF and send that.',
    );
  if (Number(offset) < source.size) return null;
  return damaged('The end of this PDF points beyond the file: it is cut off.', 'Download it again and send that.');
}
