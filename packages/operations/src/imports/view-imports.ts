import {
  AppError,
  type DifferenceQuery,
  type ImportDiff,
  type ImportDifference,
  type ImportIssue,
  type ImportQuery,
  type ImportResponse,
  type ImportSort,
  type Page,
} from '@capeline/contracts';
import {
  type DifferenceCounts,
  type DifferenceKind,
  findListedImport,
  type ListedImport,
  listDifferences,
  listReportImports,
  listReportIssues,
  MOST_DIFFERENCES,
  type StoredDifference,
  type TenantTransaction,
} from '@capeline/db';
import { adviseColumns, formatEntryNumber, type LiquidationStatus, parsePlainDate } from '@capeline/domain';
import { isCount, parseCursor, toCursor } from '../clients/cursor.ts';
import { isUuid } from '../clients/reader.ts';

/** How a page of a list is asked for. */
interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

function describeDifferences(counts: DifferenceCounts): NonNullable<ImportResponse['differences']> {
  const describe = ({ entries, cents }: DifferenceCounts[DifferenceKind]) => ({ entries, ieepaDutyCents: cents });
  return {
    earlier: describe(counts.earlier),
    later: describe(counts.later),
    gone: describe(counts.gone),
    changed: describe(counts.changed),
    new: describe(counts.new),
  };
}

function present(found: ListedImport): ImportResponse {
  const { rowsRead, rowsAccepted, rowsRejected, clientsCreated, entriesCreated, entriesUpdated, entriesUnchanged } =
    found;
  return {
    id: found.id,
    kind: found.kind,
    fileName: found.fileName,
    sha256: found.sha256.toString('hex'),
    sizeBytes: found.sizeBytes,
    asOf: found.asOf,
    status: found.status,
    layout: found.layout,
    sheet: found.recognition?.sheet ?? null,
    runDate: found.recognition?.runDate ?? null,
    coaching: adviseColumns(new Set(found.recognition?.missing ?? [])).map((advice) => ({
      ...advice,
      add: [...advice.add],
    })),
    progress: { done: found.progressDone, total: found.progressTotal },
    counts: { rowsRead, rowsAccepted, rowsRejected, clientsCreated, entriesCreated, entriesUpdated, entriesUnchanged },
    issueCounts: { errors: found.errorCount, warnings: found.warningCount },
    problem: found.problem,
    createdAt: found.createdAt.toISOString(),
    committedAt: found.committedAt?.toISOString() ?? null,
    createdBy: found.createdByName,
    differences: found.differenceCounts === null ? null : describeDifferences(found.differenceCounts),
    undone:
      found.undoneAt === null || found.undoCounts === null
        ? null
        : { at: found.undoneAt.toISOString(), by: found.undoneByName, ...found.undoCounts },
  };
}

/** One import as it stands. Throws `not_found`. */
export async function getImport(tx: TenantTransaction, importId: string): Promise<ImportResponse> {
  const found = await findListedImport(tx, importId);
  if (found === null) throw new AppError('not_found', 'There is no such import.');
  return present(found);
}

type ListPosition = readonly [sort: ImportSort, value: string, id: string];

/** Of no year that the database does not have. */
const INSTANT = /^[1-9]\d{3}-\d\d-\d\dT[\d:.]+Z$/u;

/** The cursor bears the order of its list, so that one of another order is refused instead of leaving imports out. */
function isListPosition([name, value, id]: readonly unknown[], sort: ImportSort): boolean {
  if (name !== sort || typeof id !== 'string' || !isUuid(id)) return false;
  if (typeof value !== 'string') return false;
  if (sort.endsWith('createdAt')) return INSTANT.test(value) && !Number.isNaN(Date.parse(value));
  return sort.endsWith('fileName') || parsePlainDate(value) !== null;
}

function listPositionOf(row: ListedImport, sort: ImportSort): ListPosition {
  if (sort.endsWith('createdAt')) return [sort, row.createdAt.toISOString(), row.id];
  return [sort, sort.endsWith('asOf') ? row.asOf : row.fileName, row.id];
}

/** A page of the firm's imports, newest first or as `sort` says; `failed` leaves what the board counts as failed at `now`. Throws `request.invalid` for a foreign cursor. */
export async function listImports(
  tx: TenantTransaction,
  { limit, cursor, failed, sort = '-createdAt' }: ImportQuery,
  now: Date,
): Promise<Page<ImportResponse>> {
  const failedBefore = failed === undefined ? null : now;
  const position = parseCursor<ListPosition>(cursor, (one) => isListPosition(one, sort));
  const rows = await listReportImports(tx, {
    order: { by: sort.replace('-', '') as 'createdAt' | 'asOf' | 'fileName', isDescending: sort.startsWith('-') },
    after: position === null ? null : { value: position[1], id: position[2] },
    limit: limit + 1,
    failedBefore,
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(present), nextCursor: last === undefined ? null : toCursor(listPositionOf(last, sort)) };
}

/** A page of what an import found to say about its rows, in their order. Throws `not_found`. */
export async function listImportIssues(
  tx: TenantTransaction,
  importId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<ImportIssue>> {
  await getImport(tx, importId);
  const position = parseCursor<readonly [issueNo: number]>(cursor, ([issueNo]) => isCount(issueNo));
  const rows = await listReportIssues(tx, importId, { afterNo: position?.[0] ?? 0, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(({ issueNo: _issueNo, ...issue }) => issue),
    nextCursor: last === undefined ? null : toCursor([last.issueNo]),
  };
}

function camelCase(column: string): string {
  return column.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function describeDifference(row: StoredDifference): ImportDifference {
  const facts = (status: LiquidationStatus | null, liquidationDate: string | null, ieepaDutyCents: number | null) =>
    status === null ? null : { liquidationStatus: status, liquidationDate, ieepaDutyCents };
  return {
    kind: row.kind,
    entryNumber: row.entryNumber,
    formatted: formatEntryNumber(row.entryNumber),
    clientId: row.clientId,
    clientName: row.clientName,
    row: row.row,
    before: facts(row.statusBefore, row.dateBefore, row.ieepaCentsBefore),
    after: facts(row.statusAfter, row.dateAfter, row.ieepaCentsAfter),
    changed: row.changedFacts.map(camelCase),
  };
}

function stateOf({ status }: ListedImport): ImportDiff['state'] {
  if (status === 'committed') return 'done';
  return status === 'undone' ? 'undone' : 'preview';
}

/**
 * What an import changes, or changed: exact counts and a page of the entries, those whose dates move first. Before the commit it is a
 * preview against what was known when the report was read. Throws `not_found`, and `import.no_diff` for one that was not compared.
 */
export async function getImportDiff(
  tx: TenantTransaction,
  importId: string,
  { kind, limit, cursor }: DifferenceQuery,
): Promise<ImportDiff> {
  const found = await findListedImport(tx, importId);
  if (found === null) throw new AppError('not_found', 'There is no such import.');
  const counts = found.differenceCounts;
  if (counts === null)
    throw new AppError(
      'import.no_diff',
      'This import has not been compared with what is known: it was not read to its end.',
    );
  const position = parseCursor<readonly [differenceNo: number]>(cursor, ([no]) => isCount(no));
  const page = { kind: kind ?? null, afterNo: position?.[0] ?? 0, limit: limit + 1 };
  const rows = await listDifferences(tx, importId, page);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(describeDifference),
    nextCursor: last === undefined ? null : toCursor([last.differenceNo]),
    counts: describeDifferences(counts),
    truncated: Object.values(counts).some(({ entries }) => entries > MOST_DIFFERENCES),
    state: stateOf(found),
  };
}
