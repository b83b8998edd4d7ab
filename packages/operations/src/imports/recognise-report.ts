import { createHash } from 'node:crypto';
import type { FoundColumn, ReportMapping, ReportRecognition } from '@capeline/db';
import {
  cutText,
  type Es003Layout,
  findReportRunDate,
  headerSetOf,
  layoutOfMapping,
  maskImporterNumber,
  type PlainDate,
  parseImporterNumber,
  proposeMapping,
  recogniseEs003,
  shownValue,
  withoutControls,
} from '@capeline/domain';
import type { SheetRow, Table } from '@capeline/tabular';

/** The fingerprint of a layout: SHA-256 over its set of headers. */
export const fingerprintOf = (headers: readonly string[]): Buffer =>
  createHash('sha256').update(headerSetOf(headers)).digest();

/** A header row that can be read: by a mapping that a person of the firm made, or because its headers are known. */
export interface RecognisedLayout {
  readonly layout: Es003Layout;
  readonly mappingId: string | null;
}

/** Recognises header rows by the firm's mappings first, whose makers meant it so, then by the names of columns. */
export class LayoutRecogniser {
  readonly #mappings: ReadonlyMap<string, ReportMapping>;

  constructor(mappings: readonly ReportMapping[]) {
    this.#mappings = new Map(mappings.map((mapping) => [mapping.fingerprint.toString('hex'), mapping]));
  }

  recognise(headers: readonly string[]): RecognisedLayout | null {
    const mapping = this.#mappings.size === 0 ? undefined : this.#mappings.get(fingerprintOf(headers).toString('hex'));
    const mapped = mapping === undefined ? null : layoutOfMapping(headers, mapping.columns);
    if (mapping !== undefined && mapped !== null) return { layout: mapped, mappingId: mapping.id };
    const layout = recogniseEs003(headers);
    return layout.kind === 'es003' ? { layout, mappingId: null } : null;
  }
}

/** What is kept with the import about a file that was recognised. */
export function recognitionOf(
  table: Table,
  { layout, mappingId }: RecognisedLayout,
  file: { readonly fileName: string; readonly businessDate: PlainDate },
): ReportRecognition {
  const rowsAboveHeader = table.before.map(({ cells }) => cells);
  return {
    sheet: table.sheet === null ? null : shownValue(table.sheet),
    headerRow: table.header?.row ?? 1,
    missing: layout.missing,
    fingerprint: null,
    mappingId,
    runDate: findReportRunDate({ fileName: file.fileName, rowsAboveHeader }, file.businessDate),
  };
}

/** What is kept with the import about a file whose header is only supposed. */
export function recognitionOfUnknown(
  header: SheetRow,
  candidates: readonly SheetRow[],
  file: { readonly fileName: string; readonly businessDate: PlainDate },
): ReportRecognition {
  const { sheet, row: headerRow } = header;
  const above = candidates.filter((row) => row.sheet !== sheet || row.row < headerRow);
  const named = { fileName: file.fileName, rowsAboveHeader: above.map(({ cells }) => cells) };
  const runDate = findReportRunDate(named, file.businessDate);
  const fingerprint = fingerprintOf(header.cells).toString('hex');
  const shownSheet = sheet === null ? null : shownValue(sheet);
  return { sheet: shownSheet, headerRow, missing: [], fingerprint, mappingId: null, runDate };
}

const MOST_SAMPLES = 5;
const LONGEST_SAMPLE = 60;
/** As much of a header as makes its key. */
const LONGEST_HEADER = 300;
const MAYBE_SSN = /^\d{9}$/;

/** A sample is there to recognise a column by, not to show a person's number. */
function sampleOf(text: string): string {
  const { valid, masked } = parseImporterNumber(cutText(text, LONGEST_SAMPLE));
  if (valid && masked !== null) return masked;
  return MAYBE_SSN.test(text) ? maskImporterNumber(text) : cutText(shownValue(text), LONGEST_SAMPLE);
}

function samplesOf(rows: readonly SheetRow[], column: number): string[] {
  const samples = new Set<string>();
  for (const { cells } of rows) {
    const text = cells[column]?.trim() ?? '';
    if (text !== '') samples.add(text);
    if (samples.size === MOST_SAMPLES) break;
  }
  return [...samples];
}

/** The columns of a file that waits for a mapping, with up to five different values each and what we think they hold. */
export function describeColumns(header: SheetRow, candidates: readonly SheetRow[]): FoundColumn[] {
  const rows = candidates.filter(({ sheet, row }) => sheet === header.sheet && row > header.row);
  const columns = header.cells.map((text, column) => ({
    header: withoutControls(cutText(text, LONGEST_HEADER)).trim(),
    samples: samplesOf(rows, column),
  }));
  // Thought about before the values are cut and masked, for they speak for a fact as they are.
  const proposed = proposeMapping(columns);
  return columns.map((column, index) => ({
    header: column.header,
    samples: column.samples.map(sampleOf),
    proposed: proposed[index] ?? null,
  }));
}
