import { createHash } from 'node:crypto';
import { AppError, type OrganizationSettings } from '@capeline/contracts';
import {
  type AuditActor,
  findOrganization,
  listFilerCodes,
  lockEntryFacts,
  lockOrganization,
  refreshDeadlines,
  replaceFilerCodes,
  type TenantTransaction,
  updateOrganization,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { assertVersion } from '../clients/expected-version.ts';

/** The state of what a person can change, as a short text; what a report brought and nobody decided is no part of it. */
function versionOf(settings: Omit<OrganizationSettings, 'version'>): string {
  const { name, timeZone, digestTime, capeFileByBusinessDays, filerCodes } = settings;
  const decided = filerCodes.filter(({ status }) => status !== 'unknown').map(({ code, status }) => [code, status]);
  const state = JSON.stringify([name, timeZone, digestTime, capeFileByBusinessDays, decided]);
  return createHash('sha256').update(state).digest('hex').slice(0, 16);
}

/** The firm's settings with its filer codes. */
export async function getOrganizationSettings(tx: TenantTransaction): Promise<OrganizationSettings> {
  const organization = await findOrganization(tx);
  if (organization === null) throw new AppError('not_found', 'The firm does not exist any more.');
  const { name, timeZone, digestTime, capeFileByBusinessDays, isSample } = organization;
  const filerCodes = await listFilerCodes(tx);
  const settings = { name, timeZone, digestTime, capeFileByBusinessDays, isSample, filerCodes };
  return { ...settings, version: versionOf(settings) };
}

/**
 * Changes the firm's name or its filer codes (the whole list); what is left out stays. Returns the settings afterwards. Throws
 * `conflict.version` when `ifMatch` names another state.
 */
export async function updateOrganizationSettings(
  tx: TenantTransaction,
  changes: { readonly name?: string | undefined; readonly filerCodes?: readonly string[] | undefined },
  by: { readonly actor: AuditActor; readonly now: Date; readonly ifMatch?: string | undefined },
): Promise<OrganizationSettings> {
  // Whose a filer code is can also be decided one by one, under this lock.
  if (changes.filerCodes !== undefined) await lockEntryFacts(tx);
  await lockOrganization(tx);
  const before = await getOrganizationSettings(tx);
  assertVersion(by.ifMatch, before.version);
  if (changes.name !== undefined) await updateOrganization(tx, { name: changes.name });
  if (changes.filerCodes !== undefined) {
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
