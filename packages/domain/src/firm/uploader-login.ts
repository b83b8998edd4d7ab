import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import type { ComputedCheck } from '../checks/computed-checks.ts';
import { FIRM_CHECK_DEFINITIONS } from './firm-check-definitions.ts';

/** A person with an ACE log-in of his own who uploads for us. */
export interface Uploader {
  readonly name: string;
  /** Codes he uploads for; none means all of the firm's. */
  readonly filerCodes: readonly string[];
  /** Null: nobody wrote down a log-in yet. */
  readonly lastLoginOn: PlainDate | null;
}

export type UploaderState = 'unknown' | 'live' | 'lapsing' | 'lapsed';

/** Within so many days of its lapse a log-in is worth renewing today. */
const LAPSING_DAYS = 7;

/** The first day on which a log-in of that day no longer holds. */
export function loginLapsesOn(lastLoginOn: PlainDate, inactivityDays: number): PlainDate {
  return addDays(lastLoginOn, inactivityDays);
}

/** What is known of one log-in today. Without a date it is unknown, never live. */
export function uploaderState(lastLoginOn: PlainDate | null, inactivityDays: number, today: PlainDate): UploaderState {
  if (lastLoginOn === null) return 'unknown';
  const daysLeft = daysBetween(today, loginLapsesOn(lastLoginOn, inactivityDays));
  if (daysLeft <= 0) return 'lapsed';
  return daysLeft <= LAPSING_DAYS ? 'lapsing' : 'live';
}

const NAMES = { unknown: 'log-in unknown', live: 'can log in', lapsing: 'log-in lapses soon', lapsed: 'log-in lapsed' };

/**
 * Whether anybody can upload for a filer code: ready as soon as one log-in holds; expired when all are known and lapsed;
 * unknown when nobody is named or nobody knows. The days are a setting, since no current CBP text confirms them.
 */
export function computeUploaderLogin(
  filerCode: string,
  uploaders: readonly Uploader[],
  inactivityDays: number,
  today: PlainDate,
): ComputedCheck {
  const { nextAction } = FIRM_CHECK_DEFINITIONS.uploader_login;
  const own = uploaders.filter(({ filerCodes }) => filerCodes.length === 0 || filerCodes.includes(filerCode));
  if (own.length === 0)
    return { status: 'unknown', reason: 'Nobody is named who uploads for it.', nextAction: nextAction.unknown };
  const states = own.map(({ name, lastLoginOn }) => ({
    name,
    state: uploaderState(lastLoginOn, inactivityDays, today),
  }));
  const reason = `${states.map(({ name, state }) => `${name}: ${NAMES[state]}`).join(' · ')}.`;
  const has = (...wanted: readonly UploaderState[]) => states.some(({ state }) => wanted.includes(state));
  if (has('live')) return { status: 'ready', reason, nextAction: null };
  if (has('lapsing')) return { status: 'ready', reason, nextAction: nextAction.in_progress };
  const status = has('unknown') ? 'unknown' : 'expired';
  return { status, reason, nextAction: nextAction[status] };
}
