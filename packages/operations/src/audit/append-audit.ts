import { type AuditEntry, appendAudit as appendEvent, type TenantTransaction } from '@capeline/db';
import type { AuditAction } from './actions.ts';

/** One act that the trail has a name for. */
export type AuditedAct = Omit<AuditEntry, 'action'> & { readonly action: AuditAction };

/** Adds one act to the firm's chain; call it last in the transaction, because it holds the chain's lock until the commit. */
export async function appendAudit(tx: TenantTransaction, act: AuditedAct): Promise<void> {
  await appendEvent(tx, act);
}
