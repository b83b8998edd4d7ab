import { AUDIT_GENESIS_HASH, hashAuditEvent } from './audit.ts';
import type { TenantTransaction } from './transactions.ts';

/**
 * `missing`: an event between two others is gone. `edited`: the row is not what was hashed. `chain_broken`: the row is whole
 * but does not follow the one before. `tail_cut`: the head knows later events. `head_mismatch`: the head is not the last event.
 */
export type AuditFault = 'missing' | 'edited' | 'chain_broken' | 'tail_cut' | 'head_mismatch';

/** `head` is the last hash in hexadecimal, to keep outside the database; `seq` names the first bad event. */
export type AuditVerdict = { ok: true; count: number; head: string } | { ok: false; seq: number; reason: AuditFault };

type EventRow = {
  seq: number;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  payload: string;
  prev_hash: Buffer;
  hash: Buffer;
};

const PAGE = 1_000;

function readPage(tx: TenantTransaction, afterSeq: number): Promise<EventRow[]> {
  return tx.query<EventRow>(
    `select seq, at, actor_kind, actor_id, action, subject_kind, subject_id, payload, prev_hash, hash
       from audit_event where organization_id = $1 and seq > $2 order by seq limit $3`,
    [tx.organizationId, afterSeq, PAGE],
  );
}

/** True when the columns, which the product shows and searches, say what the hashed payload says. */
function matchesPayload(row: EventRow, organizationId: string): boolean {
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(row.payload) as Record<string, unknown>;
  } catch {
    return false;
  }
  const actor = said.actor as { kind?: unknown; id?: unknown } | undefined;
  const subject = said.subject as { kind?: unknown; id?: unknown } | undefined;
  const pairs: [unknown, unknown][] = [
    [said.organizationId, organizationId],
    [said.seq, row.seq],
    [said.at, row.at.toISOString()],
    [actor?.kind, row.actor_kind],
    [actor?.id, row.actor_id],
    [said.action, row.action],
    [subject?.kind, row.subject_kind],
    [subject?.id, row.subject_id],
  ];
  return pairs.every(([hashed, shown]) => hashed === shown);
}

function findFault(row: EventRow, previous: { seq: number; hash: Buffer }, organizationId: string): AuditFault | null {
  if (row.seq !== previous.seq + 1) return 'missing';
  if (!hashAuditEvent(row.prev_hash, row.payload).equals(row.hash)) return 'edited';
  if (!row.prev_hash.equals(previous.hash)) return 'chain_broken';
  return matchesPayload(row, organizationId) ? null : 'edited';
}

/**
 * Recomputes the firm's whole chain, a page at a time, and compares its end with the head. Events that are added meanwhile
 * are verified too. The first fault ends the run: what follows an altered event proves nothing.
 */
export async function verifyAuditChain(tx: TenantTransaction): Promise<AuditVerdict> {
  let last: { seq: number; hash: Buffer } = { seq: 0, hash: AUDIT_GENESIS_HASH };
  for (;;) {
    const rows = await readPage(tx, last.seq);
    for (const row of rows) {
      const reason = findFault(row, last, tx.organizationId);
      if (reason !== null) return { ok: false, seq: reason === 'missing' ? last.seq + 1 : row.seq, reason };
      last = { seq: row.seq, hash: row.hash };
    }
    if (rows.length === PAGE) continue;
    const [head = { seq: 0, hash: AUDIT_GENESIS_HASH }] = await tx.query<{ seq: number; hash: Buffer }>(
      'select seq, hash from audit_head where organization_id = $1',
      [tx.organizationId],
    );
    if (head.seq > last.seq && (await readPage(tx, last.seq)).length > 0) continue;
    if (head.seq > last.seq) return { ok: false, seq: last.seq + 1, reason: 'tail_cut' };
    if (head.seq < last.seq || !head.hash.equals(last.hash))
      return { ok: false, seq: last.seq, reason: 'head_mismatch' };
    return { ok: true, count: last.seq, head: last.hash.toString('hex') };
  }
}
