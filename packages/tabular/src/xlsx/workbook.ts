import { OPEN_AND_SAVE, otherKind, SAVE_AS_CSV_OR_XLSX, type TabularError, UNPACK } from '../tabular-error.ts';
import { readWholeXml } from './read-xml.ts';
import { damaged, type ZipArchive } from './zip-archive.ts';

export interface SheetPart {
  readonly name: string;
  readonly path: string;
}

export interface Workbook {
  readonly sheets: readonly SheetPart[];
  /** Serial dates count from 1904 instead of 1900. */
  readonly is1904: boolean;
  readonly sharedStringsPath: string | null;
  readonly stylesPath: string | null;
}

/** As much of a part's path as a message shows. */
const LONGEST_PATH = 100;
/** Far more than people make; every sheet is looked into for the header. */
const MOST_SHEETS = 1000;

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

async function readRelations(zip: ZipArchive, ofPart: string): Promise<Relation[]> {
  const folder = folderOf(ofPart);
  const path = `${folder}_rels/${ofPart.slice(folder.length)}.rels`;
  const relations: Relation[] = [];
  if (!zip.has(path)) return relations;
  await readWholeXml(zip.open(path), {
    open: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
      if (name === 'Relationship') relations.push({ id, type, target: resolvePath(folder, target) });
    },
    close: () => undefined,
  });
  return relations;
}

const ofType = (relations: readonly Relation[], type: string): string | null =>
  relations.find((relation) => relation.type.endsWith(`/${type}`))?.target ?? null;

/** What a ZIP without a workbook in it is. */
function notAWorkbook(zip: ZipArchive): TabularError {
  if (zip.has('content.xml')) return otherKind('an OpenDocument file (.ods)', SAVE_AS_CSV_OR_XLSX);
  return zip.isEmpty ? damaged('it is a ZIP file with nothing in it.') : otherKind('a ZIP archive', UNPACK);
}

/** Reads which sheets a workbook has, in their order. Throws TabularError when the ZIP is no workbook. */
export async function readWorkbook(zip: ZipArchive): Promise<Workbook> {
  const path = ofType(await readRelations(zip, ''), 'officeDocument') ?? 'xl/workbook.xml';
  if (!zip.has(path)) throw notAWorkbook(zip);
  if (path.endsWith('.bin')) throw otherKind('a binary Excel workbook (.xlsb)', OPEN_AND_SAVE);
  if (/^(?:word|ppt)\//.test(path)) throw otherKind('a Word or PowerPoint document', SAVE_AS_CSV_OR_XLSX);
  const relations = await readRelations(zip, path);
  // Left out silently, a missing part would change what the others say: days without their style are numbers.
  const existing = (target: string | null) => {
    if (target !== null && !zip.has(target)) throw damaged(`its part ${target.slice(0, LONGEST_PATH)} is missing.`);
    return target;
  };
  const sheets: SheetPart[] = [];
  let is1904 = false;
  await readWholeXml(zip.open(path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relationId = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const target = existing(relations.find((relation) => relation.id === relationId)?.target ?? null);
      if (target === null) throw damaged('its list names a sheet that is not there.');
      if (sheets.length === MOST_SHEETS || sheets.some(({ path }) => path === target)) {
        throw damaged(sheets.length === MOST_SHEETS ? 'it has too many sheets.' : 'two of its sheets are one part.');
      }
      sheets.push({ name: attributes.name ?? '', path: target });
    },
    close: () => undefined,
  });
  if (sheets.length === 0) throw damaged('it has no sheet.');
  return {
    sheets,
    is1904,
    sharedStringsPath: existing(ofType(relations, 'sharedStrings')),
    stylesPath: existing(ofType(relations, 'styles')),
  };
}
