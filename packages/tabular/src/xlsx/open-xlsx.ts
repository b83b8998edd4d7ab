import { findHeader, type HeaderSearch, RememberedRows } from '../find-header.ts';
import type { OpenTableOptions, Table, TableLimits, TableRow, TableSource } from '../table.ts';
import { TabularError } from '../tabular-error.ts';
import { readDateStyles } from './cell-values.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetRows, type SheetContext } from './sheet-rows.ts';
import { readWorkbook, type SheetPart, type Workbook } from './workbook.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

async function readContext(zip: ZipArchive, workbook: Workbook, limits: TableLimits): Promise<SheetContext> {
  const { sharedStringsPath, stylesPath, is1904 } = workbook;
  return {
    strings: sharedStringsPath === null ? [] : await readSharedStrings(zip.open(sharedStringsPath), limits),
    dateStyles: stylesPath === null ? [] : await readDateStyles(zip.open(stylesPath)),
    is1904,
    limits,
  };
}

interface FoundSheet extends HeaderSearch {
  readonly sheet: string | null;
  readonly otherSheets: readonly string[];
}

async function* noRows(): AsyncGenerator<readonly TableRow[]> {}

/** The sheet of the wanted name first, then the others in their order. */
function inOrderOfUse(sheets: readonly SheetPart[], preferred: string | undefined): SheetPart[] {
  const isPreferred = ({ name }: SheetPart): boolean => name.trim().toLowerCase() === preferred?.toLowerCase();
  return [...sheets.filter(isPreferred), ...sheets.filter((sheet) => !isPreferred(sheet))];
}

/** Once the data is found, a sheet beside it that cannot be read is no reason to refuse the workbook. */
const unlessUnreadable = (looking: Promise<HeaderSearch>): Promise<HeaderSearch | null> =>
  looking.catch((error: unknown) => {
    if (error instanceof TabularError) return null;
    throw error;
  });

async function findSheet(
  zip: ZipArchive,
  workbook: Workbook,
  options: OpenTableOptions,
  limits: TableLimits,
): Promise<FoundSheet> {
  const context = await readContext(zip, workbook, limits);
  let chosen: FoundSheet | null = null;
  const others = new RememberedRows();
  const otherSheets: string[] = [];
  for (const { name, path } of inOrderOfUse(workbook.sheets, options.preferredSheet)) {
    const rows = readSheetRows(zip.open(path), context);
    const looking = findHeader(rows, name, limits.headerWithinRows, options.acceptHeader);
    const found: HeaderSearch | null = await (chosen === null ? looking : unlessUnreadable(looking));
    if (found === null) continue;
    if (found.header !== null && chosen === null) {
      chosen = { ...found, sheet: name, otherSheets };
      continue;
    }
    if (found.header !== null) otherSheets.push(name);
    else for (const row of found.candidates) others.add(row);
    await found.rest.return(undefined);
  }
  if (chosen !== null) return { ...chosen, before: [...chosen.before, ...others.rows] };
  return { sheet: null, otherSheets, header: null, before: others.rows, candidates: others.rows, rest: noRows() };
}

/** Opens the sheet of a workbook whose header the caller accepts; reports put a sheet of parameters before their data. */
export async function openXlsx(source: TableSource, options: OpenTableOptions, limits: TableLimits): Promise<Table> {
  let bytesRead = 0;
  const zip = await openZip(source, limits, (bytes) => {
    bytesRead += bytes;
  });
  try {
    const workbook = await readWorkbook(zip);
    const { rest, ...found } = await findSheet(zip, workbook, options, limits);
    return {
      format: 'xlsx',
      ...found,
      countsDaysFrom1904: workbook.is1904,
      bytesRead: () => Math.min(bytesRead, source.size),
      batches: () => rest,
      close: async () => {
        await rest.return(undefined);
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}
