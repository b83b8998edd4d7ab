import type { RecordCheckRequest } from '@capeline/contracts';
import {
  type CheckRecordRow,
  listClientFacts,
  listRecordsOfCheck,
  lockClient,
  saveCheckRecord,
  type TenantTransaction,
} from '@capeline/db';
import {
  CHECK_DEFINITIONS,
  type CheckKind,
  type DerivedCheck,
  decideCheckChange,
  isCheckKind,
  isDone,
  maskImporterNumber,
  type PlainDate,
  parseImporterNumber,
  parsePlainDate,
} from '@capeline/domain';
import { deriveFor } from '../account/derive-for.ts';
import { withDecision } from '../account/follow-facts.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { invalid, isUuid, notFound, userIdOf, type Writer } from '../clients/reader.ts';
import { resolveMember } from '../clients/update-client.ts';
import { besideFacts, decideBesideFacts } from './beside-facts.ts';
import { checkRefusal } from './check-refusal.ts';
import { NOT_LOOKED_AT } from './check-row.ts';
import { refuseSecrets } from './refuse-secrets.ts';

export interface RecordCheckInput {
  readonly clientId: string;
  readonly kind: string;
  readonly change: RecordCheckRequest;
  /** The `If-Match` header; held to the version of every line that is changed. */
  readonly ifMatch: string | undefined;
}

const asDate = (text: string | null): PlainDate | null => (text === null ? null : parsePlainDate(text));

/** The lines that a change is about: '' for the whole client, one importer number, or all of the client's. */
function linesAskedFor(kind: CheckKind, asked: string | undefined, numbers: readonly string[]): readonly string[] {
  if (!CHECK_DEFINITIONS[kind].perImporterNumber) {
    if (asked === undefined) return [''];
    throw invalid('/importerNumber', 'This check is about the whole client. Leave the importer number out.');
  }
  if (asked === undefined) {
    if (numbers.length > 0) return numbers;
    throw invalid('/importerNumber', 'The client has no importer number yet; load a report first.');
  }
  const number = parseImporterNumber(asked).importerNumber ?? asked.trim();
  if (!numbers.includes(number)) throw notFound();
  return [number];
}

const kept = <Value>(given: Value | undefined, before: Value): Value => (given === undefined ? before : given);

/** When to ask again: none without a wait, and another wait begins without a day. Throws `request.invalid`. */
function chaseOf(wanted: string | null | undefined, before: CheckRecordRow, waitingOn: string | null): string | null {
  if (waitingOn === null) {
    if (typeof wanted === 'string') throw invalid('/chaseOn', 'Say first whom this waits for.');
    return null;
  }
  return kept(wanted, waitingOn === before.waitingOn ? before.chaseOn : null);
}

type Evidence = Pick<CheckRecordRow, 'status' | 'evidenceNote' | 'verifiedOn' | 'expiresOn'>;

/** Status, evidence and dates after the change, as the state machine allows it. Throws its refusals. */
function attest(before: CheckRecordRow, change: RecordCheckRequest, today: PlainDate): Evidence {
  const verifiedOn = kept(change.verifiedOn, before.verifiedOn);
  // Evidence of another day holds for another time: an old expiry is not carried over.
  const isSameEvidence = verifiedOn === before.verifiedOn && before.status === 'ready';
  const decision = decideCheckChange(
    before.kind as CheckKind,
    {
      status: change.status ?? before.status,
      note: kept(change.evidenceNote, before.evidenceNote),
      verifiedOn: asDate(verifiedOn),
      expiresOn: asDate(kept(change.expiresOn, isSameEvidence ? before.expiresOn : null)),
    },
    today,
  );
  if (!decision.ok) throw checkRefusal(decision.code, decision.message);
  const { note: evidenceNote, ...next } = decision.next;
  return { status: next.status, evidenceNote, verifiedOn: next.verifiedOn, expiresOn: next.expiresOn };
}

/** The record after the change, under what the facts of the account decide about it. Throws the refusals of both. */
function apply(
  before: CheckRecordRow,
  change: RecordCheckRequest,
  by: { readonly owner: string | null; readonly derived: DerivedCheck | undefined; readonly today: PlainDate },
): CheckRecordRow {
  const { derived, today } = by;
  const decided = derived === undefined ? 'attest' : decideBesideFacts(before, change, derived, today);
  const evidenceNote = kept(change.evidenceNote, before.evidenceNote)?.trim() || null;
  const next =
    decided === 'attest'
      ? { ...before, ...attest(before, change, today), ...besideFacts(derived) }
      : decided === 'follow' && derived !== undefined
        ? { ...withDecision(before, derived), evidenceNote }
        : { ...before, evidenceNote };
  const waitingOn = kept(
    change.waitingOn,
    isDone(next.status) && before.status !== next.status ? null : before.waitingOn,
  );
  const isStillWaiting = waitingOn === before.waitingOn;
  return {
    ...next,
    ownerUserId: by.owner,
    nextAction: kept(change.nextAction, before.nextAction) || null,
    waitingOn,
    waitingSince: waitingOn === null ? null : isStillWaiting ? (before.waitingSince ?? today) : today,
    chaseOn: chaseOf(change.chaseOn, before, waitingOn),
    version: before.version + 1,
  };
}

function isSame(before: CheckRecordRow, after: CheckRecordRow): boolean {
  return JSON.stringify({ ...before, version: 0 }) === JSON.stringify({ ...after, version: 0 });
}

async function readLines(tx: TenantTransaction, clientId: string, kind: CheckKind, asked: string | undefined) {
  // The client's lock stands for records that do not exist yet.
  if ((await lockClient(tx, clientId)) === null) throw notFound();
  const [facts] = await listClientFacts(tx, [clientId]);
  const numbers = (facts?.importerNumbers ?? []).map(({ number }) => number);
  const lines = linesAskedFor(kind, asked, numbers);
  const records = await listRecordsOfCheck(tx, { clientId, kind });
  const find = (line: string) => records.find(({ importerNumber }) => importerNumber === line) ?? null;
  return lines.map((line) => ({ line, record: find(line) }));
}

/**
 * Records what a person found out about one check, in the caller's transaction: record, history and audit together or not at
 * all. Without an importer number all lines of the client change. Throws `not_found`, `conflict.version`, `check.computed`,
 * `check.evidence_required`, `check.transition_refused`, `check.facts_decide` and `request.invalid`, also for passwords and bank numbers.
 */
export async function recordCheck(tx: TenantTransaction, input: RecordCheckInput, writer: Writer): Promise<void> {
  const { clientId, kind, change } = input;
  if (!isUuid(clientId) || !isCheckKind(kind)) throw notFound();
  refuseSecrets({ '/evidenceNote': change.evidenceNote, '/nextAction': change.nextAction });
  const lines = await readLines(tx, clientId, kind, change.importerNumber);
  for (const { record } of lines) assertVersion(input.ifMatch, record?.version ?? 0);
  const owner = change.ownerId === undefined ? undefined : await resolveMember(tx, change.ownerId, '/ownerId');
  const decided = (await deriveFor(tx, [clientId], writer.today)).get(clientId) ?? [];
  const changed: { importerNumber: string | null; before: string | null; after: string; version: number }[] = [];
  for (const { line, record } of lines) {
    const before = record ?? { ...NOT_LOOKED_AT, version: 0, kind, importerNumber: line };
    const derived = decided.find((one) => one.kind === kind && (one.importerNumber ?? '') === line);
    const by = { owner: kept(owner, before.ownerUserId), derived, today: writer.today };
    const after = apply(before, change, by);
    if (isSame(before, after)) continue;
    await saveCheckRecord(tx, { clientId, before: record, after, changedBy: userIdOf(writer), changedAt: writer.now });
    const importerNumber = line === '' ? null : maskImporterNumber(line);
    changed.push({ importerNumber, before: record?.status ?? null, after: after.status, version: after.version });
  }
  if (changed.length === 0) return;
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'check.recorded',
    subject: { kind: 'client', id: clientId },
    details: { check: kind, lines: changed },
  });
}
