/**
 * Writes an ES-003 of many importers with a few entries each, to fill a board by the import page:
 * `node dev/write-es003.ts FILE [IMPORTERS]`. Invented names; check digits are right; the same every time.
 */
import { writeFileSync } from 'node:fs';
import { addDays, entryNumberCheckDigit, formatCents, type PlainDate, plainDate } from '@capeline/domain';
import { nameOf } from './fake-firm.ts';
import { Random } from './random.ts';

const HEADER =
  'Entry Summary Number,Entry Type Code,Importer Number,Importer Name,Port of Entry Code,Entry Date,Entry Summary Date,Initial Entry Summary Create Date,Reconciliation Indicator,Control Status,Post Summary Correction Indicator,Liquidation Date,Liquidation Status,Protest Number,Protest Status,Entry Summary Line Number,Review Team Number,Country of Origin Code,Country of Export Code,Manufacturer ID,Foreign Exporter ID,Line SPI Code,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount,Total Liquidated Duty Amount';
const FILERS = ['605', 'K80', 'SP7'];
const FIRST_ENTRY = plainDate('2025-02-10');
const FIRST_LIQUIDATION = plainDate('2026-05-29');

const usDate = (date: PlainDate): string => `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`;

/** The two rows of one entry: the IEEPA heading with the duty, then the goods. */
function rowsOf(importer: number, serial: number, random: Random): string[] {
  const head = `${FILERS[importer % FILERS.length]}${String(serial).padStart(7, '0')}`;
  const number = head + entryNumberCheckDigit(head);
  const entered = addDays(FIRST_ENTRY, random.between(0, 369));
  const open = random.chance(0.2);
  const liquidated = open ? '' : usDate(addDays(FIRST_LIQUIDATION, 7 * random.between(0, 24)));
  const importerNumber = `${10 + (importer % 89)}-${String(1_000_000 + importer * 7919).slice(-7)}00`;
  const flag = random.chance(0.08) ? 'Y' : 'N';
  const duty = 50_000 + random.between(0, 3_000_000);
  const start = `${number},01,${importerNumber},"${nameOf(importer)}",2704,${usDate(entered)},${usDate(addDays(entered, 10))},${usDate(entered)},${flag},Accepted,N,${liquidated},${open ? 'Unliquidated' : 'Liquidated'},,,001,7,CN,CN,CNACME123,,`;
  return [`${start},1,99030124,0.00,"${formatCents(duty)}",`, `${start},2,8471300100,"${formatCents(duty * 4)}",0.00,`];
}

const [file = 'es003-many.csv', importers = '1000'] = process.argv.slice(2);
const random = new Random(11);
const rows = [HEADER];
let serial = 1;
for (let importer = 0; importer < Number(importers); importer += 1) {
  const entries = 3 + random.between(0, 2);
  for (let entry = 0; entry < entries; entry += 1) rows.push(...rowsOf(importer, serial++, random));
}
writeFileSync(file, `${rows.join('\r\n')}\r\n`);
process.stdout.write(`${file}: ${importers} importers, ${serial - 1} entries\n`);
