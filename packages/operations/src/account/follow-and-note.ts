import { listClientsWithPayee, lockClients, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { Writer } from '../clients/reader.ts';
import { followFacts } from './follow-checks.ts';

/** What made checks follow anew, other than a fact that somebody recorded. */
export type FollowCause = 'entries_changed' | 'inactivity_days_changed';

/** Brings the checks of some clients in line with their facts, each with an audit event of its own where something changed. */
export async function followAndNote(
  tx: TenantTransaction,
  clientIds: readonly string[],
  cause: FollowCause,
  writer: Writer,
): Promise<void> {
  const locked = (await lockClients(tx, clientIds)).map(({ id }) => id);
  for (const [clientId, checks] of await followFacts(tx, locked, writer))
    await appendAudit(tx, {
      at: writer.now,
      actor: writer.actor,
      action: 'check.followed',
      subject: { kind: 'client', id: clientId },
      details: { cause, checks },
    });
}

/** After entries came, went or changed: who receives the refunds depends on box 28 of each of them. */
export async function followEntriesOf(
  tx: TenantTransaction,
  clientIds: readonly string[],
  writer: Writer,
): Promise<void> {
  const concerned = await listClientsWithPayee(tx, clientIds);
  if (concerned.length > 0) await followAndNote(tx, concerned, 'entries_changed', writer);
}
