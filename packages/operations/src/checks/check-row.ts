import type { CheckRecordRow, CheckRecordView } from '@capeline/db';
import { type CheckFacts, type CheckKind, plainDate } from '@capeline/domain';

/** A check of which nobody recorded anything. */
export const NOT_LOOKED_AT = {
  status: 'unknown',
  evidenceNote: null,
  verifiedOn: null,
  expiresOn: null,
  ownerUserId: null,
  nextAction: null,
  waitingOn: null,
  waitingSince: null,
  chaseOn: null,
  basis: 'attested',
  factsStatus: null,
  reason: null,
} as const;

/** What is stored of a record that was read with names. */
export function rowOf(record: CheckRecordView): CheckRecordRow {
  const { clientId: _client, ownerName: _name, ownerEmail: _email, updatedAt: _at, ...row } = record;
  return row;
}

/** A record as the rules of checks take it. */
export function checkFactsOf(record: Pick<CheckRecordRow, 'kind' | 'status' | 'verifiedOn' | 'expiresOn'>): CheckFacts {
  return {
    kind: record.kind as CheckKind,
    status: record.status,
    verifiedOn: record.verifiedOn === null ? null : plainDate(record.verifiedOn),
    expiresOn: record.expiresOn === null ? null : plainDate(record.expiresOn),
  };
}
