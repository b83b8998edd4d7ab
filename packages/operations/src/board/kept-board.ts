import { type Board, ClientFilter } from '@capeline/contracts';
import { findBoardFacts, listStrips, listWeeks, type TenantTransaction } from '@capeline/db';
import { addDays, daysBetween, type PlainDate } from '@capeline/domain';
import { doesChannelWork, type ReadyClient, readFirmReadiness } from '../clients/firm-readiness.ts';
import type { Reader } from '../clients/reader.ts';
import { countFirmNeeds, findClosedCodes } from '../firm/get-firm-readiness.ts';
import type { RankCache } from './rank-cache.ts';
import { isStale, isStopped, passesRankFilter, type RankedClient } from './ranked-client.ts';
import { BOARD_WEEKS, describeStrip, describeWeeks, mondayOf, type StripClient } from './strips.ts';

interface BoardClient extends StripClient, ReadyClient {}

/** The filters whose count is the same for everybody who looks. */
type CommonFilter = Exclude<ClientFilter, 'mine'>;

type Numbers = Pick<
  Board,
  | 'clientCount'
  | 'canFileCount'
  | 'canBePaidCount'
  | 'filerCodes'
  | 'capeCloses'
  | 'protestCloses'
  | 'weeks'
  | 'dataAsOf'
> & { readonly needsYou: Omit<Board['needsYou'], 'importsFailed'> };

/** What the board says of a day to everybody in the firm alike, as long as nothing changes. */
export interface KeptBoard {
  readonly ranked: readonly RankedClient[];
  readonly numbers: Numbers;
  readonly filterCounts: Readonly<Record<CommonFilter, number>>;
}

interface KeptNumbers {
  readonly channelWorks: boolean;
  /** Put here when counting begins, so that whoever looks meanwhile waits for it. */
  readonly board: Promise<KeptBoard>;
}

/**
 * The numbers are kept for as long as the rank cache keeps the very order that they were made from: every check, fact, deadline,
 * owner and setting moves the audit chain, and with it the order. The day belongs to the order too; the channel is asked at every look.
 */
const kept = new WeakMap<readonly RankedClient[], KeptNumbers>();

/** The numbers of the board, kept or counted anew: by one for all who look at the same time. */
export async function readKeptBoard(tx: TenantTransaction, reader: Reader, cache: RankCache): Promise<KeptBoard> {
  const ranked = await cache.read(tx, reader.today);
  const channelWorks = await doesChannelWork(tx, reader);
  const known = kept.get(ranked);
  // The one whose counting failed is told; the others count for themselves.
  const counted = known?.channelWorks === channelWorks ? await known.board.catch(() => null) : null;
  if (counted !== null) return counted;
  const board = countBoard(tx, ranked, { ...reader, channelWorks });
  kept.set(ranked, { channelWorks, board });
  return board;
}

async function countBoard(
  tx: TenantTransaction,
  ranked: readonly RankedClient[],
  reader: Reader & { readonly channelWorks: boolean },
): Promise<KeptBoard> {
  const closedCodes = await findClosedCodes(tx, reader.today);
  const ready = await readFirmReadiness(tx, ranked, { ...reader, closedCodes });
  const clients = ready.map((client) => ({ ...client, hasOwner: client.facts.owner !== null }));
  return {
    ranked,
    numbers: await countNumbers(tx, clients, reader.today),
    filterCounts: countFilters(clients, reader.today),
  };
}

async function countNumbers(
  tx: TenantTransaction,
  clients: readonly BoardClient[],
  today: PlainDate,
): Promise<Numbers> {
  const byId = new Map(clients.map((client) => [client.facts.id, client]));
  const idsOf = (test: (client: BoardClient) => boolean): string[] => clients.filter(test).map(({ facts }) => facts.id);
  const clientsThatCanFile = idsOf(({ readiness }) => readiness.canFile === 'yes');
  const strips = await listStrips(tx, today);
  const weeks = await listWeeks(tx, {
    today,
    days: daysBetween(today, addDays(mondayOf(today), 7 * BOARD_WEEKS - 1)),
    clientsThatCanFile,
    clientsThatCanProtest: idsOf(({ canProtest }) => canProtest),
  });
  const { filerCodes, dataAsOf, ...waiting } = await findBoardFacts(tx, today);
  return {
    clientCount: clients.length,
    canFileCount: clientsThatCanFile.length,
    canBePaidCount: clients.filter(({ readiness }) => readiness.canBePaid === 'yes').length,
    filerCodes,
    capeCloses: describeStrip(strips, true, byId),
    protestCloses: describeStrip(strips, false, byId),
    weeks: describeWeeks(weeks, today),
    dataAsOf,
    needsYou: { ...waiting, ...countNeeds(clients, today), ...(await countFirmNeeds(tx, today)) },
  };
}

function countNeeds(clients: readonly BoardClient[], today: PlainDate) {
  const sum = (number: (client: BoardClient) => number): number =>
    clients.reduce((total, client) => total + number(client), 0);
  return {
    clientsWithStaleData: sum(({ ranked }) => (isStale(ranked.facts.dataAsOf, today) ? 1 : 0)),
    clientsWithoutOwner: sum(({ hasOwner }) => (hasOwner ? 0 : 1)),
    clientsToChase: sum((client) => (passes(client, 'chase_due', today) ? 1 : 0)),
    entriesNeedingData: sum(({ facts }) => facts.needsDataCount),
    proposalsWaiting: sum(({ facts }) => facts.proposalCount),
    entriesGone: sum(({ facts }) => facts.goneCount),
  };
}

function passes({ ranked, readiness }: BoardClient, filter: CommonFilter, today: PlainDate): boolean {
  if (filter === 'stops_filing' || filter === 'stops_payment') return isStopped(readiness, filter);
  return passesRankFilter(ranked, filter, { today, mine: new Set() });
}

function countFilters(clients: readonly BoardClient[], today: PlainDate): Record<CommonFilter, number> {
  const filters = ClientFilter.options.filter((filter): filter is CommonFilter => filter !== 'mine');
  const counts = filters.map((filter) => [filter, clients.filter((client) => passes(client, filter, today)).length]);
  return Object.fromEntries(counts) as Record<CommonFilter, number>;
}
