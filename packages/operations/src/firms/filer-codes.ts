import type { FilerCodeList, FilerStatus } from '@capeline/contracts';
import {
  enqueue,
  listFilerCodeUse,
  lockEntryFacts,
  refreshClientSummaries,
  refreshDeadlines,
  saveFilerStatus,
  type TenantTransaction,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { Writer } from '../clients/reader.ts';

/** The filer codes that the firm named and that reports brought, each with what it covers. */
export async function listFilerCodes(tx: TenantTransaction): Promise<FilerCodeList> {
  return { data: await listFilerCodeUse(tx) };
}

/**
 * Says whose a filer code is, in the caller's transaction. Entries of another filer leave our CAPE clocks, with their cause, and keep
 * their protest clocks; called ours or unknown again they return.
 */
export async function decideFilerCode(
  tx: TenantTransaction,
  code: string,
  status: FilerStatus,
  writer: Writer,
): Promise<void> {
  await lockEntryFacts(tx);
  const saved = await saveFilerStatus(tx, code, status);
  if (saved === null) return;
  const { before, clientIds } = saved;
  await refreshDeadlines(tx, clientIds);
  await refreshClientSummaries(tx, clientIds);
  await enqueue(tx, 'sweep-organization', { organizationId: tx.organizationId });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'filer_code.decided',
    subject: { kind: 'filer_code', id: code },
    details: { before, after: status, clientCount: clientIds.length },
  });
}
