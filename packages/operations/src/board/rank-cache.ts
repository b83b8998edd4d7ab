import { findRankState, listRankFacts, type TenantTransaction } from '@capeline/db';
import { BOARD_NEAR_DAYS, compareRank, type PlainDate } from '@capeline/domain';
import { type RankedClient, rankClient } from './ranked-client.ts';

/** Firms whose order is kept at once; the one that was not asked for longest goes first. */
const MAX_FIRMS = 100;

interface Kept {
  readonly name: string;
  /** Put here when its reading begins, so that whoever asks meanwhile waits for it. */
  readonly ranked: Promise<readonly RankedClient[]>;
}

/**
 * Keeps each firm's ranked clients in this process for as long as nothing that ranks them has changed. Every look asks the
 * database first, so that several processes agree and no change is ever shown late. After a change, one reads for all who ask.
 */
export interface RankCache {
  /** All clients of the transaction's firm in the order of the board on that day. */
  readonly read: (tx: TenantTransaction, today: PlainDate) => Promise<readonly RankedClient[]>;
}

async function rankAll(tx: TenantTransaction, today: PlainDate): Promise<RankedClient[]> {
  const rows = await listRankFacts(tx, { today, windowDays: BOARD_NEAR_DAYS, search: null });
  return rows.map((facts) => rankClient(facts, today)).sort((a, b) => compareRank(a.rank, b.rank));
}

/** Makes an empty cache; one a process. */
export function createRankCache(): RankCache {
  const firms = new Map<string, Kept>();
  return {
    read: async (tx, today) => {
      const name = `${today} ${await findRankState(tx)}`;
      const kept = firms.get(tx.organizationId);
      // The one whose reading failed is told; the others read for themselves.
      const known = kept?.name === name ? await kept.ranked.catch(() => null) : null;
      const ranked = known === null ? rankAll(tx, today) : Promise.resolve(known);
      firms.delete(tx.organizationId);
      firms.set(tx.organizationId, { name, ranked });
      const [oldest] = firms.keys();
      if (firms.size > MAX_FIRMS && oldest !== undefined) firms.delete(oldest);
      return ranked;
    },
  };
}
