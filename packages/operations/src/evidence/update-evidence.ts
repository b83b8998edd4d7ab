import { AppError, type UpdateEvidenceRequest } from '@capeline/contracts';
import {
  type EvidenceRow,
  findEvidence,
  findSameEvidence,
  lockClient,
  lockEvidence,
  setEvidenceRemoved,
  type TenantTransaction,
  updateEvidenceRow,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { refuseSecrets } from '../checks/refuse-secrets.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { isUuid, notFound, userIdOf, type Writer } from '../clients/reader.ts';

const DAY_MS = 86_400_000;

async function lock(tx: TenantTransaction, id: string): Promise<EvidenceRow> {
  const row = isUuid(id) ? await lockEvidence(tx, id) : null;
  if (row === null) throw notFound();
  return row;
}

async function note(
  tx: TenantTransaction,
  action: 'evidence.changed' | 'evidence.removed' | 'evidence.restored',
  row: EvidenceRow,
  writer: Writer,
): Promise<void> {
  const { id, clientId, about, fileName, note: text, expiresOn } = row;
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action,
    subject: { kind: 'evidence', id },
    details: { clientId, about, fileName, sha256: row.sha256.toString('hex'), note: text, expiresOn },
  });
}

/**
 * Changes note or expiry of evidence; what the file is never changes. Nothing is written when nothing differs. Throws `not_found`, also
 * for removed evidence, `conflict.version`, and `request.invalid` for passwords and bank numbers.
 */
export async function updateEvidence(
  tx: TenantTransaction,
  input: { readonly id: string; readonly changes: UpdateEvidenceRequest; readonly ifMatch: string | undefined },
  writer: Writer,
): Promise<void> {
  const { changes } = input;
  refuseSecrets({ '/note': changes.note });
  const before = await lock(tx, input.id);
  if (before.removedAt !== null) throw notFound();
  assertVersion(input.ifMatch, before.version);
  const after = {
    ...before,
    note: changes.note === undefined ? before.note : changes.note || null,
    expiresOn: changes.expiresOn === undefined ? before.expiresOn : changes.expiresOn,
  };
  if (after.note === before.note && after.expiresOn === before.expiresOn) return;
  await updateEvidenceRow(tx, after);
  await note(tx, 'evidence.changed', after, writer);
}

/** Removes evidence: row and hash stay, the content until retention takes it. What is removed already stays so. Throws `not_found`. */
export async function removeEvidence(tx: TenantTransaction, id: string, writer: Writer): Promise<void> {
  const row = await lock(tx, id);
  if (row.removedAt !== null) return;
  await setEvidenceRemoved(tx, id, { by: userIdOf(writer), at: writer.now });
  await note(tx, 'evidence.removed', row, writer);
}

/**
 * Takes a removal back; what is there already stays. Throws `not_found`, and `evidence.not_restorable` after `keepDays`, when its
 * content goes, or when the same file is there again.
 */
export async function restoreEvidence(
  tx: TenantTransaction,
  input: { readonly id: string; readonly keepDays: number },
  writer: Writer,
): Promise<void> {
  const seen = isUuid(input.id) ? await findEvidence(tx, input.id) : null;
  if (seen === null) throw notFound();
  // The client first, as an upload and a merge do, so that none of them waits for another in a circle.
  await lockClient(tx, seen.clientId);
  const found = await lock(tx, input.id);
  if (found.clientId !== seen.clientId)
    throw new AppError('conflict.version', 'The client was merged or split just now. Try again.');
  if (found.removedAt === null) return;
  if (found.contentRemovedAt !== null || found.removedAt.getTime() < writer.now.getTime() - input.keepDays * DAY_MS)
    throw new AppError(
      'evidence.not_restorable',
      `Removed evidence is kept for ${input.keepDays} days. Add the file again.`,
    );
  if ((await findSameEvidence(tx, found)) !== null)
    throw new AppError('evidence.not_restorable', 'The same file is there again already.');
  await setEvidenceRemoved(tx, input.id, null);
  await note(tx, 'evidence.restored', found, writer);
}
