import { AppError, type OrganizationSettings } from '@capeline/contracts';
import {
  type AuditActor,
  findOrganization,
  listFilerCodes,
  lockEntryFacts,
  refreshDeadlines,
  replaceFilerCodes,
  type TenantTransaction,
  updateOrganization,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/** The firm's settings with its filer codes. */
export async function getOrganizationSettings(tx: TenantTransaction): Promise<OrganizationSettings> {
  const organization = await findOrganization(tx);
  if (organization === null) throw new AppError('not_found', 'The firm does not exist any more.');
  const { name, timeZone, digestTime, capeFileByBusinessDays, isSample } = organization;
  return { name, timeZone, digestTime, capeFileByBusinessDays, isSample, filerCodes: await listFilerCodes(tx) };
}

/** Changes the firm's name or its filer codes (the whole list); what is left out stays. Returns the settings afterwards. */
export async function updateOrganizationSettings(
  tx: TenantTransaction,
  changes: { readonly name?: string | undefined; readonly filerCodes?: readonly string[] | undefined },
  by: { readonly actor: AuditActor; readonly now: Date },
): Promise<OrganizationSettings> {
  const before = await getOrganizationSettings(tx);
  if (changes.name !== undefined) await updateOrganization(tx, { name: changes.name });
  if (changes.filerCodes !== undefined) {
    await lockEntryFacts(tx);
    await replaceFilerCodes(tx, [...new Set(changes.filerCodes)], by.now);
    const isReturned = before.filerCodes.some(
      ({ code, status }) => status === 'another' && changes.filerCodes?.includes(code),
    );
    if (isReturned) await refreshDeadlines(tx, 'all');
  }
  const after = await getOrganizationSettings(tx);
  const codes = (settings: OrganizationSettings): string[] => settings.filerCodes.map(({ code }) => code);
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'organization.changed',
    subject: { kind: 'organization', id: tx.organizationId },
    details: {
      before: { name: before.name, filerCodes: codes(before) },
      after: { name: after.name, filerCodes: codes(after) },
    },
  });
  return after;
}
