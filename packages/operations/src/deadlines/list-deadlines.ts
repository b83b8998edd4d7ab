import type { Deadline, DeadlineQuery, DeadlineSort, Entry, Page, SortedEntriesQuery } from '@capeline/contracts';
import {
  type DeadlineFilter,
  type DeadlineRow,
  findDeadline,
  listDeadlineRows,
  type TenantTransaction,
} from '@capeline/db';
import { parsePlainDate } from '@capeline/domain';
import type { RankCache } from '../board/rank-cache.ts';
import { parseCursor, toCursor } from '../clients/cursor.ts';
import { readFirmMeans, readFirmReadiness } from '../clients/firm-readiness.ts';
import { findPresentId } from '../clients/present-client.ts';
import { invalid, isUuid, notFound, type Reader } from '../clients/reader.ts';
import { pageOfEntries } from '../entries/list-entries.ts';
import { describeDeadline } from './describe-deadline.ts';

type Position = readonly [sort: DeadlineSort, value: string | number, id: string];

/** The cursor bears the order of its list, so that one of another order is refused instead of leaving deadlines out. */
function isPosition([name, value, id]: readonly unknown[], sort: DeadlineSort): boolean {
  if (name !== sort || typeof id !== 'string' || !isUuid(id)) return false;
  if (sort.endsWith('ieepaDutyCents')) return Number.isSafeInteger(value);
  return typeof value === 'string' && parsePlainDate(value) !== null;
}

function positionOf(row: DeadlineRow, sort: DeadlineSort): Position {
  return [sort, sort.endsWith('ieepaDutyCents') ? row.ieepaDutyCents : row.fileBy, row.id];
}

function assertOrder(first: string | undefined, last: string | undefined, pointer: string): void {
  if (first !== undefined && last !== undefined && first > last)
    throw invalid(pointer, 'The last day lies before the first.');
}

/** What of a query only says something about rights that can still be used; null when it asks for none of that. */
function stillOpenOf(query: DeadlineQuery, today: string): NonNullable<DeadlineFilter['stillOpen']> | null {
  const { right, closesFrom, closesBy, lapsed } = query;
  if (lapsed !== undefined) return null;
  if (right === undefined && closesFrom === undefined && closesBy === undefined) return null;
  return {
    today,
    ...(right !== undefined && { right }),
    ...(closesFrom !== undefined && { closesFrom }),
    ...(closesBy !== undefined && { closesBy }),
  };
}

/** Who can use which right now: CAPE needs all that our upload needs, a protest authority alone. */
async function listClientsThatCanGo(
  tx: TenantTransaction,
  reader: Reader,
  cache: RankCache,
): Promise<{ cape: string[]; protest: string[] }> {
  const ranked = await cache.read(tx, reader.today);
  const means = await readFirmMeans(tx, reader, ranked);
  const clients = await readFirmReadiness(tx, ranked, { ...reader, ...means });
  return {
    cape: clients.filter(({ readiness }) => readiness.canFile === 'yes').map(({ facts }) => facts.id),
    protest: clients.filter(({ canProtest }) => canProtest).map(({ facts }) => facts.id),
  };
}

/**
 * Deadlines by file-by or as `sort` says; all filters given must hold. Those of a merged client are those of the one that took it over. Throws `request.invalid` for a foreign cursor and for a first day after the
 * last one.
 */
export async function listDeadlines(
  tx: TenantTransaction,
  query: DeadlineQuery,
  reader: Reader,
  cache: RankCache,
): Promise<Page<Deadline>> {
  const { kind, from, to, status, canGo, hasOwner, limit, sort = 'fileBy' } = query;
  const position = parseCursor<Position>(query.cursor, (one) => isPosition(one, sort));
  assertOrder(from, to, '/to');
  assertOrder(query.closesFrom, query.closesBy, '/closesBy');
  const clientId = query.clientId === undefined ? undefined : await findPresentId(tx, query.clientId);
  if (clientId === null) return { data: [], nextCursor: null };
  const stillOpen = stillOpenOf(query, reader.today);
  const able = canGo === undefined ? null : await listClientsThatCanGo(tx, reader, cache);
  const filter: DeadlineFilter = {
    ...(stillOpen !== null && { stillOpen }),
    ...(query.lapsed !== undefined && {
      lapsed: { today: reader.today, ...(query.right !== undefined && { right: query.right }) },
    }),
    ...(able !== null && { canGo: { ...able, isWanted: canGo === 'true' } }),
    ...(hasOwner !== undefined && { hasOwner: hasOwner === 'true' }),
    ...(kind !== undefined && { kind }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(clientId !== undefined && { clientId }),
    ...(status !== undefined && { status }),
  };
  const after = position === null ? null : { value: position[1], id: position[2] };
  const order = {
    by: sort.endsWith('ieepaDutyCents') ? 'ieepaDutyCents' : 'fileBy',
    isDescending: sort.startsWith('-'),
  } as const;
  const rows = await listDeadlineRows(tx, { filter, order, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(describeDeadline),
    nextCursor: rows.length > shown.length && last !== undefined ? toCursor(positionOf(last, sort)) : null,
  };
}

/** One deadline. Throws `not_found`. */
export async function getDeadline(tx: TenantTransaction, deadlineId: string): Promise<Deadline> {
  const row = isUuid(deadlineId) ? await findDeadline(tx, deadlineId) : null;
  if (row === null) throw notFound();
  return describeDeadline(row);
}

/** The entries that a deadline covers, by number or as `sort` says; those that left it too, with their cause. Throws `not_found`. */
export async function listEntriesOfDeadline(
  tx: TenantTransaction,
  deadlineId: string,
  query: SortedEntriesQuery,
  reader: Reader,
): Promise<Page<Entry>> {
  await getDeadline(tx, deadlineId);
  return pageOfEntries(tx, { deadlineId }, query, reader);
}
