import type { CheckExpiry, CheckKind } from '../checks/check-kinds.ts';
import type { FactSource } from './account-facts.ts';

/** What is asked about one kind of fact, where it is seen, and how far it carries. */
export interface FactRule {
  readonly title: string;
  /** In plain words, as one would ask the importer. */
  readonly question: string;
  /** How long an answer is believed. The days of `owner_login` are the firm's inactivity setting. */
  readonly holds: CheckExpiry;
  /** The only checks that this fact may change (A36). Empty: it orders work and prepares requests, no more. */
  readonly feeds: readonly CheckKind[];
  /** Sources that can make a check ready; any other is somebody's word and ends at `in_progress` (guard 7). */
  readonly proof: readonly FactSource[];
  /** What shows it to somebody who was not there. */
  readonly evidence: string;
  /** The clicks or the paper where it is seen. */
  readonly place: string;
  /** False while no source that was read confirms the clicks. */
  readonly placeVerified: boolean;
}

/** How long an answer is believed: our own interval, for want of a published one. */
export function askedAgainAfter(days: number): CheckExpiry {
  return { days, verified: false, source: 'our own interval; no CBP text sets one' };
}
