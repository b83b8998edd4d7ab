import type { FileSource } from '../content/file-source.ts';
import { decodeWords, textOfHtml } from './decode-text.ts';
import { findHeaderEnd, readHeaders } from './headers.ts';
import { listParts, type MessagePart, textOf } from './parts.ts';

/** So much of a message is read: its text stands in the beginning, what follows are attachments. */
const READ_BYTES = 4 * 1024 * 1024;
const MOST_CHARACTERS = 100_000;
const LONGEST_LINE = 1_000;

/** What a person wants to see of a message: who wrote what to whom, and when. */
export interface ReadMessage {
  readonly from: string | null;
  readonly to: string | null;
  readonly cc: string | null;
  /** As the sender's program wrote it. */
  readonly date: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly attachments: readonly string[];
  /** Not all of it is shown. */
  readonly isCut: boolean;
}

/** Shown and stored: no control characters and no marks that turn letters around. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '').toWellFormed();
}

function wordsOf(parts: readonly MessagePart[]): string {
  const readable = parts.filter(({ isAttachment }) => !isAttachment);
  const own = readable.find(({ mediaType }) => mediaType === 'text/plain');
  if (own !== undefined) return textOf(own);
  const page = readable.find(({ mediaType }) => mediaType === 'text/html');
  return page === undefined ? '' : textOfHtml(textOf(page));
}

/**
 * Reads sender, recipients, date, subject and text of a message (RFC 5322, MIME), bounded in bytes, depth, parts and characters. Never
 * throws for what a message holds: what cannot be read is missing.
 */
export async function readMessage(source: FileSource): Promise<ReadMessage> {
  const bytes = await source.read(0, Math.min(READ_BYTES, source.size));
  const end = findHeaderEnd(bytes) ?? bytes.length;
  const headers = readHeaders(bytes.subarray(0, end)) ?? new Map<string, string>();
  const body = bytes
    .subarray(end)
    .toString('latin1')
    .replace(/^\r?\n/u, '');
  const parts = listParts(headers, body);
  const text = plain(wordsOf(parts).replaceAll('\r\n', '\n'));
  const line = (name: string): string | null => {
    const value = headers.get(name);
    return value === undefined ? null : plain(decodeWords(value)).slice(0, LONGEST_LINE).toWellFormed();
  };
  return {
    from: line('from'),
    to: line('to'),
    cc: line('cc'),
    date: line('date'),
    subject: line('subject'),
    text: text.slice(0, MOST_CHARACTERS).toWellFormed(),
    attachments: parts
      .filter(({ isAttachment }) => isAttachment)
      .map(({ fileName }) => plain(fileName ?? 'without a name')),
    isCut: source.size > READ_BYTES || text.length > MOST_CHARACTERS,
  };
}
