import { randomUUID } from 'node:crypto';
import type { AddUploaderRequest, UpdateUploaderRequest } from '@capeline/contracts';
import {
  type FirmUploaderRow,
  findFirmUploader,
  listFilerCodes,
  lockFirmChecks,
  saveFirmUploader,
  type TenantTransaction,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { refuseSecrets } from '../checks/refuse-secrets.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { invalid, isUuid, notFound, userIdOf, type Writer } from '../clients/reader.ts';

async function refuseWrongFacts(tx: TenantTransaction, facts: UpdateUploaderRequest, writer: Writer): Promise<void> {
  refuseSecrets({ '/name': facts.name, '/evidenceNote': facts.evidenceNote });
  if (facts.lastLoginOn != null && facts.lastLoginOn > writer.today)
    throw invalid('/lastLoginOn', 'The day of the log-in lies in the future.');
  const known = new Set((await listFilerCodes(tx)).map(({ code }) => code));
  const foreign = facts.filerCodes?.find((code) => !known.has(code));
  if (foreign !== undefined) throw invalid('/filerCodes', `${foreign} is no filer code of the firm.`);
}

async function save(
  tx: TenantTransaction,
  before: FirmUploaderRow | null,
  after: FirmUploaderRow,
  writer: Writer,
): Promise<void> {
  await saveFirmUploader(tx, { before, after, changedBy: userIdOf(writer), changedAt: writer.now });
  const { name, filerCodes, lastLoginOn, removedAt } = after;
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: before === null ? 'firm_uploader.added' : 'firm_uploader.changed',
    subject: { kind: 'firm_uploader', id: after.id },
    details: { name, filerCodes: [...filerCodes], lastLoginOn, removed: removedAt !== null, version: after.version },
  });
}

/** Names a person who uploads for the firm and answers the id. Throws `request.invalid`, also for a log-in in the future. */
export async function addUploader(tx: TenantTransaction, facts: AddUploaderRequest, writer: Writer): Promise<string> {
  await lockFirmChecks(tx);
  await refuseWrongFacts(tx, facts, writer);
  const id = randomUUID();
  const filerCodes = [...new Set(facts.filerCodes)].sort();
  await save(tx, null, { ...facts, filerCodes, id, removedAt: null, version: 1, updatedAt: writer.now }, writer);
  return id;
}

/**
 * Changes what is known of an uploader, or removes him (`removed`), which can be taken back. Writes nothing when nothing differs.
 * Throws `not_found`, `conflict.version` and `request.invalid`.
 */
export async function updateUploader(
  tx: TenantTransaction,
  input: { readonly id: string; readonly changes: UpdateUploaderRequest; readonly ifMatch: string | undefined },
  writer: Writer,
): Promise<void> {
  const { id, changes } = input;
  await lockFirmChecks(tx);
  const before = isUuid(id) ? await findFirmUploader(tx, id) : null;
  if (before === null) throw notFound();
  assertVersion(input.ifMatch, before.version);
  await refuseWrongFacts(tx, changes, writer);
  const { removed, ...facts } = changes;
  const isRemoved = removed ?? before.removedAt !== null;
  const after: FirmUploaderRow = {
    ...before,
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    removedAt: isRemoved ? (before.removedAt ?? writer.now) : null,
  };
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  await save(tx, before, { ...after, version: before.version + 1, updatedAt: writer.now }, writer);
}
