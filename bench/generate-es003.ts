/**
 * Writes a seeded ES-003 in the broker's layout: rows of one entry stand together unless `shuffled`, amounts are quoted as ACE
 * writes them. The same options give the same bytes. Usage: node bench/generate-es003.ts FILE [ENTRIES] [SEED] [--shuffled]; a FILE
 * that ends in .xlsx becomes a workbook.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import {
  addDays,
  entryNumberCheckDigit,
  formatCents,
  type PlainDate,
  plainDate,
} from '../packages/domain/src/index.ts';
import { writeWorkbook } from './support/write-workbook.ts';

export interface Es003Options {
  readonly entries: number;
  readonly seed: number;
  /** Default: one for a thousand entries, as on the board of a thousand clients and a million entries; at least ten. */
  readonly clients?: number;
  readonly shuffled?: boolean;
}

export const ES003_HEADER =
  'Entry Summary Number,Entry Type Code,Importer Number,Importer Name,Port of Entry Code,Entry Date,Entry Summary Date,Initial Entry Summary Create Date,Reconciliation Indicator,Control Status,Post Summary Correction Indicator,Liquidation Date,Liquidation Status,Protest Number,Protest Status,Entry Summary Line Number,Review Team Number,Country of Origin Code,Country of Export Code,Manufacturer ID,Foreign Exporter ID,Line SPI Code,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount,Total Liquidated Duty Amount';

const ENTRY_TYPES = ['01', '01', '01', '01', '01', '01', '03', '06', '08', '11', '23', '31'];
const COUNTRIES = ['CN', 'VN', 'MX', 'IN', 'BR', 'DE'];
const PORTS = ['2704', '1001', '0401', '5301', '3901'];
const FIRST_ENTRY = plainDate('2025-02-04');
const FIRST_LIQUIDATION = plainDate('2025-12-19');

/** A small fast generator (mulberry32): numbers from 0 to below 1, the same for the same seed on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const usDate = (date: PlainDate): string => `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`;
const money = (cents: number): string => (cents < 100_000 ? formatCents(cents) : `"${formatCents(cents)}"`);
const importerOf = (client: number): string => `${10 + (client % 89)}-${String(1_000_000 + client * 7919).slice(-7)}00`;

function liquidationOf(index: number, random: () => number): { date: string; status: string } {
  if (index % 5 === 4) return { date: '', status: 'Unliquidated' };
  return { date: usDate(addDays(FIRST_LIQUIDATION, 7 * Math.floor(random() * 49))), status: 'Liquidated' };
}

/** The rows of one entry; row counts go 1, 2, 3, 4 so that 100,000 entries have 250,000 rows. */
function rowsOfEntry(index: number, clients: number, random: () => number): string[] {
  const serial = `606${String(index).padStart(7, '0')}`;
  const entryNumber = serial + entryNumberCheckDigit(serial);
  const client = Math.floor(random() * clients);
  const entryDate = addDays(FIRST_ENTRY, Math.floor(random() * 380));
  const { date, status } = liquidationOf(index, random);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const origin = pick(COUNTRIES);
  const head = `${entryNumber},${pick(ENTRY_TYPES)},${importerOf(client)},"Importer ${client}, Inc.",${pick(PORTS)},${usDate(entryDate)},${usDate(addDays(entryDate, 10))},${usDate(entryDate)},${index % 11 === 0 ? 'Y' : 'N'},Accepted,N,${date},${status},,`;
  const rows: string[] = [];
  const count = 1 + (index % 4);
  for (let row = 0; row < count; row += 1) {
    const isLast = row === count - 1;
    const hts = isLast
      ? `8${String(Math.floor(random() * 1e9)).padStart(9, '0')}`
      : row === 0
        ? '99030124'
        : '99030133';
    const value = isLast ? Math.floor(random() * 9_000_000) : 0;
    const duty = Math.floor(random() * 900_000);
    rows.push(
      `${head},${String(1 + (row >> 1)).padStart(3, '0')},7,${origin},${origin},${origin}ACME123,,,${1 + (row & 1)},${hts},${money(value)},${money(duty)},`,
    );
  }
  return rows;
}

/** All rows of the report, without the header, in pieces; shuffled, they come in one piece in seeded random order. */
function* es003Rows(options: Es003Options): Generator<string[]> {
  const random = seeded(options.seed);
  const clients = options.clients ?? Math.max(10, Math.round(options.entries / 1000));
  const all: string[] = [];
  for (let index = 0; index < options.entries; index += 1) {
    const rows = rowsOfEntry(index, clients, random);
    if (options.shuffled) all.push(...rows);
    else yield rows;
  }
  const order = seeded(options.seed + 1);
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(order() * (index + 1));
    const kept = all[index] ?? '';
    all[index] = all[other] ?? '';
    all[other] = kept;
  }
  if (all.length > 0) yield all;
}

/** The cells of a row that this file wrote: quotation marks stand around whole cells and never inside. */
const cellsOf = (row: string): string[] =>
  Array.from(row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, plain]) => quoted ?? plain ?? '');

async function writeXlsx(path: string, options: Es003Options): Promise<number> {
  let rowCount = 0;
  function* sheet(): Generator<string[]> {
    yield ES003_HEADER.split(',');
    for (const rows of es003Rows(options)) {
      rowCount += rows.length;
      yield* rows.map(cellsOf);
    }
  }
  await writeWorkbook(path, sheet());
  return rowCount;
}

async function writeCsv(path: string, options: Es003Options): Promise<number> {
  const file = createWriteStream(path);
  let rowCount = 0;
  let pending = `${ES003_HEADER}\r\n`;
  for (const rows of es003Rows(options)) {
    rowCount += rows.length;
    pending += `${rows.join('\r\n')}\r\n`;
    if (pending.length < 262_144) continue;
    if (!file.write(pending)) await once(file, 'drain');
    pending = '';
  }
  file.end(pending);
  await finished(file);
  return rowCount;
}

/** Writes the report, as a workbook when the path ends in .xlsx and else as CSV; returns its number of data rows. */
export function writeEs003(path: string, options: Es003Options): Promise<number> {
  return path.endsWith('.xlsx') ? writeXlsx(path, options) : writeCsv(path, options);
}

if (import.meta.main) {
  const [path = 'es003.csv', entries = '100000', seed = '1'] = process.argv
    .slice(2)
    .filter((word) => !word.startsWith('--'));
  const shuffled = process.argv.includes('--shuffled');
  const rows = await writeEs003(path, { entries: Number(entries), seed: Number(seed), shuffled });
  process.stdout.write(`${path}: ${entries} entries, ${rows} rows\n`);
}
