import type { Client, ClientQuery, ClientSort, Page } from '@capeline/contracts';
import { listClientFacts, listNextDeadlines, listRankFacts, type TenantTransaction } from '@capeline/db';
import { BOARD_NEAR_DAYS, type ClientRank, compareRank, type PlainDate } from '@capeline/domain';
import { describeClient, type FirmMeans, toWeighed, type WeighedDeadline } from '../board/describe-client.ts';
import type { RankCache } from '../board/rank-cache.ts';
import { isStopped, passesRankFilter, type RankedClient, rankClient } from '../board/ranked-client.ts';
import { peopleOf } from '../members/people-of.ts';
import { toClientSearch } from './client-search.ts';
import { parseCursor, toCursor } from './cursor.ts';
import { readFirmMeans, readFirmReadiness } from './firm-readiness.ts';
import type { Reader } from './reader.ts';
import { comparePlaces, needsDeadlines, placeOf } from './sort-clients.ts';

type Position = readonly [pinned: boolean, group: 1 | 2 | 3 | 4, cents: number, date: string | null, id: string];

function isPosition([pinned, group, cents, date, id]: readonly unknown[]): boolean {
  return (
    typeof pinned === 'boolean' &&
    [1, 2, 3, 4].includes(group as number) &&
    typeof cents === 'number' &&
    (date === null || typeof date === 'string') &&
    typeof id === 'string'
  );
}

/** The place in the order behind which a page begins: the sort key itself, so that a change between two pages repeats nothing. */
function rankAt(position: Position): ClientRank {
  const [pinned, group, dollarsCents, date, clientKey] = position;
  return { pinned, group, dollarsCents, date: date as PlainDate | null, clientKey, reasons: [] };
}

function positionOf({ rank }: RankedClient): Position {
  return [rank.pinned, rank.group, rank.dollarsCents, rank.date, rank.clientKey];
}

/** The open deadlines of each client up to its next day to work to: those among which its row names one. */
async function readDeadlines(
  tx: TenantTransaction,
  clients: readonly RankedClient[],
  today: PlainDate,
): Promise<ReadonlyMap<string, readonly WeighedDeadline[]>> {
  const upTo = clients.flatMap(({ facts, due }) => (due === null ? [] : [{ clientId: facts.clientId, due }]));
  const deadlines = await listNextDeadlines(tx, { today, upTo });
  return Map.groupBy(deadlines.map(toWeighed), ({ clientId }) => clientId);
}

async function describePage(
  tx: TenantTransaction,
  shown: readonly RankedClient[],
  reader: Reader & FirmMeans,
): Promise<Client[]> {
  if (shown.length === 0) return [];
  const facts = await listClientFacts(
    tx,
    shown.map((one) => one.facts.clientId),
  );
  const deadlinesById = await readDeadlines(tx, shown, reader.today);
  const factsById = new Map(facts.map((row) => [row.id, row]));
  return shown.flatMap((one) => {
    const own = factsById.get(one.facts.clientId);
    return own === undefined ? [] : [describeClient(one, own, deadlinesById.get(own.id) ?? [], reader)];
  });
}

async function readRanked(
  tx: TenantTransaction,
  query: Pick<ClientQuery, 'search'>,
  reader: Reader,
  cache: RankCache,
): Promise<readonly RankedClient[]> {
  const search = toClientSearch(query.search, reader);
  if (search === null) return cache.read(tx, reader.today);
  const rows = await listRankFacts(tx, { today: reader.today, windowDays: BOARD_NEAR_DAYS, search });
  return rows.map((facts) => rankClient(facts, reader.today)).sort((a, b) => compareRank(a.rank, b.rank));
}

async function passing(
  tx: TenantTransaction,
  ranked: readonly RankedClient[],
  filter: ClientQuery['filter'],
  reader: Reader & FirmMeans,
): Promise<readonly RankedClient[]> {
  if (filter === 'all') return ranked;
  if (filter !== 'stops_filing' && filter !== 'stops_payment') {
    const mine = filter === 'mine' ? await peopleOf(tx, reader) : new Set<string>();
    return ranked.filter((one) => passesRankFilter(one, filter, { today: reader.today, mine }));
  }
  const clients = await readFirmReadiness(tx, ranked, reader);
  return clients.filter(({ readiness }) => isStopped(readiness, filter)).map((client) => client.ranked);
}

/** The ids of all clients that pass filter and search, in the board's order. */
export async function listMatchingClientIds(
  tx: TenantTransaction,
  query: Pick<ClientQuery, 'filter' | 'search'>,
  reader: Reader,
  cache: RankCache,
): Promise<string[]> {
  const ranked = await readRanked(tx, query, reader, cache);
  const means = await readFirmMeans(tx, reader, ranked);
  const found = await passing(tx, ranked, query.filter, { ...reader, ...means });
  return found.map(({ facts }) => facts.clientId);
}

type SortedPosition = readonly [sort: ClientSort, value: string | number | null, clientId: string];

/** The cursor bears the order of its list, so that one of another order is refused instead of leaving clients out. */
function isSortedPosition(position: readonly unknown[], sort: ClientSort): boolean {
  const [name, value, clientId] = position;
  return (
    name === sort &&
    (value === null || typeof value === 'string' || typeof value === 'number') &&
    typeof clientId === 'string'
  );
}

interface OrderedClients {
  readonly rest: readonly RankedClient[];
  readonly cursorAt: (client: RankedClient) => string;
}

/** What of `found` lies behind the cursor, in the order asked for. */
async function inOrder(
  tx: TenantTransaction,
  found: readonly RankedClient[],
  { sort, cursor }: ClientQuery,
  today: PlainDate,
): Promise<OrderedClients> {
  if (sort === undefined) {
    const position = parseCursor<Position>(cursor, isPosition);
    const start = position === null ? null : rankAt(position);
    const rest = start === null ? found : found.filter(({ rank }) => compareRank(rank, start) > 0);
    return { rest, cursorAt: (client) => toCursor(positionOf(client)) };
  }
  const position = parseCursor<SortedPosition>(cursor, (one) => isSortedPosition(one, sort));
  const compare = comparePlaces(sort);
  const deadlines = needsDeadlines(sort) ? await readDeadlines(tx, found, today) : new Map<string, WeighedDeadline[]>();
  const place = (client: RankedClient) => placeOf(client, sort, deadlines.get(client.facts.clientId) ?? [], today);
  const placed = found.map((client) => ({ client, place: place(client) }));
  const start = position === null ? null : { value: position[1], clientId: position[2] };
  const rest = start === null ? placed : placed.filter(({ place }) => compare(place, start) > 0);
  return {
    rest: rest.sort((a, b) => compare(a.place, b.place)).map(({ client }) => client),
    cursorAt: (client) => {
      const { value, clientId } = place(client);
      return toCursor([sort, value, clientId]);
    },
  };
}

/**
 * The firm's clients in the board's order or as `sort` says, one page. `total` counts what passes filter and search. Throws
 * `request.invalid` for a foreign cursor and for one of another order.
 */
export async function listClients(
  tx: TenantTransaction,
  query: ClientQuery,
  reader: Reader,
  cache: RankCache,
): Promise<Page<Client> & { total: number }> {
  const ranked = await readRanked(tx, query, reader, cache);
  const withMeans = { ...reader, ...(await readFirmMeans(tx, reader, ranked)) };
  const found = await passing(tx, ranked, query.filter, withMeans);
  const { rest, cursorAt } = await inOrder(tx, found, query, reader.today);
  const shown = rest.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: await describePage(tx, shown, withMeans),
    nextCursor: rest.length > shown.length && last !== undefined ? cursorAt(last) : null,
    total: found.length,
  };
}
