import { isAscii, isUtf8 } from 'node:buffer';
import { SAVE_AS_CSV_OR_XLSX, TabularError } from '../tabular-error.ts';
import { decodeWindows1252 } from './windows-1252.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const encodingError = (message: string, row: number | null = null) =>
  new TabularError('file.encoding', message, 'Save the file as "CSV UTF-8 (comma delimited)" and load it again.', {
    row,
  });

/** In UTF-16 every second byte of plain text is zero; which one tells the byte order. */
const ZEROS_OF_UTF16 = 0.3;

/**
 * The encoding of a text by its first bytes: a byte order mark, or the zero bytes of UTF-16 without one. Anything else begins
 * as UTF-8; `TextReader` falls back to Windows-1252 by itself. Throws `file.kind` for what is no text.
 */
export function detectEncoding(head: Buffer): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (!head.includes(0)) return 'utf-8';
  const zeros = [0, 0] as [number, number];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  if (odd > head.length * ZEROS_OF_UTF16 && even === 0) return 'utf-16le';
  if (even > head.length * ZEROS_OF_UTF16 && odd === 0) return 'utf-16be';
  throw new TabularError('file.kind', 'The file is not text: it holds NUL bytes.', SAVE_AS_CSV_OR_XLSX);
}

/** Bytes at the end that begin a UTF-8 character without completing it. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/** Whether the bytes, which are not all UTF-8, hold a character that only UTF-8 writes so. */
const holdsUtf8 = (bytes: Buffer): boolean => /[\u0080-\uFFFC\uFFFE\uFFFF]/.test(bytes.toString('utf8'));

const LINE_FEED = 10;

/** Lines before the first that is not fine: where in a piece the fault is, to a row of cells without line ends in them. */
function linesBefore(bytes: Buffer, isFine: (line: Buffer) => boolean): number {
  let lines = 0;
  for (let start = 0; ; lines += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1 || !isFine(bytes.subarray(start, end))) return lines;
    start = end + 1;
  }
}

/**
 * Decodes text piece by piece, strictly. What begins as ASCII and goes on with bytes that UTF-8 does not know is Windows-1252
 * (or Latin-1); a mixture of both is refused, because some of it would be read wrongly. Takes off the byte order mark and makes
 * every line end a line feed or CR LF.
 */
export class TextReader {
  #encoding: TextEncoding;
  readonly #utf16: TextDecoder | null;
  #unfinished: Buffer = Buffer.alloc(0);
  #sawUtf8 = false;
  #isFirst = true;
  #heldReturn = false;

  constructor(encoding: TextEncoding) {
    this.#encoding = encoding;
    this.#utf16 = encoding.startsWith('utf-16') ? new TextDecoder(encoding, { fatal: true, ignoreBOM: true }) : null;
  }

  /** Null is the end of the file; `row` is the row that is being read, for messages. */
  decode(bytes: Buffer | null, row: number): string {
    let text = this.#utf16 === null ? this.#decodeBytes(bytes, row) : this.#decodeUtf16(this.#utf16, bytes, row);
    if (this.#isFirst && text !== '') {
      this.#isFirst = false;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    if (text.includes('\0')) {
      const near = row + linesBefore(Buffer.from(text), (line) => !line.includes(0));
      throw encodingError(`The file holds NUL bytes; the first stands near row ${near}.`, near);
    }
    if (this.#heldReturn) text = `\r${text}`;
    this.#heldReturn = bytes !== null && text.endsWith('\r');
    if (this.#heldReturn) text = text.slice(0, -1);
    // A lone carriage return ends a line too (old Macintosh exports, and mixtures of both).
    return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  }

  #decodeUtf16(decoder: TextDecoder, bytes: Buffer | null, row: number): string {
    try {
      return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw encodingError(`The text is not UTF-16 throughout; the first wrong character stands after row ${row}.`, row);
    }
  }

  #decodeBytes(bytes: Buffer | null, row: number): string {
    const all = bytes === null ? this.#unfinished : Buffer.concat([this.#unfinished, bytes]);
    const isUnfinishedAllowed = bytes !== null && this.#encoding === 'utf-8';
    const end = all.length - (isUnfinishedAllowed ? unfinishedBytes(all) : 0);
    this.#unfinished = all.subarray(end);
    const whole = all.subarray(0, end);
    if (isAscii(whole)) return whole.toString('latin1');
    if (this.#encoding === 'utf-8' && isUtf8(whole)) {
      this.#sawUtf8 = true;
      return whole.toString('utf8');
    }
    const isMixed = this.#sawUtf8 || holdsUtf8(whole);
    const text = isMixed ? null : decodeWindows1252(whole);
    if (text === null) throw this.#notThroughout(whole, row, isMixed);
    this.#encoding = 'windows-1252';
    return text;
  }

  #notThroughout(bytes: Buffer, row: number, isMixed: boolean): TabularError {
    const isFine = (line: Buffer): boolean => {
      if (!isMixed) return decodeWindows1252(line) !== null;
      return this.#encoding === 'utf-8' ? isUtf8(line) : !holdsUtf8(line);
    };
    const near = row + linesBefore(bytes, isFine);
    const message = `The text is neither UTF-8 nor Windows-1252 throughout; the first wrong character stands near row ${near}.`;
    return encodingError(message, near);
  }
}
