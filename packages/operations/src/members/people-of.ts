import { listStoodInFor, type TenantTransaction } from '@capeline/db';
import type { Reader } from '../clients/reader.ts';

/** Whose clients are "mine": the reader's own and those of everybody he stands in for today; nobody's for a key. */
export async function peopleOf(tx: TenantTransaction, reader: Pick<Reader, 'today' | 'userId'>): Promise<Set<string>> {
  const { today, userId } = reader;
  return userId === null ? new Set() : new Set([userId, ...(await listStoodInFor(tx, userId, today))]);
}
