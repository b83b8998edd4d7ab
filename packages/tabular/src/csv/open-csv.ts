import { findHeader } from '../find-header.ts';
import type { OpenTableOptions, Table, TableLimits, TableRow, TableSource } from '../table.ts';
import { type TextEncoding, TextReader } from './decode-text.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { RecordSplitter } from './split-records.ts';

const SMALL_HEAD = 65_536;
/** Small batches die young: rows of a whole megabyte at a time would survive into the old generation and triple the memory. */
const BATCH_BYTES = 65_536;

async function* inSmallPieces(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += BATCH_BYTES) yield piece.subarray(at, at + BATCH_BYTES);
  }
}

async function* readRecords(
  source: TableSource,
  encoding: TextEncoding,
  splitterFor: (head: string) => RecordSplitter,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly TableRow[]> {
  const reader = new TextReader(encoding);
  let splitter: RecordSplitter | null = null;
  let head = '';
  for await (const bytes of inSmallPieces(source.stream())) {
    onBytes(bytes.length);
    let text = reader.decode(bytes, splitter?.row ?? 1);
    if (splitter === null) {
      head += text;
      if (head.length < SMALL_HEAD) continue;
      splitter = splitterFor(head);
      text = head;
    }
    const rows = splitter.push(text);
    if (rows.length > 0) yield rows;
  }
  const lastText = reader.decode(null, splitter?.row ?? 1);
  const last = splitter ?? splitterFor(head + lastText);
  const rows = [...last.push(splitter === null ? head + lastText : lastText), ...last.end()];
  if (rows.length > 0) yield rows;
}

/** Opens text, separated by commas, semicolons or tabs, as a table; memory stays near the size of one piece of the source. */
export async function openCsv(
  source: TableSource,
  encoding: TextEncoding,
  options: OpenTableOptions,
  limits: TableLimits,
): Promise<Table> {
  let bytesRead = 0;
  const splitterFor = (head: string) =>
    new RecordSplitter(detectDelimiter(head.slice(0, SMALL_HEAD), limits, options.acceptHeader), limits);
  const records = readRecords(source, encoding, splitterFor, (bytes) => {
    bytesRead += bytes;
  });
  const found = await findHeader(records, null, limits.headerWithinRows, options.acceptHeader);
  return {
    format: 'csv',
    sheet: null,
    otherSheets: [],
    countsDaysFrom1904: false,
    header: found.header,
    before: found.before,
    candidates: found.candidates,
    bytesRead: () => Math.min(bytesRead, source.size),
    batches: () => found.rest,
    close: async () => {
      await found.rest.return(undefined);
      await records.return(undefined);
    },
  };
}
