import { detectEncoding } from './csv/decode-text.ts';
import { openCsv } from './csv/open-csv.ts';
import { DEFAULT_LIMITS, type OpenTableOptions, type Table, type TableSource } from './table.ts';
import { SAVE_AS_CSV_OR_XLSX, TabularError } from './tabular-error.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

const HEAD_BYTES = 4096;

/** First bytes of files that are no table, and what they are. Content decides, never the file's name. */
const OTHER_KINDS: readonly (readonly [string, string])[] = [
  ['d0cf11e0a1b11ae1', 'an old Excel workbook (.xls) or a password-protected one'],
  ['25504446', 'a PDF'],
  ['1f8b', 'a compressed file (gzip)'],
  ['377abcaf', 'a compressed file (7-Zip)'],
  ['52617221', 'a compressed file (RAR)'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['47494638', 'a picture'],
];

function refuseOtherKinds(head: Buffer): void {
  const hex = head.subarray(0, 8).toString('hex');
  const found = OTHER_KINDS.find(([magic]) => hex.startsWith(magic));
  if (found)
    throw new TabularError(
      'file.kind',
      `The file is ${found[1]}, not a CSV file or an .xlsx workbook.`,
      SAVE_AS_CSV_OR_XLSX,
    );
  const text = head.toString('latin1').trimStart().slice(0, 200).toLowerCase();
  if (/^(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|table)/.test(text)) {
    throw new TabularError(
      'file.kind',
      'The file is a web page or XML, not a CSV file or an .xlsx workbook.',
      SAVE_AS_CSV_OR_XLSX,
    );
  }
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
