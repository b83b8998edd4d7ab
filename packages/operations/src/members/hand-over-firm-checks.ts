import { type FirmCheckRow, listFirmChecks, lockFirmChecks, saveFirmCheck, type TenantTransaction } from '@capeline/db';
import { type FirmCheckKind, handOverFirmCheck } from '@capeline/domain';

/** How many lines of the firm's own checks name a person, as the one who does it or who stands in. */
export async function countFirmChecksOf(tx: TenantTransaction, userId: string): Promise<number> {
  const lines = await listFirmChecks(tx);
  return lines.filter(({ ownerUserId, backupUserId }) => ownerUserId === userId || backupUserId === userId).length;
}

function afterHandOver(before: FirmCheckRow, people: { readonly from: string; readonly to: string }, at: Date) {
  const { ownerUserId: ownerId, backupUserId: backupId, status } = before;
  const next = handOverFirmCheck(before.kind as FirmCheckKind, { ownerId, backupId, status }, people);
  if (next === null) return null;
  const named = { ownerUserId: next.ownerId, backupUserId: next.backupId, status: next.status };
  return { ...before, ...named, version: before.version + 1, updatedAt: at };
}

/**
 * Gives one person's part in the firm's own checks to another, with history, in the caller's transaction; answers how many lines
 * changed. Run it while the one who leaves is still a member: afterwards nobody is named any more.
 */
export async function handOverFirmChecks(
  tx: TenantTransaction,
  people: { readonly from: string; readonly to: string },
  by: { readonly changedBy: string | null; readonly changedAt: Date },
): Promise<number> {
  await lockFirmChecks(tx);
  let count = 0;
  for (const before of await listFirmChecks(tx)) {
    const after = afterHandOver(before, people, by.changedAt);
    if (after === null) continue;
    await saveFirmCheck(tx, { before, after, ...by });
    count += 1;
  }
  return count;
}
