import { AppError, type ImportIssue, type ImportQuery, type ImportResponse, type Page } from '@capeline/contracts';
import {
  findListedImport,
  type ListedImport,
  listReportImports,
  listReportIssues,
  type TenantTransaction,
} from '@capeline/db';
import { parseLogCursor, toLogCursor } from '../alerts/log-cursor.ts';
import { parseCursor, toCursor } from '../clients/cursor.ts';

/** How a page of a list is asked for. */
interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
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
    progress: { done: found.progressDone, total: found.progressTotal },
    counts: { rowsRead, rowsAccepted, rowsRejected, clientsCreated, entriesCreated, entriesUpdated, entriesUnchanged },
    issueCounts: { errors: found.errorCount, warnings: found.warningCount },
    problem: found.problem,
    createdAt: found.createdAt.toISOString(),
    committedAt: found.committedAt?.toISOString() ?? null,
    createdBy: found.createdByName,
  };
}

/** One import as it stands. Throws `not_found`. */
export async function getImport(tx: TenantTransaction, importId: string): Promise<ImportResponse> {
  const found = await findListedImport(tx, importId);
  if (found === null) throw new AppError('not_found', 'There is no such import.');
  return present(found);
}

/** A page of the firm's imports, newest first; `failed` leaves what the board counts as failed at `now`. */
export async function listImports(
  tx: TenantTransaction,
  { limit, cursor, failed }: ImportQuery,
  now: Date,
): Promise<Page<ImportResponse>> {
  const failedBefore = failed === undefined ? null : now;
  const rows = await listReportImports(tx, { after: parseLogCursor(cursor), limit: limit + 1, failedBefore });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(present), nextCursor: last === undefined ? null : toLogCursor(last) };
}

/** A page of what an import found to say about its rows, in their order. Throws `not_found`. */
export async function listImportIssues(
  tx: TenantTransaction,
  importId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<ImportIssue>> {
  await getImport(tx, importId);
  const position = parseCursor<readonly [issueNo: number]>(cursor, ([issueNo]) => Number.isSafeInteger(issueNo));
  const rows = await listReportIssues(tx, importId, { afterNo: position?.[0] ?? 0, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(({ issueNo: _issueNo, ...issue }) => issue),
    nextCursor: last === undefined ? null : toCursor([last.issueNo]),
  };
}
