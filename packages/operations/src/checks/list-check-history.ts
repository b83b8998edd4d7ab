import type { CheckChange, Page, PageQuery } from '@capeline/contracts';
import { type CheckRecordRow, listCheckChanges, type TenantTransaction } from '@capeline/db';
import { isCheckKind, maskImporterNumber } from '@capeline/domain';
import { parseCursor, toCursor } from '../clients/cursor.ts';
import { findPresentId } from '../clients/present-client.ts';
import { notFound } from '../clients/reader.ts';

/** A record as it stood; states from before there were facts say nothing of them. */
function thenOf(state: Partial<CheckRecordRow>): CheckChange['after'] {
  const { status = 'unknown', basis = 'attested', reason = null } = state;
  const { evidenceNote = null, verifiedOn = null, expiresOn = null } = state;
  return { status, basis, reason, evidenceNote, verifiedOn, expiresOn };
}

/** What a check of a client said and when it changed, newest first. Throws `not_found`, and `request.invalid` for a foreign cursor. */
export async function listCheckHistory(
  tx: TenantTransaction,
  asked: { readonly clientId: string; readonly kind: string },
  query: PageQuery,
): Promise<Page<CheckChange>> {
  const clientId = await findPresentId(tx, asked.clientId);
  if (clientId === null || !isCheckKind(asked.kind)) throw notFound();
  const position = parseCursor<[number]>(
    query.cursor,
    ([id, ...rest]) => Number.isSafeInteger(id) && rest.length === 0,
  );
  const of = { clientId, kind: asked.kind };
  const changes = await listCheckChanges(tx, of, { beforeId: position?.[0] ?? null, limit: query.limit + 1 });
  const page = changes.slice(0, query.limit);
  const last = changes.length > query.limit ? page.at(-1) : undefined;
  return {
    data: page.map(({ id, importerNumber, before, after, changedByName, changedAt }) => ({
      id: String(id),
      importerNumberMasked: importerNumber === '' ? null : maskImporterNumber(importerNumber),
      before: before === null ? null : thenOf(before),
      after: thenOf(after),
      changedBy: changedByName,
      changedAt: changedAt.toISOString(),
    })),
    nextCursor: last === undefined ? null : toCursor([last.id]),
  };
}
