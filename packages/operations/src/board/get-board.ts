import type { Board } from '@capeline/contracts';
import { type BoardNewsRow, findBoardNews, type TenantTransaction } from '@capeline/db';
import type { Reader } from '../clients/reader.ts';
import { peopleOf } from '../members/people-of.ts';
import { readKeptBoard } from './kept-board.ts';
import type { RankCache } from './rank-cache.ts';
import { passesRankFilter } from './ranked-client.ts';

function describeNews(news: BoardNewsRow): Pick<Board, 'lastImportAt' | 'lastDigest' | 'mailsStuck'> {
  const { digestDate, digestsAccepted: accepted, digestsFailed: failed, digestsNotConfigured: notConfigured } = news;
  return {
    mailsStuck: news.mailsStuck,
    lastImportAt: news.lastImportAt?.toISOString() ?? null,
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
): Promise<Omit<Board, 'sweepIsLate'>> {
  const { today } = reader;
  const { ranked, numbers, filterCounts } = await readKeptBoard(tx, reader, cache);
  const mine = await peopleOf(tx, reader);
  const news = await findBoardNews(tx, reader.now);
  return {
    ...numbers,
    businessDate: today,
    filterCounts: {
      ...filterCounts,
      mine: ranked.filter((client) => passesRankFilter(client, 'mine', { today, mine })).length,
    },
    needsYou: { ...numbers.needsYou, importsFailed: news.importsFailed },
    lastSweepAt: reader.lastSweepAt?.toISOString() ?? null,
    ...describeNews(news),
  };
}
