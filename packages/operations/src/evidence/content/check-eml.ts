import { findHeaderEnd, MOST_HEADER_BYTES, readHeaders } from '../message/headers.ts';
import { type ContentFault, damaged, type FileSource, refused } from './file-source.ts';

const PIECE_BYTES = 256 * 1024;
const FIRST_LINE = /^[!-9;-~]{1,80}:[ \t\r\n]/u;

/** Whether bytes begin with a header line of a message, such as `Received:`. */
export function looksLikeMessage(head: Buffer): boolean {
  return FIRST_LINE.test(head.toString('latin1'));
}

/** Control characters besides tab and the ends of lines and pages: none is in a message that was sent. */
const isText = (byte: number): boolean => byte >= 0x20 || [0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte);

async function isTextOnly(source: FileSource): Promise<boolean> {
  for (let at = 0; at < source.size; at += PIECE_BYTES) {
    const piece = await source.read(at, PIECE_BYTES);
    if (!piece.every(isText)) return false;
  }
  return true;
}

const SAVE_AGAIN = 'Save the message again from the mail program as .eml, and send that.';

/** A message (RFC 5322): text throughout, header lines with sender and date, then an empty line. Null when it is one. */
export async function checkEml(source: FileSource): Promise<ContentFault | null> {
  const head = await source.read(0, MOST_HEADER_BYTES);
  const end = findHeaderEnd(head);
  if (end === null) return damaged('The header of this message does not end.', SAVE_AGAIN);
  const headers = readHeaders(head.subarray(0, end));
  if (headers === null || !headers.has('from') || !headers.has('date'))
    return refused('This text is no message: it lacks header lines with sender and date.', SAVE_AGAIN);
  return (await isTextOnly(source)) ? null : damaged('This message holds bytes that no message has.', SAVE_AGAIN);
}
