import type { AccountFactChange, FactHistoryQuery, Page } from '@capeline/contracts';
import { type FactState, listFactChanges, type TenantTransaction } from '@capeline/db';
import { parseCursor, toCursor } from '../clients/cursor.ts';
import { findFactLine } from './fact-line.ts';
import { writtenValue } from './known-facts.ts';

function thenOf(state: FactState | null): AccountFactChange['after'] {
  if (state === null) return null;
  const { source, asOf, note } = state;
  return { value: writtenValue(state), source, asOf, note };
}

/** What was known of one fact and when it changed, newest first. Throws `not_found` and `request.invalid`. */
export async function listFactHistory(
  tx: TenantTransaction,
  asked: { readonly clientId: string; readonly kind: string },
  query: FactHistoryQuery,
): Promise<Page<AccountFactChange>> {
  const line = await findFactLine(tx, { ...asked, importerNumber: query.importerNumber });
  const position = parseCursor<[number]>(
    query.cursor,
    ([id, ...rest]) => Number.isSafeInteger(id) && rest.length === 0,
  );
  const changes = await listFactChanges(tx, line, { beforeId: position?.[0] ?? null, limit: query.limit + 1 });
  const page = changes.slice(0, query.limit);
  const last = changes.length > query.limit ? page.at(-1) : undefined;
  return {
    data: page.map(({ id, cause, before, after, changedByName, changedAt }) => ({
      id: String(id),
      cause,
      before: thenOf(before),
      after: thenOf(after),
      changedBy: changedByName,
      changedAt: changedAt.toISOString(),
    })),
    nextCursor: last === undefined ? null : toCursor([last.id]),
  };
}
