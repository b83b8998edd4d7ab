import type { Deadline, DeadlineQuery, Entry, Page, PageQuery } from '@capeline/contracts';
import { type DeadlineFilter, findDeadline, listDeadlineRows, type TenantTransaction } from '@capeline/db';
import { parsePlainDate } from '@capeline/domain';
import { parseCursor, toCursor } from '../clients/cursor.ts';
import { invalid, isUuid, notFound, type Reader } from '../clients/reader.ts';
import { CAPE_REFUSED_TYPES, pageOfEntries } from '../entries/list-entries.ts';
import { describeDeadline } from './describe-deadline.ts';

type Position = readonly [fileBy: string, id: string];

function isPosition([fileBy, id]: readonly unknown[]): boolean {
  return typeof fileBy === 'string' && parsePlainDate(fileBy) !== null && typeof id === 'string' && isUuid(id);
}

/** Deadlines by file-by. Throws `request.invalid` for a foreign cursor and for `from` after `to`. */
export async function listDeadlines(tx: TenantTransaction, query: DeadlineQuery): Promise<Page<Deadline>> {
  const { kind, from, to, clientId, status, limit } = query;
  const position = parseCursor<Position>(query.cursor, isPosition);
  if (from !== undefined && to !== undefined && from > to) throw invalid('/to', 'The last day lies before the first.');
  if (clientId !== undefined && !isUuid(clientId)) return { data: [], nextCursor: null };
  const filter: DeadlineFilter = {
    ...(kind !== undefined && { kind }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(clientId !== undefined && { clientId }),
    ...(status !== undefined && { status }),
  };
  const after = position === null ? null : { fileBy: position[0], id: position[1] };
  const rows = await listDeadlineRows(tx, { filter, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(describeDeadline),
    nextCursor: rows.length > shown.length && last !== undefined ? toCursor([last.fileBy, last.id]) : null,
  };
}

/** One deadline. Throws `not_found`. */
export async function getDeadline(tx: TenantTransaction, deadlineId: string): Promise<Deadline> {
  const row = isUuid(deadlineId) ? await findDeadline(tx, deadlineId) : null;
  if (row === null) throw notFound();
  return describeDeadline(row);
}

/** The entries that a deadline covers, by number; those that left it too, with their cause. Throws `not_found`. */
export async function listEntriesOfDeadline(
  tx: TenantTransaction,
  deadlineId: string,
  query: PageQuery,
  reader: Reader,
): Promise<Page<Entry>> {
  await getDeadline(tx, deadlineId);
  return pageOfEntries(tx, { deadline: { id: deadlineId, capeRefused: CAPE_REFUSED_TYPES } }, query, reader);
}
