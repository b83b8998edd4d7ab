import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, findReportImport, listEntryDeadlines, type ReportImport } from '@capeline/db';
import { entryNumberCheckDigit, plainDate } from '@capeline/domain';
import { type ReadReportOptions, type ReadReportOutcome, readReport } from '../read-report.ts';
import { receiveReport } from '../receive-report.ts';

export const NOW = new Date('2026-11-23T14:00:00Z');
export const TODAY = plainDate('2026-11-23');
export const OPTIONS: ReadReportOptions = { now: () => NOW, businessDate: TODAY };

const SAMPLES = new URL('../../../../domain/samples/', import.meta.url);

export const sample = (name: string): Promise<Buffer> => readFile(new URL(name, SAMPLES));

/** Uploads bytes as the api does: through a spooled file and its hash. */
export async function upload(
  database: Database,
  organizationId: string,
  bytes: Buffer | string,
  options: { fileName?: string; asOf?: string; autoCommit?: boolean } = {},
): Promise<{ import: ReportImport; created: boolean }> {
  const content = Buffer.from(bytes as string);
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const path = join(folder, randomUUID());
  try {
    await writeFile(path, content);
    const sha256 = createHash('sha256').update(content).digest();
    const { fileName = 'report.csv', asOf = '2026-11-20', autoCommit = true } = options;
    const actor = { kind: 'system', id: null } as const;
    const file = { path, size: content.length, sha256 };
    const input = { organizationId, fileName, kind: 'es003', asOf, autoCommit, createdBy: null, actor, file };
    return await receiveReport(database, input, NOW);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Uploads and reads to the end. */
export async function importReport(
  database: Database,
  organizationId: string,
  bytes: Buffer | string,
  options: { fileName?: string; asOf?: string; autoCommit?: boolean } = {},
): Promise<ReadReportOutcome & { importId: string }> {
  const received = await upload(database, organizationId, bytes, options);
  const importId = received.import.id;
  return { ...(await readReport(database, { organizationId, importId }, OPTIONS)), importId };
}

export const findImport = (database: Database, organizationId: string, importId: string) =>
  database.withTenantPg(organizationId, (tx) => findReportImport(tx, importId));

/** All rows of a table of the firm. */
export function rowsOf<Row extends object>(
  database: Database,
  organizationId: string,
  table: string,
  orderBy: string,
): Promise<Row[]> {
  return database.withTenantPg(organizationId, (tx) =>
    tx.query<Row>(`select * from ${table} where organization_id = $1 order by ${orderBy}`, [organizationId]),
  );
}

export interface StoredEntry {
  entry_number: string;
  importer_number: string;
  client_id: string;
  entry_type: string | null;
  entry_date: string | null;
  port_code: string | null;
  liquidation_status: string;
  liquidated_on: string | null;
  reliquidated_on: string | null;
  scheduled_on: string | null;
  provisional_on: string | null;
  proposed_status: string | null;
  proposed_on: string | null;
  proposed_import_id: string | null;
  reconciliation_flagged: boolean | null;
  protest_number: string | null;
  ieepa_duty_cents: number | null;
  line_count: number;
  needs_data: string | null;
  as_of: string;
  gone_since: string | null;
}

export const entriesOf = (database: Database, organizationId: string) =>
  rowsOf<StoredEntry>(database, organizationId, 'entry', 'entry_number');

export async function entryOf(database: Database, organizationId: string, entryNumber: string): Promise<StoredEntry> {
  const found = (await entriesOf(database, organizationId)).find((entry) => entry.entry_number === entryNumber);
  if (found === undefined) throw new Error(`no entry ${entryNumber}`);
  return found;
}

export interface StoredIssue {
  row_no: number | null;
  column_name: string | null;
  code: string;
  severity: string;
  entry_number: string | null;
}

/** Issues of the firm without the advice about columns. */
export async function issuesOf(database: Database, organizationId: string): Promise<StoredIssue[]> {
  const issues = await rowsOf<StoredIssue>(database, organizationId, 'report_import_issue', 'import_id, issue_no');
  return issues.filter(({ code }) => code !== 'layout.column_missing');
}

export interface StoredDeadline {
  id: string;
  client_id: string;
  kind: string;
  liquidated_on: string;
  status: string;
  entry_count: number;
  ieepa_duty_cents: number;
  superseded_by: string | null;
}

export const deadlinesOf = (database: Database, organizationId: string) =>
  rowsOf<StoredDeadline>(database, organizationId, 'deadline', 'liquidated_on, kind, client_id');

export const joinedDeadlines = (database: Database, organizationId: string, entryNumbers: readonly string[]) =>
  database.withTenantPg(organizationId, (tx) => listEntryDeadlines(tx, entryNumbers));

/** A made-up entry number of the test firm, check digit right. */
export function entryNumber(serial: number): string {
  const ten = `606${String(serial).padStart(7, '0')}`;
  return ten + entryNumberCheckDigit(ten);
}

const COLUMNS = {
  entry: 'Entry Summary Number',
  type: 'Entry Type Code',
  importer: 'Importer Number',
  name: 'Importer Name',
  port: 'Port of Entry Code',
  entryDate: 'Entry Date',
  recon: 'Reconciliation Indicator',
  date: 'Liquidation Date',
  status: 'Liquidation Status',
  protest: 'Protest Number',
  line: 'Entry Summary Line Number',
  ordinal: 'Tariff Ordinal Number',
  hts: 'HTS Number - Full',
  value: 'Line Tariff Goods Value Amount',
  duty: 'Line Tariff Duty Amount',
} as const;

export type Cell = keyof typeof COLUMNS;
export type ReportRow = Partial<Record<Cell, string>>;

const ORDINARY: Record<Cell, string> = {
  entry: entryNumber(1),
  type: '01',
  importer: '12-345678900',
  name: 'Sable & Finch Apparel',
  port: '2704',
  entryDate: '03/27/2025',
  recon: 'N',
  date: '02/06/2026',
  status: 'Liquidated',
  protest: '',
  line: '001',
  ordinal: '1',
  hts: '99030124',
  value: '$0.00',
  duty: '$100.00',
};

/** A report as CSV: every row is an ordinary liquidated IEEPA row but for what is given. */
export function reportOf(rows: readonly ReportRow[], without: readonly Cell[] = []): string {
  const cells = (Object.keys(COLUMNS) as Cell[]).filter((cell) => !without.includes(cell));
  const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => cells.map((cell) => quote(row[cell] ?? ORDINARY[cell])).join(','));
  return `${[cells.map((cell) => COLUMNS[cell]).join(','), ...lines].join('\r\n')}\r\n`;
}
