import type { CheckRecordRow } from '@capeline/db';
import { type CheckFacts, type DerivedCheck, effectiveStatus, isDone, isWorse, type PlainDate } from '@capeline/domain';
import { checkFactsOf, NOT_LOOKED_AT } from '../checks/check-row.ts';

/** A record with the day on which somebody last wrote it. */
export interface StandingRecord {
  readonly row: CheckRecordRow;
  readonly writtenOn: string;
}

/** `merged`: two clients became one, and no fact may make a check better than it was for either. */
export type FollowMode = 'recorded' | 'merged';

const asCheckFacts = ({ kind, status, verifiedOn, expiresOn }: DerivedCheck): CheckFacts => ({
  kind,
  status,
  verifiedOn,
  expiresOn,
});

/** Whether the status that counts on a day is worse than what the facts say; of two alike the sooner end makes none worse. */
export function isWorseStatus(row: CheckRecordRow, derived: DerivedCheck, today: PlainDate): boolean {
  const facts = asCheckFacts(derived);
  const own = checkFactsOf(row);
  return effectiveStatus(own, today) !== effectiveStatus(facts, today) && isWorse(own, facts, today);
}

/** The record once its facts decide it: their status and days, and of a wait what is still waited for. */
export function withDecision(row: CheckRecordRow, derived: DerivedCheck): CheckRecordRow {
  const { status, reason, verifiedOn, expiresOn } = derived;
  const endsWait = isDone(status) && row.status !== status;
  return {
    ...row,
    status,
    verifiedOn,
    expiresOn,
    ...(endsWait && { waitingOn: null, waitingSince: null, chaseOn: null }),
    basis: 'facts',
    factsStatus: status,
    reason,
  };
}

/** The record as a person left it, beside what the facts say. */
const besideDecision = (row: CheckRecordRow, { status, reason }: DerivedCheck): CheckRecordRow => ({
  ...row,
  basis: 'attested',
  factsStatus: status,
  reason,
});

/** Nothing decides any more: what followed from facts is unknown again, never an older tick. */
function withoutDecision(row: CheckRecordRow): CheckRecordRow {
  const undecided = { basis: 'attested', factsStatus: null, reason: null } as const;
  if (row.basis === 'attested') return { ...row, ...undecided };
  return { ...row, ...undecided, status: 'unknown', verifiedOn: null, expiresOn: null };
}

/**
 * Whether what a person recorded stands against a decision of the facts: as long as they say what they said then; where they know
 * nothing; and where the person knew something worse, later than they did.
 */
function stands({ row, writtenOn }: StandingRecord, derived: DerivedCheck, today: PlainDate): boolean {
  if (row.factsStatus === derived.status && row.reason === derived.reason) return true;
  if (row.status === 'unknown') return false;
  if (derived.status === 'unknown') return true;
  const knownOn = row.verifiedOn ?? writtenOn;
  return knownOn > derived.verifiedOn && isWorseStatus(row, derived, today);
}

/**
 * One record of a check after the facts of its client changed; `derived` is null where they decide nothing. Without a record and a
 * decision there is none. The version is the caller's to count.
 */
export function followDecision(
  standing: StandingRecord | null,
  derived: DerivedCheck | null,
  today: PlainDate,
  mode: FollowMode,
): CheckRecordRow | null {
  if (derived === null) {
    if (standing === null) return null;
    return standing.row.factsStatus === null ? standing.row : withoutDecision(standing.row);
  }
  const { kind, importerNumber } = derived;
  const row = standing?.row ?? { ...NOT_LOOKED_AT, kind, importerNumber: importerNumber ?? '', version: 0 };
  if (standing === null) return withDecision(row, derived);
  const staysWorse = mode === 'merged' && isWorseStatus(row, derived, today);
  if (staysWorse || (row.basis === 'attested' && stands(standing, derived, today))) return besideDecision(row, derived);
  return withDecision(row, derived);
}
