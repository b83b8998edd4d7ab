import { findOrganization, type TenantTransaction } from '@capeline/db';
import type { FactSettings } from '@capeline/domain';
import { notFound } from '../clients/reader.ts';

/** The firm's settings on which it depends how long facts hold. Throws `not_found` for a firm that went meanwhile. */
export async function readFactSettings(tx: TenantTransaction): Promise<FactSettings> {
  const organization = await findOrganization(tx);
  if (organization === null) throw notFound();
  return { inactivityDays: organization.aceInactivityDays };
}
