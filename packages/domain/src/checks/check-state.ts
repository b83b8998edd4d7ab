import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import { CHECK_DEFINITIONS } from './check-definitions.ts';
import type { CheckDefinition, CheckKind, CheckStatus } from './check-kinds.ts';

/** What is stored of one check. */
export interface CheckFacts {
  readonly kind: CheckKind;
  readonly status: CheckStatus;
  readonly verifiedOn: PlainDate | null;
  /** From this day on the evidence no longer holds. */
  readonly expiresOn: PlainDate | null;
}

/** What a person asks to record. */
export interface CheckChange {
  readonly status: CheckStatus;
  readonly note?: string | null;
  readonly verifiedOn?: PlainDate | null;
  readonly expiresOn?: PlainDate | null;
}

export type CheckRefusalCode =
  | 'check.computed'
  | 'check.expired_is_computed'
  | 'check.note_required'
  | 'check.verified_on_required'
  | 'check.verified_on_in_future'
  | 'check.expires_before_verified';

export type CheckDecision =
  | { readonly ok: true; readonly next: CheckFacts & { readonly note: string | null } }
  | { readonly ok: false; readonly code: CheckRefusalCode; readonly message: string };

const REFUSALS: Readonly<Record<CheckRefusalCode, string>> = {
  'check.computed': 'This check is computed from entries and dates; nobody can set it.',
  'check.expired_is_computed': 'A check expires by its date; it cannot be set to expired.',
  'check.note_required': 'Say what the evidence is: what was seen, where, and by whom.',
  'check.verified_on_required': 'Say on which day this was verified.',
  'check.verified_on_in_future': 'The day of verification lies in the future.',
  'check.expires_before_verified': 'The check would expire on or before the day on which it was verified.',
};

/** What deciding about a record needs to know of its check. */
export type CheckBasis = Pick<CheckDefinition, 'computed' | 'expiry'>;

/** What a person may record, whatever the check is about. */
export type RecordDecision =
  | {
      readonly ok: true;
      readonly next: Omit<CheckFacts, 'kind'> & { readonly note: string | null };
    }
  | { readonly ok: false; readonly code: CheckRefusalCode; readonly message: string };

const refuse = (code: CheckRefusalCode) => ({ ok: false, code, message: REFUSALS[code] }) as const;

function expiryOf({ expiry }: CheckBasis, verifiedOn: PlainDate | null): PlainDate | null {
  return expiry === null || verifiedOn === null ? null : addDays(verifiedOn, expiry.days);
}

/**
 * Decides whether a person may record this change of a check, and gives what to store. `ready` needs a note and a day of
 * verification that is not in the future; `not_applicable` needs a note; computed checks and `expired` are refused.
 */
export function decideRecord(basis: CheckBasis, change: CheckChange, today: PlainDate): RecordDecision {
  const { status } = change;
  if (basis.computed) return refuse('check.computed');
  if (status === 'expired') return refuse('check.expired_is_computed');
  const note = change.note?.trim() || null;
  if (note === null && (status === 'ready' || status === 'not_applicable')) return refuse('check.note_required');
  const verifiedOn = change.verifiedOn ?? null;
  if (status === 'ready' && verifiedOn === null) return refuse('check.verified_on_required');
  if (verifiedOn !== null && verifiedOn > today) return refuse('check.verified_on_in_future');
  const expiresOn = status === 'ready' ? (change.expiresOn ?? expiryOf(basis, verifiedOn)) : null;
  if (expiresOn !== null && verifiedOn !== null && expiresOn <= verifiedOn) {
    return refuse('check.expires_before_verified');
  }
  return { ok: true, next: { status, verifiedOn, expiresOn, note } };
}

/** As decideRecord, for one of the client's eleven checks. */
export function decideCheckChange(kind: CheckKind, change: CheckChange, today: PlainDate): CheckDecision {
  const decision = decideRecord(CHECK_DEFINITIONS[kind], change, today);
  return decision.ok ? { ok: true, next: { kind, ...decision.next } } : decision;
}

/** The status of a record that counts on a day: `ready` turns into `expired` on the day on which its evidence stops holding. */
export function effectiveRecord(basis: CheckBasis, record: Omit<CheckFacts, 'kind'>, today: PlainDate): CheckStatus {
  if (record.status !== 'ready') return record.status;
  const expiresOn = record.expiresOn ?? expiryOf(basis, record.verifiedOn);
  return expiresOn !== null && expiresOn <= today ? 'expired' : 'ready';
}

/** As effectiveRecord, for one of the client's eleven checks. */
export function effectiveStatus(check: CheckFacts, today: PlainDate): CheckStatus {
  return effectiveRecord(CHECK_DEFINITIONS[check.kind], check, today);
}

/** Worst first. What is known to be missing outranks what nobody has looked at. */
const FROM_WORST: readonly CheckStatus[] = ['blocked', 'expired', 'in_progress', 'unknown', 'ready', 'not_applicable'];

/** Which of two records of one check counts when two clients become one: the worse, and of equals the one that expires first. */
export function isWorse(record: CheckFacts | null, than: CheckFacts | null, today: PlainDate): boolean {
  const rankOf = (one: CheckFacts | null): number =>
    FROM_WORST.indexOf(one === null ? 'unknown' : effectiveStatus(one, today));
  if (rankOf(record) !== rankOf(than)) return rankOf(record) < rankOf(than);
  return (record?.expiresOn ?? '9999') < (than?.expiresOn ?? '9999');
}

/** One status for several importer numbers: the worst. No number at all is `unknown`. */
export function worstStatus(statuses: readonly CheckStatus[]): CheckStatus {
  return FROM_WORST.find((status) => statuses.includes(status)) ?? 'unknown';
}
