import type { Evidence } from '@capeline/contracts';
import {
  enqueue,
  insertAttestation,
  refreshClientSummaries,
  refreshDeadlines,
  type TenantTransaction,
} from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { followEntriesOf } from '../account/follow-and-note.ts';
import { userIdOf, type Writer } from '../clients/reader.ts';

/**
 * Keeps the evidence of what a person said of an entry, brings deadlines and counts of the clients in line and asks for a sweep.
 * Run it after the entry was written, before the audit event.
 */
export async function recordStatement(
  tx: TenantTransaction,
  statement: {
    readonly entryNumber: string;
    readonly said: Readonly<Record<string, unknown>>;
    readonly evidence: Evidence;
    readonly seenOn: PlainDate;
    readonly clientIds: readonly string[];
  },
  writer: Writer,
): Promise<void> {
  const { entryNumber, said, evidence, seenOn } = statement;
  await insertAttestation(tx, {
    entryNumber,
    facts: said,
    note: evidence.note,
    source: evidence.source ?? null,
    seenOn,
    seenBy: evidence.seenBy ?? null,
    createdBy: userIdOf(writer),
    createdAt: writer.now,
  });
  const clientIds = [...new Set(statement.clientIds)];
  await refreshDeadlines(tx, clientIds);
  await refreshClientSummaries(tx, clientIds);
  await followEntriesOf(tx, clientIds, writer);
  await enqueue(tx, 'sweep-organization', { organizationId: tx.organizationId });
}
