import { type ZipPart, zipOf } from './zip.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NUMBERS_AND_DATES = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A workbook as its XML, so that it can also be wrong. */
export interface RawWorkbook {
  /** What stands inside `sheetData` of each sheet, by the sheets' names in their order. */
  readonly sheets: Readonly<Record<string, string>>;
  /** What stands inside `sst`. */
  readonly strings?: string;
  /** Without it the second cell style is a date. */
  readonly styles?: string;
  /** Attributes of `workbookPr`. */
  readonly properties?: string;
  /** Attributes of every sheet in the list of sheets. */
  readonly sheetAttributes?: string;
  /** What stands before the root element of every sheet. */
  readonly prologue?: string;
}

/** The parts of a workbook, for those who want to change one. */
export function workbookParts(book: RawWorkbook): ZipPart[] {
  const { sheets, strings, styles = NUMBERS_AND_DATES, properties = '', sheetAttributes = '', prologue = '' } = book;
  const names = Object.keys(sheets);
  const relations = names.map(
    (_, at) => `<Relationship Id="r${at}" Type="${RELATIONS}/worksheet" Target="s${at}.xml"/>`,
  );
  const list = names.map((name, at) => `<sheet name="${xmlText(name)}" r:id="r${at}" ${sheetAttributes}/>`);
  if (strings !== undefined) {
    relations.push(`<Relationship Id="s" Type="${RELATIONS}/sharedStrings" Target="strings.xml"/>`);
  }
  return [
    {
      name: '_rels/.rels',
      bytes: `<Relationships><Relationship Id="a" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes: `<workbook xmlns:r="x"><workbookPr ${properties}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<Relationships>${relations.join('')}<Relationship Id="t" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', bytes: styles },
    ...(strings === undefined ? [] : [{ name: 'xl/strings.xml', bytes: `<sst>${strings}</sst>` }]),
    ...names.map((name, at) => ({
      name: `xl/s${at}.xml`,
      bytes: `${prologue}<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
    })),
  ];
}

export const rawWorkbook = (book: RawWorkbook): Buffer => zipOf(workbookParts(book));

/** One cell: text, a number, or a day number that is formatted as a date. */
export type WorkbookCell = string | number | { readonly dateSerial: number };

function cellXml(cell: WorkbookCell): string {
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c s="1"><v>${cell.dateSerial}</v></c>`;
  return `<c t="inlineStr"><is><t>${xmlText(cell)}</t></is></c>`;
}

/** Rows as the XML of a sheet. */
export const rowsXml = (rows: readonly (readonly WorkbookCell[])[]): string =>
  rows.map((cells) => `<row>${cells.map(cellXml).join('')}</row>`).join('');

/** A workbook of these sheets in their order. */
export const workbookOf = (sheets: Readonly<Record<string, readonly (readonly WorkbookCell[])[]>>): Buffer =>
  rawWorkbook({ sheets: Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, rowsXml(rows)])) });
