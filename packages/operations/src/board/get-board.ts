import { type Board, ClientFilter } from '@capeline/contracts';
import { findBoardState, listAllClientFacts, listStrips, listWeeks, type TenantTransaction } from '@capeline/db';
import { addDays, daysBetween, type Readiness } from '@capeline/domain';
import { doesChannelWork } from '../clients/list-clients.ts';
import type { Reader } from '../clients/reader.ts';
import { readinessOf } from './describe-client.ts';
import type { RankCache } from './rank-cache.ts';
import { isStale, passesRankFilter, type RankedClient } from './ranked-client.ts';
import { BOARD_WEEKS, describeStrip, describeWeeks, mondayOf, type StripClient } from './strips.ts';

interface BoardClient extends StripClient {
  readonly ranked: RankedClient;
  readonly needsDataCount: number;
  readonly proposalCount: number;
}

async function readClients(tx: TenantTransaction, reader: Reader, cache: RankCache): Promise<Map<string, BoardClient>> {
  const rankedById = new Map((await cache.read(tx, reader.today)).map((one) => [one.facts.clientId, one]));
  const channelWorks = await doesChannelWork(tx, reader);
  const clients = new Map<string, BoardClient>();
  for (const facts of await listAllClientFacts(tx)) {
    const ranked = rankedById.get(facts.id);
    if (ranked === undefined) continue;
    const openDateCount = ranked.due === null ? 0 : 1;
    const board = { openDateCount, alertsWithin14: ranked.facts.alertsWithin14, channelWorks };
    const { readiness } = readinessOf(facts, board, reader.today);
    const { needsDataCount, proposalCount, owner } = facts;
    clients.set(facts.id, { ranked, readiness, hasOwner: owner !== null, needsDataCount, proposalCount });
  }
  return clients;
}

function passes(client: BoardClient, filter: ClientFilter, reader: Reader): boolean {
  if (filter === 'stops_filing') return client.readiness.canFile !== 'yes';
  if (filter === 'stops_payment') return client.readiness.canBePaid !== 'yes';
  return passesRankFilter(client.ranked, filter, reader);
}

const canFile = ({ readiness }: { readonly readiness: Readiness }): boolean => readiness.canFile === 'yes';

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
  const clientsThatCanFile = [...byId].filter(([, client]) => canFile(client)).map(([id]) => id);
  const lastDay = addDays(mondayOf(today), 7 * BOARD_WEEKS - 1);
  const weeks = await listWeeks(tx, { today, days: daysBetween(today, lastDay), clientsThatCanFile });
  const state = await findBoardState(tx, { today, now: reader.now });
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
      ClientFilter.options.map((filter) => [filter, count((client) => passes(client, filter, reader))]),
    ),
    needsYou: {
      alertsNotAcknowledged: state.alertsNotAcknowledged,
      clientsWithStaleData: count(({ ranked }) => isStale(ranked.facts.dataAsOf, today)),
      clientsWithoutOwner: count(({ hasOwner }) => !hasOwner),
      entriesNeedingData: clients.reduce((sum, client) => sum + client.needsDataCount, 0),
      proposalsWaiting: clients.reduce((sum, client) => sum + client.proposalCount, 0),
      importsFailed: state.importsFailed,
    },
    dataAsOf: state.dataAsOf,
    lastSweepAt: reader.lastSweepAt?.toISOString() ?? null,
    ...describeState(state),
  };
}
