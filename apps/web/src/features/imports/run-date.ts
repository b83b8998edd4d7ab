import { findReportRunDate, parsePlainDate, type ReportRunDate } from '@capeline/domain';

/** Room for a title and a list of parameters. */
const HEAD_BYTES = 8192;
const ROWS_ABOVE_HEADER = 30;
const UTF16_MARK = 0xff;

/** Proposes the day on which a report was run: from what stands above the header of a text file, else from its name. */
export async function proposeRunDate(file: File, today: string): Promise<ReportRunDate | null> {
  const businessDate = parsePlainDate(today);
  if (businessDate === null) return null;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const isWorkbook = head[0] === 0x50 && head[1] === 0x4b;
  const text = isWorkbook ? '' : new TextDecoder(head[0] === UTF16_MARK ? 'utf-16le' : 'utf-8').decode(head);
  const rowsAboveHeader = text
    .split(/\r\n?|\n/)
    .slice(0, ROWS_ABOVE_HEADER)
    .map((line) => line.split(/[,;\t]/));
  return findReportRunDate({ fileName: file.name, rowsAboveHeader }, businessDate);
}
