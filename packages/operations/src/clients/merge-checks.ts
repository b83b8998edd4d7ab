import {
  type CheckRecordRow,
  type CheckRecordView,
  listCheckRecords,
  saveCheckRecord,
  type TenantTransaction,
} from '@capeline/db';
import { type CheckKind, type CheckStatus, isWorse, plainDate } from '@capeline/domain';
import { userIdOf, type Writer } from './reader.ts';

const LONGEST_NOTE = 4000;

/** What a check of the whole client said before a merge, and the version that the merge wrote. */
export interface MergedCheck {
  readonly kind: string;
  readonly before: CheckRecordRow | null;
  readonly version: number;
}

function rowOf(record: CheckRecordView): CheckRecordRow {
  const { ownerName: _name, ownerEmail: _email, updatedAt: _at, ...row } = record;
  return row;
}

function factsOf(record: CheckRecordRow | null) {
  if (record === null) return null;
  return {
    kind: record.kind as CheckKind,
    status: record.status as CheckStatus,
    verifiedOn: record.verifiedOn === null ? null : plainDate(record.verifiedOn),
    expiresOn: record.expiresOn === null ? null : plainDate(record.expiresOn),
  };
}

const NOT_LOOKED_AT = {
  status: 'unknown',
  evidenceNote: null,
  verifiedOn: null,
  expiresOn: null,
  ownerUserId: null,
  nextAction: null,
  waitingOn: null,
  waitingSince: null,
  chaseOn: null,
} as const;

/** The evidence that counts, with the other client's behind it: nothing that was seen gets lost. */
function evidenceOf(own: string | null, other: CheckRecordRow | null, otherName: string): string | null {
  if (other === null || (other.evidenceNote === null && other.status === 'unknown')) return own;
  const seen = other.verifiedOn === null ? '' : `, verified ${other.verifiedOn}`;
  const kept = `[${otherName}: ${other.status.replaceAll('_', ' ')}${seen}] ${other.evidenceNote ?? ''}`.trim();
  return [own, kept]
    .filter((text) => text !== null)
    .join('\n')
    .slice(0, LONGEST_NOTE);
}

interface Side {
  readonly name: string;
  readonly record: CheckRecordRow | null;
}

/** One record out of two: the worse status wins, and nobody having looked is worse than ready. */
function mergeRecords(kind: string, into: Side, from: Side, today: Writer['today']): CheckRecordRow {
  const [worse, other] = isWorse(factsOf(from.record), factsOf(into.record), today) ? [from, into] : [into, from];
  const counting = worse.record ?? NOT_LOOKED_AT;
  return {
    ...counting,
    kind,
    importerNumber: '',
    evidenceNote: evidenceOf(counting.evidenceNote, other.record, other.name),
    ownerUserId: into.record?.ownerUserId ?? from.record?.ownerUserId ?? null,
    version: (into.record?.version ?? 0) + 1,
  };
}

async function save(
  tx: TenantTransaction,
  clientId: string,
  before: CheckRecordRow | null,
  after: CheckRecordRow,
  writer: Writer,
): Promise<void> {
  await saveCheckRecord(tx, { clientId, before, after, changedBy: userIdOf(writer), changedAt: writer.now });
}

/**
 * Copies what was recorded of importer numbers to the client to which they go; the records at the old place stay for the history.
 */
export async function copyNumberChecks(
  tx: TenantTransaction,
  move: { readonly from: string; readonly into: string; readonly numbers: readonly string[] },
  writer: Writer,
): Promise<void> {
  const wanted = new Set(move.numbers);
  const present = (await listCheckRecords(tx, move.into)).map(rowOf);
  for (const record of (await listCheckRecords(tx, move.from)).map(rowOf)) {
    if (!wanted.has(record.importerNumber)) continue;
    const before =
      present.find(({ kind, importerNumber }) => kind === record.kind && importerNumber === record.importerNumber) ??
      null;
    await save(tx, move.into, before, { ...record, version: (before?.version ?? 0) + 1 }, writer);
  }
}

/**
 * Makes one record of each check of the whole client out of the two clients' records, in the one that stays: the worst status wins,
 * all evidence is kept. Answers what stood there before, for an undo.
 */
export async function mergeClientChecks(
  tx: TenantTransaction,
  merge: {
    readonly from: { readonly id: string; readonly name: string };
    readonly into: { readonly id: string; readonly name: string };
  },
  writer: Writer,
): Promise<MergedCheck[]> {
  const { from, into } = merge;
  const ofClient = async (id: string) =>
    new Map(
      (await listCheckRecords(tx, id))
        .map(rowOf)
        .flatMap((row) => (row.importerNumber === '' ? [[row.kind, row]] : [])),
    );
  const theirs = await ofClient(from.id);
  const ours = await ofClient(into.id);
  const merged: MergedCheck[] = [];
  for (const kind of new Set([...theirs.keys(), ...ours.keys()])) {
    const before = ours.get(kind) ?? null;
    const sides = [
      { name: into.name, record: before },
      { name: from.name, record: theirs.get(kind) ?? null },
    ] as const;
    const after = mergeRecords(kind, ...sides, writer.today);
    await save(tx, into.id, before, after, writer);
    merged.push({ kind, before, version: after.version });
  }
  return merged;
}

/** Puts the checks of the whole client back as they stood before a merge; one that somebody changed since stays as it is. */
export async function restoreClientChecks(
  tx: TenantTransaction,
  clientId: string,
  merged: readonly MergedCheck[],
  writer: Writer,
): Promise<void> {
  const present = (await listCheckRecords(tx, clientId)).map(rowOf);
  for (const { kind, before, version } of merged) {
    const now = present.find((record) => record.kind === kind && record.importerNumber === '') ?? null;
    if (now?.version !== version) continue;
    const former = before ?? { ...NOT_LOOKED_AT, kind, importerNumber: '' };
    await save(tx, clientId, now, { ...former, version: version + 1 }, writer);
  }
}
