import type { FollowedCheck } from '@capeline/contracts';
import {
  type CheckRecordRow,
  type CheckRecordView,
  listCheckRecords,
  saveCheckRecord,
  type TenantTransaction,
} from '@capeline/db';
import { type DerivedCheck, isCheckKind, maskImporterNumber } from '@capeline/domain';
import { rowOf } from '../checks/check-row.ts';
import { userIdOf, type Writer } from '../clients/reader.ts';
import { deriveFor } from './derive-for.ts';
import { type FollowMode, followDecision } from './follow-facts.ts';

const keyOf = (kind: string, importerNumber: string | null): string => `${kind} ${importerNumber ?? ''}`;

const isSame = (before: CheckRecordRow | null, after: CheckRecordRow): boolean =>
  before !== null && JSON.stringify(before) === JSON.stringify(after);

/** Brings the records of one client in line with what its facts decide; answers each that changed. */
async function followClient(
  tx: TenantTransaction,
  client: {
    readonly id: string;
    readonly records: readonly CheckRecordView[];
    readonly derived: readonly DerivedCheck[];
  },
  writer: Writer,
  mode: FollowMode,
): Promise<FollowedCheck[]> {
  const records = new Map(client.records.map((record) => [keyOf(record.kind, record.importerNumber), record]));
  const derived = new Map(client.derived.map((one) => [keyOf(one.kind, one.importerNumber), one]));
  const followed: FollowedCheck[] = [];
  for (const key of new Set([...derived.keys(), ...records.keys()])) {
    const record = records.get(key);
    const before = record === undefined ? null : rowOf(record);
    const standing = record && before ? { row: before, writtenOn: record.updatedAt.toISOString().slice(0, 10) } : null;
    const next = followDecision(standing, derived.get(key) ?? null, writer.today, mode);
    if (next === null || isSame(before, next)) continue;
    const after = { ...next, version: next.version + 1 };
    await saveCheckRecord(tx, {
      clientId: client.id,
      before,
      after,
      changedBy: userIdOf(writer),
      changedAt: writer.now,
    });
    if (!isCheckKind(after.kind)) continue;
    followed.push({
      kind: after.kind,
      importerNumberMasked: after.importerNumber === '' ? null : maskImporterNumber(after.importerNumber),
      before: before?.status ?? 'unknown',
      after: after.status,
    });
  }
  return followed;
}

/**
 * Brings the checks of some clients in line with their facts, in the caller's transaction: status, days, reason, history. Lock the
 * clients first and append the audit event afterwards. Answers what changed, by client; clients of which nothing did are left out.
 */
export async function followFacts(
  tx: TenantTransaction,
  clientIds: readonly string[],
  writer: Writer,
  mode: FollowMode = 'recorded',
): Promise<ReadonlyMap<string, readonly FollowedCheck[]>> {
  const derived = await deriveFor(tx, clientIds, writer.today);
  const records = Map.groupBy(await listCheckRecords(tx, ...clientIds), ({ clientId }) => clientId);
  const changed = new Map<string, readonly FollowedCheck[]>();
  for (const id of clientIds) {
    const client = { id, records: records.get(id) ?? [], derived: derived.get(id) ?? [] };
    const followed = await followClient(tx, client, writer, mode);
    if (followed.length > 0) changed.set(id, followed);
  }
  return changed;
}
