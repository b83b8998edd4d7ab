import { findHeader } from '../find-header.ts';
import type { OpenTableOptions, Table, TableLimits, TableRow, TableSource } from '../table.ts';
import { readDateStyles } from './cell-values.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetRows, type SheetContext } from './sheet-rows.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
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

interface FoundSheet {
  readonly sheet: string | null;
  readonly header: TableRow | null;
  readonly candidates: readonly TableRow[];
  readonly rest: AsyncGenerator<readonly TableRow[]>;
}

async function* noRows(): AsyncGenerator<readonly TableRow[]> {}

async function findSheet(zip: ZipArchive, options: OpenTableOptions, limits: TableLimits): Promise<FoundSheet> {
  const workbook = await readWorkbook(zip);
  const context = await readContext(zip, workbook, limits);
  const candidates: TableRow[] = [];
  for (const { name, path } of workbook.sheets) {
    const rows = readSheetRows(zip.open(path), context);
    const found = await findHeader(rows, limits.headerWithinRows, options.acceptHeader);
    if (found.header !== null) return { ...found, sheet: name };
    candidates.push(...found.candidates);
    await rows.return(undefined);
  }
  return { sheet: null, header: null, candidates, rest: noRows() };
}

/** Opens the sheet of a workbook whose header the caller accepts; reports put a sheet of parameters before their data. */
export async function openXlsx(source: TableSource, options: OpenTableOptions, limits: TableLimits): Promise<Table> {
  let bytesRead = 0;
  const zip = await openZip(source, limits, (bytes) => {
    bytesRead += bytes;
  });
  try {
    const { sheet, header, candidates, rest } = await findSheet(zip, options, limits);
    return {
      format: 'xlsx',
      sheet,
      header,
      candidates,
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
