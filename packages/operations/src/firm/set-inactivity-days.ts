import { findOrganization, type TenantTransaction, updateOrganization } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, type Writer } from '../clients/reader.ts';

/** Sets after how many days without use an ACE log-in counts as locked. Throws `not_found` for a firm that went meanwhile. */
export async function setInactivityDays(tx: TenantTransaction, days: number, writer: Writer): Promise<void> {
  const organization = await findOrganization(tx);
  if (organization === null) throw notFound();
  if (organization.aceInactivityDays === days) return;
  await updateOrganization(tx, { aceInactivityDays: days });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'organization.changed',
    subject: { kind: 'organization', id: tx.organizationId },
    details: { before: { aceInactivityDays: organization.aceInactivityDays }, after: { aceInactivityDays: days } },
  });
}
