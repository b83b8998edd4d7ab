import type { FirmCheck, FirmCheckLine } from '@capeline/contracts';
import type { FirmCheckRow } from '@capeline/db';
import {
  ACE_ACCOUNT_NAMES,
  type CheckStatus,
  computeUploaderLogin,
  effectiveFirmStatus,
  FIRM_DUTIES,
  FIRM_DUTY_NAMES,
  type FirmCheckDefinition,
  isDone,
  ORDERED_FIRM_CHECKS,
  type PlainDate,
  plainDate,
  worstStatus,
} from '@capeline/domain';
import { describePerson } from '../board/describe-client.ts';
import { toUploader } from './describe-uploaders.ts';
import type { FirmState } from './firm-state.ts';

interface Subject {
  readonly subject: string | null;
  readonly label: string | null;
  readonly confirmed: boolean;
}

/** What the lines of a check are about: the firm's codes, its duties, or the firm alone. */
export function subjectsOf(definition: FirmCheckDefinition, codes: FirmState['codes']): Subject[] {
  switch (definition.scope) {
    case 'filer_code':
      return codes.map(({ filerCode, confirmed }) => ({ subject: filerCode, label: filerCode, confirmed }));
    case 'duty':
      return FIRM_DUTIES.map((duty) => ({ subject: duty, label: FIRM_DUTY_NAMES[duty], confirmed: true }));
    case 'firm':
      return [{ subject: null, label: null, confirmed: true }];
  }
}

const EMPTY = {
  reason: null,
  accountType: null,
  evidenceNote: null,
  verifiedOn: null,
  expiresOn: null,
  owner: null,
  backup: null,
  nextAction: null,
  version: 0,
  updatedAt: null,
} as const;

const asDate = (text: string | null): PlainDate | null => (text === null ? null : plainDate(text));

/** A stored line as the rules see it. */
function toFirmRecord(record: FirmCheckRow) {
  return {
    status: record.status,
    verifiedOn: asDate(record.verifiedOn),
    expiresOn: asDate(record.expiresOn),
    accountType: record.accountType,
    ownerId: record.ownerUserId,
    backupId: record.backupUserId,
  };
}

function actionFor(definition: FirmCheckDefinition, status: CheckStatus): string | null {
  return status === 'ready' || status === 'not_applicable' ? null : definition.nextAction[status];
}

function reasonOf(record: FirmCheckRow, status: CheckStatus): string | null {
  if (status === 'expired') return `The evidence held until ${record.expiresOn}.`;
  if (status !== record.status) return 'What was recorded no longer holds: somebody named in it has left the firm.';
  return record.accountType === null ? null : `Account type: ${ACE_ACCOUNT_NAMES[record.accountType]}.`;
}

function recordedLine(
  definition: FirmCheckDefinition,
  record: FirmCheckRow,
  state: FirmState,
  today: PlainDate,
): Omit<FirmCheckLine, keyof Subject> {
  const status = effectiveFirmStatus(definition.kind, toFirmRecord(record), today);
  const person = (id: string | null) => describePerson((id === null ? null : state.members.get(id)) ?? null);
  return {
    status,
    reason: reasonOf(record, status),
    accountType: record.accountType,
    evidenceNote: record.evidenceNote,
    verifiedOn: record.verifiedOn,
    expiresOn: record.expiresOn,
    owner: person(record.ownerUserId),
    backup: person(record.backupUserId),
    nextAction: isDone(status) ? null : (record.nextAction ?? actionFor(definition, status)),
    version: record.version,
    updatedAt: record.updatedAt.toISOString(),
  };
}

function lineOf(definition: FirmCheckDefinition, about: Subject, state: FirmState, today: PlainDate): FirmCheckLine {
  if (definition.computed)
    return {
      ...EMPTY,
      ...about,
      ...computeUploaderLogin(about.subject ?? '', state.uploaders.map(toUploader), state.inactivityDays, today),
    };
  const record = state.records.find(
    ({ kind, subject }) => kind === definition.kind && subject === (about.subject ?? ''),
  );
  if (record === undefined)
    return { ...EMPTY, ...about, status: 'unknown', nextAction: actionFor(definition, 'unknown') };
  return { ...about, ...recordedLine(definition, record, state, today) };
}

/** The firm's checks in their order, each with its lines; the status of a check is the worst of its confirmed lines. */
export function describeFirmChecks(state: FirmState, today: PlainDate): FirmCheck[] {
  return ORDERED_FIRM_CHECKS.map((definition) => {
    const lines = subjectsOf(definition, state.codes).map((about) => lineOf(definition, about, state, today));
    const { kind, title, question, computed, stops } = definition;
    const status = worstStatus(lines.filter(({ confirmed }) => confirmed).map((line) => line.status));
    return { kind, title, question, computed, status, stops: [...stops], lines };
  });
}
