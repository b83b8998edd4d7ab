import type { LiquidationStatus } from '@capeline/domain';
import type { TenantPgTransaction } from '../transactions.ts';
import { CopyBuffer, copyText } from './copy-text.ts';
import { createStandingTables } from './standing-entries.ts';

/** Rows of one entry that stand together in the report, added up. An entry whose rows stand apart has several. */
export interface StagedFragment {
  /** First row of the file. */
  readonly rowNo: number;
  readonly entryNumber: string;
  readonly filerCode: string;
  /** Null when no row of the fragment names it readably. */
  readonly importerNumber: string | null;
  readonly importerName: string | null;
  readonly entryType: string | null;
  readonly entryDate: string | null;
  readonly entrySummaryDate: string | null;
  readonly portCode: string | null;
  readonly controlStatus: string | null;
  readonly reconciliationFlagged: boolean | null;
  readonly protestNumber: string | null;
  readonly protestStatus: string | null;
  readonly liquidationStatus: LiquidationStatus;
  readonly liquidatedOn: string | null;
  readonly scheduledOn: string | null;
  readonly provisionalOn: string | null;
  readonly ieepaDutyCents: number;
  readonly ieepaRowCount: number;
  readonly rowCount: number;
  /** Sums modulo 2^32 of two hashes of every row: the same in whatever order the rows come. */
  readonly hashA: number;
  readonly hashB: number;
  /** The same of everything that we read of the rows; null when one of them had an issue, which every import tells again. */
  readonly rowsA: number | null;
  readonly rowsB: number | null;
  /** Code of the issue that keeps the entry from being relied on, or null. */
  readonly problem: string | null;
}

export interface StagedLine {
  readonly entryNumber: string;
  readonly rowNo: number;
  readonly lineNumber: number | null;
  readonly ordinal: number | null;
  readonly hts: string;
  readonly countryOfOrigin: string | null;
  readonly goodsValueCents: number | null;
  readonly dutyCents: number;
  readonly isIeepa: boolean;
}

const FRAGMENT_COLUMNS = `row_no int, entry_number text, filer_code text, importer_number text, importer_name text, entry_type text,
  entry_date date, entry_summary_date date, port_code text, control_status text, reconciliation_flagged boolean,
  protest_number text, protest_status text, liquidation_status text, liquidated_on date, scheduled_on date,
  provisional_on date, ieepa_duty_cents bigint, ieepa_row_count int, row_count int, hash_a bigint, hash_b bigint, rows_a bigint,
  rows_b bigint, problem text`;

/**
 * Makes the temporary tables that hold a report while it is read; they vanish with the transaction. `arriving_line` holds one batch
 * on its way to the entry's lines, `staged_line` the lines of which only the merge can say whether they are wanted.
 */
export async function createStagingTables(tx: TenantPgTransaction): Promise<void> {
  // Compiling expressions costs more than it saves on statements that run once.
  await tx.client.query(`set local jit = off; set local work_mem = '64MB';
    create temporary table staged_fragment (${FRAGMENT_COLUMNS}) on commit drop;
    create temporary table staged_line (entry_number text, row_no int, line_number text, ordinal int, hts text,
      country_of_origin text, goods_value_cents bigint, duty_cents bigint, is_ieepa boolean) on commit drop;
    create temporary table arriving_line (like staged_line) on commit drop`);
  await createStandingTables(tx);
}

/** Whether the firm knows any entry: if not, every line of a report is wanted. */
export async function knowsEntries(tx: TenantPgTransaction): Promise<boolean> {
  const [known] = await tx.query<{ any: boolean }>(
    'select exists (select from entry where organization_id = $1) as "any"',
    [tx.organizationId],
  );
  return known?.any === true;
}

const NULL = '\\N';
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in COPY's text format. */
function field(value: string | null): string {
  if (value === null) return NULL;
  if (!NEEDS_ESCAPE.test(value)) return value;
  return value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

const flag = (value: boolean | null): string => (value === null ? NULL : value ? 't' : 'f');
const number = (value: number | null): string | number => (value === null ? NULL : value);

function fragmentText(one: StagedFragment): string {
  return `${one.rowNo}\t${one.entryNumber}\t${one.filerCode}\t${field(one.importerNumber)}\t${field(one.importerName)}\t${field(one.entryType)}\t${one.entryDate ?? NULL}\t${one.entrySummaryDate ?? NULL}\t${field(one.portCode)}\t${field(one.controlStatus)}\t${flag(one.reconciliationFlagged)}\t${field(one.protestNumber)}\t${field(one.protestStatus)}\t${one.liquidationStatus}\t${one.liquidatedOn ?? NULL}\t${one.scheduledOn ?? NULL}\t${one.provisionalOn ?? NULL}\t${one.ieepaDutyCents}\t${one.ieepaRowCount}\t${one.rowCount}\t${one.hashA}\t${one.hashB}\t${number(one.rowsA)}\t${number(one.rowsB)}\t${one.problem ?? NULL}\n`;
}

function lineText(one: StagedLine): string {
  return `${one.entryNumber}\t${one.rowNo}\t${number(one.lineNumber)}\t${number(one.ordinal)}\t${one.hts}\t${field(one.countryOfOrigin)}\t${number(one.goodsValueCents)}\t${one.dutyCents}\t${flag(one.isIeepa)}\n`;
}

const WRITE_LINES = `
  insert into entry_line (organization_id, entry_number, import_id, row_no, line_number, ordinal, hts, country_of_origin,
    goods_value_cents, duty_cents, is_ieepa)
  select $1, l.entry_number, $2, l.row_no, l.line_number, l.ordinal, l.hts, l.country_of_origin, l.goods_value_cents,
    l.duty_cents, l.is_ieepa
  from arriving_line l`;

/**
 * Fills the staging tables by COPY while the file is still being read: one batch travels while the next is gathered. With
 * `writesLines`, for a firm that knows no entries, lines go where they will stand as long as the report is in the order of its
 * entries; `mergeEntries` takes back those that turn out unwanted.
 */
export class StagingWriter {
  readonly #tx: TenantPgTransaction;
  readonly #importId: string;
  readonly #writesLines: boolean;
  readonly #fragments = new CopyBuffer();
  readonly #lines = new CopyBuffer();
  #flight: Promise<void> = Promise.resolve();
  #lastEntry = '';
  #isInOrder = true;
  #hasWrittenLines = false;

  constructor(tx: TenantPgTransaction, target: { readonly importId: string; readonly writesLines: boolean }) {
    this.#tx = tx;
    this.#importId = target.importId;
    this.#writesLines = target.writesLines;
  }

  /** Whether the entries came in ascending order so far, each in one fragment. */
  get isInOrder(): boolean {
    return this.#isInOrder;
  }

  /** Whether some lines stand among the entries' lines already. */
  get hasWrittenLines(): boolean {
    return this.#hasWrittenLines;
  }

  addFragment(fragment: StagedFragment): void {
    if (fragment.entryNumber <= this.#lastEntry) this.#isInOrder = false;
    this.#lastEntry = fragment.entryNumber;
    this.#fragments.add(fragmentText(fragment));
  }

  addLine(line: StagedLine): void {
    this.#lines.add(lineText(line));
  }

  /** Call after every batch of rows; waits only while the batch before is still on its way. */
  async flushIfFull(): Promise<void> {
    if (this.#lines.isFull || this.#fragments.isFull) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#flight;
    const fragments = this.#fragments.take();
    const lines = this.#lines.take();
    const writes = this.#writesLines && this.#isInOrder;
    this.#flight = this.#sendLines(lines, writes).then(() => copyText(this.#tx, 'staged_fragment', fragments));
    // The error is thrown by the next await of #flight; until then it must not count as unhandled.
    this.#flight.catch(() => undefined);
  }

  async #sendLines(lines: Buffer, writes: boolean): Promise<void> {
    if (lines.length === 0) return;
    if (!writes) return copyText(this.#tx, 'staged_line', lines);
    this.#hasWrittenLines = true;
    // COPY cannot write under row-level security.
    await copyText(this.#tx, 'arriving_line', lines);
    await this.#tx.query(WRITE_LINES, [this.#tx.organizationId, this.#importId]);
    await this.#tx.client.query('truncate arriving_line');
  }

  /** Waits until the batch on its way has arrived, also when it failed: the connection is free afterwards. */
  async settle(): Promise<void> {
    await this.#flight.catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.#flush();
    await this.#flight;
  }
}
