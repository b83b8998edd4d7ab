import { SAVE_AS_CSV_OR_XLSX, TabularError } from '../tabular-error.ts';

const encodingError = (message: string, row: number | null = null) =>
  new TabularError('file.encoding', message, 'Save the file as "CSV UTF-8 (comma delimited)" and load it again.', {
    row,
  });

/** Refuses UTF-16 and NUL bytes by the first bytes of a file, in words. */
export function refuseOtherEncodings(head: Buffer): void {
  const first = head.readUInt16BE(0);
  if (first === 0xfffe || first === 0xfeff) throw encodingError('The file is written in UTF-16 ("Unicode text").');
  if (!head.includes(0)) return;
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (zeros * 3 > head.length) throw encodingError('The file is written in UTF-16 ("Unicode text").');
  throw new TabularError('file.kind', 'The file is not text: it holds NUL bytes.', SAVE_AS_CSV_OR_XLSX);
}

/** Decodes UTF-8 strictly, takes off the byte order mark and makes every line end a line feed or CR LF. */
export class TextReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #heldReturn = false;

  decode(bytes: Buffer | null, row: number): string {
    let text: string;
    try {
      text = bytes === null ? this.#decoder.decode() : this.#decoder.decode(bytes, { stream: true });
    } catch {
      throw encodingError(`The text is not UTF-8; the first wrong character stands after row ${row}.`, row);
    }
    if (text.includes('\0')) {
      throw encodingError(`The file holds NUL bytes; the first stands after row ${row}.`, row);
    }
    if (this.#heldReturn) text = `\r${text}`;
    this.#heldReturn = bytes !== null && text.endsWith('\r');
    if (this.#heldReturn) text = text.slice(0, -1);
    // A lone carriage return ends a line too (old Macintosh exports, and mixtures of both).
    return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  }
}

/** The delimiter of a text by its first lines, quotation marks respected; refuses semicolons in words. */
export function detectDelimiter(head: string): ',' | '\t' {
  const counts = { ',': 0, '\t': 0, ';': 0 };
  let isQuoted = false;
  for (const character of head.slice(0, 65_536)) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ',' || character === '\t' || character === ';')) counts[character] += 1;
  }
  if (counts[';'] > counts[','] && counts[';'] > counts['\t']) {
    throw encodingError('The cells are separated by semicolons; commas or tabs are expected.');
  }
  return counts['\t'] > counts[','] ? '\t' : ',';
}
