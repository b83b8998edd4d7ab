import { AppError } from '@capeline/contracts';
import { type AuditActor, type Database, deleteSampleOrganization, listOrganizations } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { noteSampleMark } from '../sample/sample-mark.ts';

/**
 * Removes the sample firm with everything in it, its trail too. Any member of the sample may, and whoever owns a real firm (`isOwner`),
 * whose trail then tells of it. Throws `sample.not_available`, or `auth.forbidden`.
 */
export async function removeSample(
  database: Database,
  by: { readonly organizationId: string; readonly isOwner: boolean; readonly actor: AuditActor; readonly now: Date },
): Promise<void> {
  const organizations = await database.withSystem('sample: find the sample firm', listOrganizations);
  const sample = organizations.find(({ isSample }) => isSample);
  if (sample === undefined)
    throw new AppError('sample.not_available', 'There is no sample firm here, or it was removed.');
  const isInside = by.organizationId === sample.id;
  if (!isInside && !by.isOwner) throw new AppError('auth.forbidden', 'An owner of your firm can remove the sample.');
  // Noted first: whatever happens to the removal, nobody makes it again.
  await noteSampleMark(database, { state: 'removed' }, by.now);
  await database.withTenantPg(sample.id, deleteSampleOrganization);
  if (isInside) return;
  await database.withTenantPg(by.organizationId, (tx) =>
    appendAudit(tx, {
      at: by.now,
      actor: by.actor,
      action: 'sample.removed',
      subject: { kind: 'organization', id: sample.id },
      details: {},
    }),
  );
}
