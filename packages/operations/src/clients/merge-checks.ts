import { type CheckRecordRow, listCheckRecords, saveCheckRecord, type TenantTransaction } from '@capeline/db';
import { isWorse } from '@capeline/domain';
import { checkFactsOf, NOT_LOOKED_AT, rowOf } from '../checks/check-row.ts';
import { userIdOf, type Writer } from './reader.ts';

const LONGEST_NOTE = 4000;

/** What a check of the whole client said before a merge, and the version that the merge wrote. */
export interface MergedCheck {
  readonly kind: string;
  readonly before: CheckRecordRow | null;
  readonly version: number;
}

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

const factsOfSide = ({ record }: Side) => (record === null ? null : checkFactsOf(record));

/** One record out of two: the worse status wins, and nobody having looked is worse than ready. */
function mergeRecords(kind: string, into: Side, from: Side, today: Writer['today']): CheckRecordRow {
  const [worse, other] = isWorse(factsOfSide(from), factsOfSide(into), today) ? [from, into] : [into, from];
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

/** The merged checks with the versions that they have now that the facts of both clients had their say: an undo compares them. */
export async function withPresentVersions(
  tx: TenantTransaction,
  clientId: string,
  merged: readonly MergedCheck[],
): Promise<MergedCheck[]> {
  const present = await listCheckRecords(tx, clientId);
  const versionOf = (check: MergedCheck) =>
    present.find(({ kind, importerNumber }) => kind === check.kind && importerNumber === '')?.version ?? check.version;
  return merged.map((check) => ({ ...check, version: versionOf(check) }));
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
    const former = { ...NOT_LOOKED_AT, kind, importerNumber: '', ...before };
    await save(tx, clientId, now, { ...former, version: version + 1 }, writer);
  }
}
