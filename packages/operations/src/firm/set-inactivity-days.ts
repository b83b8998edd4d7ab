import { findOrganization, listClientsWithLogin, type TenantTransaction, updateOrganization } from '@capeline/db';
import { followAndNote } from '../account/follow-and-note.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, type Writer } from '../clients/reader.ts';

/** Sets after how many days without use an ACE log-in counts as locked; clients’ log-ins lapse by it, too. Throws `not_found` for a firm that went meanwhile. */
export async function setInactivityDays(tx: TenantTransaction, days: number, writer: Writer): Promise<void> {
  const organization = await findOrganization(tx);
  if (organization === null) throw notFound();
  if (organization.aceInactivityDays === days) return;
  await updateOrganization(tx, { aceInactivityDays: days });
  await followAndNote(tx, await listClientsWithLogin(tx), 'inactivity_days_changed', writer);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'organization.changed',
    subject: { kind: 'organization', id: tx.organizationId },
    details: { before: { aceInactivityDays: organization.aceInactivityDays }, after: { aceInactivityDays: days } },
  });
}
