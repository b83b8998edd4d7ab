import { type Board, ClientFilter } from '@capeline/contracts';
import { findBoardState, listStrips, listWeeks, type TenantTransaction } from '@capeline/db';
import { addDays, daysBetween } from '@capeline/domain';
import { doesChannelWork, type ReadyClient, readFirmReadiness } from '../clients/firm-readiness.ts';
import type { Reader } from '../clients/reader.ts';
import { countFirmNeeds } from '../firm/get-firm-readiness.ts';
import { peopleOf } from '../members/people-of.ts';
import type { RankCache } from './rank-cache.ts';
import { isStale, isStopped, passesRankFilter, type RankedClient } from './ranked-client.ts';
import { BOARD_WEEKS, describeStrip, describeWeeks, mondayOf, type StripClient } from './strips.ts';

interface BoardClient extends StripClient, ReadyClient {}

type BoardClients = ReadonlyMap<string, BoardClient>;

/**
 * Readiness of all clients, kept for as long as the rank cache keeps the very order that it was made from: every check, fact and
 * owner moves the audit chain and with it the order. The day belongs to the order too; the channel is asked at every look.
 */
const kept = new WeakMap<readonly RankedClient[], { readonly channelWorks: boolean; readonly clients: BoardClients }>();

async function readClients(tx: TenantTransaction, reader: Reader, cache: RankCache): Promise<BoardClients> {
  const order = await cache.read(tx, reader.today);
  const channelWorks = await doesChannelWork(tx, reader);
  const known = kept.get(order);
  if (known?.channelWorks === channelWorks) return known.clients;
  const ready = await readFirmReadiness(tx, order, { ...reader, channelWorks });
  const clients = new Map(
    ready.map((client) => [client.facts.id, { ...client, hasOwner: client.facts.owner !== null }]),
  );
  kept.set(order, { channelWorks, clients });
  return clients;
}

function passes(
  { ranked, readiness }: BoardClient,
  filter: ClientFilter,
  reader: { readonly today: Reader['today']; readonly mine: ReadonlySet<string> },
): boolean {
  if (filter === 'stops_filing' || filter === 'stops_payment') return isStopped(readiness, filter);
  return passesRankFilter(ranked, filter, reader);
}

function describeState(state: Awaited<ReturnType<typeof findBoardState>>): Pick<Board, 'lastImportAt' | 'lastDigest'> {
  const { digestDate, digestsAccepted: accepted, digestsFailed: failed, digestsNotConfigured: notConfigured } = state;
  return {
    lastImportAt: state.lastImportAt?.toISOString() ?? null,
    lastDigest: digestDate === null ? null : { businessDate: digestDate, accepted, failed, notConfigured },
  };
}

/**
 * The firm's board: the two strips, the weeks, the chips and what needs somebody. `lastSweepAt` comes from the service, since
 * no firm may read it.
 */
export async function getBoard(
  tx: TenantTransaction,
  reader: Reader & { readonly now: Date; readonly lastSweepAt: Date | null },
  cache: RankCache,
): Promise<Board> {
  const { today } = reader;
  const byId = await readClients(tx, reader, cache);
  const clients = [...byId.values()];
  const strips = await listStrips(tx, today);
  const clientsThatCanFile = [...byId].filter(([, client]) => client.readiness.canFile === 'yes').map(([id]) => id);
  const clientsThatCanProtest = [...byId].filter(([, client]) => client.canProtest).map(([id]) => id);
  const lastDay = addDays(mondayOf(today), 7 * BOARD_WEEKS - 1);
  const weeks = await listWeeks(tx, {
    today,
    days: daysBetween(today, lastDay),
    clientsThatCanFile,
    clientsThatCanProtest,
  });
  const state = await findBoardState(tx, { today, now: reader.now });
  const mine = await peopleOf(tx, reader);
  const count = (test: (client: BoardClient) => boolean): number => clients.filter(test).length;
  return {
    businessDate: today,
    clientCount: clients.length,
    canFileCount: clientsThatCanFile.length,
    canBePaidCount: count(({ readiness }) => readiness.canBePaid === 'yes'),
    filerCodes: state.filerCodes,
    capeCloses: describeStrip(strips, true, byId),
    protestCloses: describeStrip(strips, false, byId),
    weeks: describeWeeks(weeks, today),
    filterCounts: Object.fromEntries(
      ClientFilter.options.map((filter) => [filter, count((client) => passes(client, filter, { today, mine }))]),
    ),
    needsYou: {
      alertsNotAcknowledged: state.alertsNotAcknowledged,
      clientsWithStaleData: count(({ ranked }) => isStale(ranked.facts.dataAsOf, today)),
      clientsWithoutOwner: count(({ hasOwner }) => !hasOwner),
      entriesNeedingData: clients.reduce((sum, client) => sum + client.facts.needsDataCount, 0),
      provisionalDates: state.provisionalDates,
      proposalsWaiting: clients.reduce((sum, client) => sum + client.facts.proposalCount, 0),
      entriesGone: clients.reduce((sum, client) => sum + client.facts.goneCount, 0),
      importsFailed: state.importsFailed,
      ...(await countFirmNeeds(tx, today)),
    },
    dataAsOf: state.dataAsOf,
    lastSweepAt: reader.lastSweepAt?.toISOString() ?? null,
    ...describeState(state),
  };
}
