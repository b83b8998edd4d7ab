import { detectEncoding } from './csv/decode-text.ts';
import { openCsv } from './csv/open-csv.ts';
import { DEFAULT_LIMITS, type OpenTableOptions, type Table, type TableSource } from './table.ts';
import { OPEN_AND_SAVE, otherKind, SAVE_AS_CSV_OR_XLSX, TabularError, UNPACK } from './tabular-error.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

const HEAD_BYTES = 4096;

/** First bytes of files that are no table, and what they are. Content decides, never the file's name. */
const OTHER_KINDS: readonly (readonly [string, string, string])[] = [
  ['d0cf11e0a1b11ae1', 'an old Excel workbook (.xls) or a password-protected one', OPEN_AND_SAVE],
  ['25504446', 'a PDF', SAVE_AS_CSV_OR_XLSX],
  ['1f8b', 'a compressed file (gzip)', UNPACK],
  ['377abcaf', 'a compressed file (7-Zip)', UNPACK],
  ['52617221', 'a compressed file (RAR)', UNPACK],
  ['89504e47', 'a picture', SAVE_AS_CSV_OR_XLSX],
  ['ffd8ff', 'a picture', SAVE_AS_CSV_OR_XLSX],
  ['47494638', 'a picture', SAVE_AS_CSV_OR_XLSX],
];
/** Web pages that are named .xls begin in many ways; no header of a report begins with a tag. */
const WEB_PAGE = /^<(?:!doctype|!--|\?xml|html|head|meta|style|body|div|table)/;

function refuseOtherKinds(head: Buffer): void {
  const hex = head.subarray(0, 8).toString('hex');
  const found = OTHER_KINDS.find(([magic]) => hex.startsWith(magic));
  if (found) throw otherKind(found[1], found[2]);
  // Latin-1 shows a byte order mark of UTF-8 as three letters, UTF-16 has a zero beside every letter.
  const text = head
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)|\0/g, '')
    .trimStart()
    .slice(0, 200);
  if (WEB_PAGE.test(text.toLowerCase())) throw otherKind('a web page or XML', OPEN_AND_SAVE);
}

/**
 * Opens a CSV, a TSV or an .xlsx workbook, whatever its name says, and finds the header row that the caller accepts.
 * Throws TabularError with code, place and cure when the file is empty, of another kind, in a broken encoding or beyond a limit.
 */
export async function openTable(source: TableSource, options: OpenTableOptions): Promise<Table> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size));
  const isBlank = source.size <= HEAD_BYTES && head.toString('utf8').replace('\uFEFF', '').trim() === '';
  if (head.length === 0 || isBlank) {
    throw new TabularError('file.empty', 'The file is empty.', 'Export the report again and load that file.');
  }
  const signature = head.subarray(0, 4).toString('hex');
  if (signature === '504b0304' || signature === '504b0506') return openXlsx(source, options, limits);
  refuseOtherKinds(head);
  return openCsv(source, detectEncoding(head), options, limits);
}
