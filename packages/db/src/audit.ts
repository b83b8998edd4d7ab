import { createHash } from 'node:crypto';
import { toCanonicalJson } from './canonical-json.ts';
import type { TenantTransaction } from './transactions.ts';

/** Who acted: a member, a key, the product itself, or somebody at the command line of the server. */
export type AuditActor = { kind: 'user' | 'api_key' | 'system' | 'cli'; id: string | null; name?: string };

/** One act, as the trail keeps it for ever. `details` holds plain JSON: no secrets, no whole importer numbers of persons. */
export type AuditEntry = {
  at: Date;
  actor: AuditActor;
  action: string;
  subject: { kind: string; id: string };
  details: Record<string, unknown>;
};

type Head = { seq: number; hash: Buffer };

/** What the first event of a firm follows. */
export const AUDIT_GENESIS_HASH = Buffer.alloc(32);

/** The hash that binds an event to the one before: SHA-256 of the previous hash followed by the payload's UTF-8 bytes. */
export function hashAuditEvent(previousHash: Uint8Array, payload: string): Buffer {
  return createHash('sha256').update(previousHash).update(payload, 'utf8').digest();
}

/** Locks the firm's head until the transaction ends, so that events of one firm stand in one order. */
async function lockHead(tx: TenantTransaction): Promise<Head> {
  const lock = () =>
    tx.query<Head>('select seq, hash from audit_head where organization_id = $1 for update', [tx.organizationId]);
  const [found] = await lock();
  if (found !== undefined) return found;
  await tx.query(
    'insert into audit_head (organization_id, seq, hash) values ($1, 0, $2) on conflict (organization_id) do nothing',
    [tx.organizationId, AUDIT_GENESIS_HASH],
  );
  const [made] = await lock();
  if (made === undefined) throw new Error('The head of the audit chain could not be made.');
  return made;
}

/**
 * Adds one event to the firm's chain. Call it LAST in the transaction: it holds the chain's lock until the commit, and one
 * event for a whole import is enough, since the details lie in history tables.
 */
export async function appendAudit(tx: TenantTransaction, entry: AuditEntry): Promise<void> {
  const head = await lockHead(tx);
  const seq = head.seq + 1;
  const { at, actor, action, subject, details } = entry;
  const payload = toCanonicalJson({
    organizationId: tx.organizationId,
    seq,
    at: at.toISOString(),
    actor,
    action,
    subject,
    details,
  });
  const hash = hashAuditEvent(head.hash, payload);
  await tx.query(
    `with moved as (
       update audit_head set seq = $2, hash = $11 where organization_id = $1
     )
     insert into audit_event
       (organization_id, seq, at, actor_kind, actor_id, action, subject_kind, subject_id, payload, prev_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [tx.organizationId, seq, at, actor.kind, actor.id, action, subject.kind, subject.id, payload, head.hash, hash],
  );
}

/** The number of the firm's last event; 0 before the first. */
export async function findTrailEnd(tx: TenantTransaction): Promise<number> {
  const [head] = await tx.query<{ seq: number }>('select seq from audit_head where organization_id = $1', [
    tx.organizationId,
  ]);
  return head?.seq ?? 0;
}

/** How many acts of people, keys or the command line follow an event; signing in and out is none. */
export async function countActsAfter(tx: TenantTransaction, seq: number): Promise<number> {
  const [row] = await tx.query<{ acts: number }>(
    `select count(*)::int as acts from audit_event
      where organization_id = $1 and seq > $2 and actor_kind <> 'system' and action not like 'session.%'`,
    [tx.organizationId, seq],
  );
  return row?.acts ?? 0;
}
