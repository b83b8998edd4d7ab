import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import { CHECK_DEFINITIONS } from './check-definitions.ts';
import type { CheckKind, CheckStatus } from './check-kinds.ts';

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

const refuse = (code: CheckRefusalCode): CheckDecision => ({ ok: false, code, message: REFUSALS[code] });

function expiryOf(kind: CheckKind, verifiedOn: PlainDate | null): PlainDate | null {
  const { expiry } = CHECK_DEFINITIONS[kind];
  return expiry === null || verifiedOn === null ? null : addDays(verifiedOn, expiry.days);
}

/**
 * Decides whether a person may record this change, and gives what to store. `ready` needs a note and a day of
 * verification that is not in the future; `not_applicable` needs a note; computed checks and `expired` are refused.
 */
export function decideCheckChange(kind: CheckKind, change: CheckChange, today: PlainDate): CheckDecision {
  const { status } = change;
  if (CHECK_DEFINITIONS[kind].computed) return refuse('check.computed');
  if (status === 'expired') return refuse('check.expired_is_computed');
  const note = change.note?.trim() || null;
  if (note === null && (status === 'ready' || status === 'not_applicable')) return refuse('check.note_required');
  const verifiedOn = change.verifiedOn ?? null;
  if (status === 'ready' && verifiedOn === null) return refuse('check.verified_on_required');
  if (verifiedOn !== null && verifiedOn > today) return refuse('check.verified_on_in_future');
  const expiresOn = status === 'ready' ? (change.expiresOn ?? expiryOf(kind, verifiedOn)) : null;
  if (expiresOn !== null && verifiedOn !== null && expiresOn <= verifiedOn) {
    return refuse('check.expires_before_verified');
  }
  return { ok: true, next: { kind, status, verifiedOn, expiresOn, note } };
}

/** The status that counts on a day: `ready` turns into `expired` on the day on which its evidence stops holding. */
export function effectiveStatus(check: CheckFacts, today: PlainDate): CheckStatus {
  if (check.status !== 'ready') return check.status;
  const expiresOn = check.expiresOn ?? expiryOf(check.kind, check.verifiedOn);
  return expiresOn !== null && expiresOn <= today ? 'expired' : 'ready';
}

/** Worst first. What is known to be missing outranks what nobody has looked at. */
const FROM_WORST: readonly CheckStatus[] = ['blocked', 'expired', 'in_progress', 'unknown', 'ready', 'not_applicable'];

/** One status for several importer numbers: the worst. No number at all is `unknown`. */
export function worstStatus(statuses: readonly CheckStatus[]): CheckStatus {
  return FROM_WORST.find((status) => statuses.includes(status)) ?? 'unknown';
}
