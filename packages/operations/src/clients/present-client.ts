import { findPresentClient, type TenantTransaction } from '@capeline/db';
import { isUuid } from './reader.ts';

/** The client that bears what is known under an id today: the one that took a merged client over. Null for an id that is nobody's. */
export async function findPresentId(tx: TenantTransaction, asked: string): Promise<string | null> {
  return isUuid(asked) ? findPresentClient(tx, asked) : null;
}
