import { AppError, type RecordFirmCheckRequest } from '@capeline/contracts';
import { type FirmCheckRow, lockFirmChecks, saveFirmCheck, type TenantTransaction } from '@capeline/db';
import {
  decideFirmCheckChange,
  FIRM_CHECK_DEFINITIONS,
  FIRM_CHECK_KINDS,
  type FirmCheckDecision,
  type FirmCheckKind,
  parsePlainDate,
} from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { checkRefusal } from '../checks/check-refusal.ts';
import { refuseSecrets } from '../checks/refuse-secrets.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { invalid, notFound, userIdOf, type Writer } from '../clients/reader.ts';
import { resolveMember } from '../clients/update-client.ts';
import { subjectsOf } from './describe-firm-checks.ts';
import { type FirmState, readFirmState } from './firm-state.ts';

type Refused = Extract<FirmCheckDecision, { ok: false }>;

function refusal({ code, message }: Refused): AppError {
  switch (code) {
    case 'firm_check.account_type_required':
    case 'firm_check.account_cannot_submit':
      return invalid('/accountType', message);
    case 'firm_check.two_people_required':
      return invalid('/backupId', message);
    default:
      return checkRefusal(code, message);
  }
}

function kindOf(text: string): FirmCheckKind {
  const kind = FIRM_CHECK_KINDS.find((name) => name === text);
  if (kind === undefined) throw notFound();
  return kind;
}

/** The stored key of the line: its subject must be one of the firm's codes, or a duty. */
function lineAskedFor(kind: FirmCheckKind, asked: string | undefined, codes: FirmState['codes']): string {
  const definition = FIRM_CHECK_DEFINITIONS[kind];
  if (definition.scope === 'firm') {
    if (asked === undefined) return '';
    throw invalid('/subject', 'This check is about the whole firm. Leave the subject out.');
  }
  if (asked === undefined) throw invalid('/subject', 'Say which filer code or duty this is about.');
  if (subjectsOf(definition, codes).every(({ subject }) => subject !== asked)) throw notFound();
  return asked;
}

const UNRECORDED = {
  status: 'unknown',
  accountType: null,
  evidenceNote: null,
  verifiedOn: null,
  expiresOn: null,
  ownerUserId: null,
  backupUserId: null,
  nextAction: null,
  version: 0,
} as const;

const kept = <Value>(given: Value | undefined, before: Value): Value => (given === undefined ? before : given);
const asDate = (text: string | null) => (text === null ? null : parsePlainDate(text));

function apply(
  kind: FirmCheckKind,
  before: FirmCheckRow,
  change: RecordFirmCheckRequest,
  writer: Writer,
): FirmCheckRow {
  const verifiedOn = kept(change.verifiedOn, before.verifiedOn);
  const isSameEvidence = verifiedOn === before.verifiedOn && before.status === 'ready';
  const extras = {
    accountType: kept(change.accountType, before.accountType),
    ownerId: kept(change.ownerId, before.ownerUserId),
    backupId: kept(change.backupId, before.backupUserId),
  };
  const decision = decideFirmCheckChange(
    kind,
    {
      ...extras,
      status: change.status ?? before.status,
      note: kept(change.evidenceNote, before.evidenceNote),
      verifiedOn: asDate(verifiedOn),
      expiresOn: asDate(kept(change.expiresOn, isSameEvidence ? before.expiresOn : null)),
    },
    writer.today,
  );
  if (!decision.ok) throw refusal(decision);
  const { status, note, verifiedOn: seenOn, expiresOn } = decision.next;
  if (status === 'expired') throw new AppError('internal', 'A check that expires by its date was set to expired.');
  return {
    ...before,
    status,
    accountType: extras.accountType,
    evidenceNote: note,
    verifiedOn: seenOn,
    expiresOn,
    ownerUserId: extras.ownerId,
    backupUserId: extras.backupId,
    nextAction: kept(change.nextAction, before.nextAction) || null,
    version: before.version + 1,
    updatedAt: writer.now,
  };
}

async function resolvePeople(
  tx: TenantTransaction,
  { ownerId, backupId }: RecordFirmCheckRequest,
): Promise<Pick<RecordFirmCheckRequest, 'ownerId' | 'backupId'>> {
  return {
    ownerId: ownerId === undefined ? undefined : await resolveMember(tx, ownerId, '/ownerId'),
    backupId: backupId === undefined ? undefined : await resolveMember(tx, backupId, '/backupId'),
  };
}

function isSame(before: FirmCheckRow, after: FirmCheckRow): boolean {
  const facts = ({ version: _version, updatedAt: _updatedAt, ...rest }: FirmCheckRow) => JSON.stringify(rest);
  return facts(before) === facts(after);
}

/**
 * Records what a person found out about the own firm, with history and audit in the caller's transaction. Throws `not_found`,
 * `conflict.version`, `check.computed`, `check.evidence_required`, `check.transition_refused`, and `request.invalid`, also for an
 * account type that cannot submit, a duty without two people, passwords and bank numbers.
 */
export async function recordFirmCheck(
  tx: TenantTransaction,
  input: { readonly kind: string; readonly change: RecordFirmCheckRequest; readonly ifMatch: string | undefined },
  writer: Writer,
): Promise<void> {
  const kind = kindOf(input.kind);
  const { change } = input;
  refuseSecrets({ '/evidenceNote': change.evidenceNote, '/nextAction': change.nextAction });
  await lockFirmChecks(tx);
  const { codes, records } = await readFirmState(tx);
  const subject = lineAskedFor(kind, change.subject, codes);
  const record = records.find((row) => row.kind === kind && row.subject === subject) ?? null;
  assertVersion(input.ifMatch, record?.version ?? 0);
  const people = await resolvePeople(tx, change);
  const before = record ?? { ...UNRECORDED, kind, subject, updatedAt: writer.now };
  const after = apply(kind, before, { ...change, ...people }, writer);
  if (isSame(before, after)) return;
  await saveFirmCheck(tx, { before: record, after, changedBy: userIdOf(writer), changedAt: writer.now });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'firm_check.recorded',
    subject: { kind: 'organization', id: tx.organizationId },
    details: { check: kind, subject, before: record?.status ?? null, after: after.status, version: after.version },
  });
}
