import { listLapsedEvidence, removeEvidenceContents } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { EvidencePlaces } from '../evidence/add-evidence.ts';

const DAY_MS = 86_400_000;

/**
 * Removes for good the contents of evidence that was removed `keepDays` ago or before, with one audit event that counts them; rows and
 * hashes stay. What lies outside goes first, so that no content outlives its row; with no store configured it waits. Idempotent.
 * Answers how many.
 */
export async function removeLapsedEvidence(
  { database, store }: EvidencePlaces,
  organizationId: string,
  input: { readonly now: Date; readonly keepDays: number },
): Promise<number> {
  const { now, keepDays } = input;
  const before = new Date(now.getTime() - keepDays * DAY_MS);
  const lapsed = await database.withTenantRead(organizationId, (tx) => listLapsedEvidence(tx, before));
  const removable = lapsed.filter(({ objectKey }) => objectKey === null || store !== null);
  if (removable.length === 0) return 0;
  for (const { objectKey } of removable) if (objectKey !== null) await store?.delete(objectKey);
  return database.withTenantPg(organizationId, async (tx) => {
    const ids = removable.map(({ id }) => id);
    const evidenceContentsRemoved = await removeEvidenceContents(tx, ids, now);
    if (evidenceContentsRemoved > 0)
      await appendAudit(tx, {
        at: now,
        actor: { kind: 'system', id: null },
        action: 'retention.applied',
        subject: { kind: 'organization', id: organizationId },
        details: { evidenceContentsRemoved, removedEvidenceDays: keepDays },
      });
    return evidenceContentsRemoved;
  });
}
