import { daysBetween, plainDate } from '../../packages/domain/src/index.ts';
import { writeZip, type ZipPart } from './write-zip.ts';

const PIECE_CHARACTERS = 262_144;
const US_DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const AMOUNT = /^\$\d{1,3}(?:,\d{3})*\.\d{2}$/;
/** Excel's day 0. */
const DAY_0 = plainDate('1899-12-30');
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const FORMAT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The texts of the workbook, each once, in the order of their first use. */
class SharedStrings {
  readonly #places = new Map<string, number>();

  placeOf(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#places.size);
    return this.#places.size - 1;
  }

  *xml(): Generator<string> {
    yield `${DECLARATION}<sst xmlns="${MAIN}" uniqueCount="${this.#places.size}">`;
    for (const text of this.#places.keys())
      yield `<si><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></si>`;
    yield '</sst>';
  }
}

const columnLetter = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : `A${String.fromCharCode(39 + index)}`;

/** A cell as ACE writes it: dates and amounts are numbers, everything else is text. */
function cellXml(text: string, place: string, strings: SharedStrings): string {
  if (text === '') return '';
  const date = US_DATE.exec(text);
  if (date !== null) {
    const day = daysBetween(DAY_0, plainDate(`${date[3]}-${date[1]}-${date[2]}`));
    return `<c r="${place}" s="1"><v>${day}</v></c>`;
  }
  if (AMOUNT.test(text)) return `<c r="${place}"><v>${Number(text.replaceAll(/[$,]/g, ''))}</v></c>`;
  return `<c r="${place}" t="s"><v>${strings.placeOf(text)}</v></c>`;
}

function* sheetXml(rows: Iterable<readonly string[]>, strings: SharedStrings): Generator<string> {
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>`;
  let row = 0;
  for (const cells of rows) {
    row += 1;
    const inside = cells.map((text, index) => cellXml(text, `${columnLetter(index)}${row}`, strings)).join('');
    yield `<row r="${row}" spans="1:${cells.length}">${inside}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function* inPieces(texts: Iterable<string>): Generator<string> {
  let pending = '';
  for (const text of texts) {
    pending += text;
    if (pending.length < PIECE_CHARACTERS) continue;
    yield pending;
    pending = '';
  }
  yield pending;
}

const PARAMETERS = [['FOR OFFICIAL USE ONLY'], ['Report Parameters:'], ['Entry Date (Begin)', 'Everything']];

function* partsOf(rows: Iterable<readonly string[]>): Generator<ZipPart> {
  const strings = new SharedStrings();
  const types = ['workbook:sheet.main', 'worksheets/sheet1:worksheet', 'worksheets/sheet2:worksheet', 'styles:styles'];
  const overrides = [...types, 'sharedStrings:sharedStrings'].map((type) => {
    const [part, format] = type.split(':');
    return `<Override PartName="/xl/${part}.xml" ContentType="${FORMAT}.${format}+xml"/>`;
  });
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const part = (name: string, xml: string): ZipPart => ({ name, text: [DECLARATION + xml] });
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${overrides.join('')}</Types>`,
  );
  yield part(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'styles', 'styles.xml')}${relation(2, 'sharedStrings', 'sharedStrings.xml')}${relation(3, 'worksheet', 'worksheets/sheet1.xml')}${relation(4, 'worksheet', 'worksheets/sheet2.xml')}</Relationships>`,
  );
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet sheetId="1" name="Parameters" r:id="rId3"/><sheet sheetId="2" name="Main Report" r:id="rId4"/></sheets></workbook>`,
  );
  yield part(
    'xl/styles.xml',
    `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  );
  yield { name: 'xl/worksheets/sheet1.xml', text: sheetXml(PARAMETERS, strings) };
  yield { name: 'xl/worksheets/sheet2.xml', text: inPieces(sheetXml(rows, strings)) };
  yield { name: 'xl/sharedStrings.xml', text: inPieces(strings.xml()) };
}

/** Writes rows as ACE's workbook: a sheet of parameters, then `Main Report` with typed dates and amounts and shared texts. */
export async function writeWorkbook(path: string, rows: Iterable<readonly string[]>): Promise<void> {
  await writeZip(path, partsOf(rows));
}
