import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import type { CheckKind } from '../checks/check-kinds.ts';
import { ACE_INACTIVITY } from '../firm/firm-check-kinds.ts';
import { type AnyAccountFact, FACT_KINDS, type FactKind, type FactSource, isNumberFact } from './account-facts.ts';
import { CLIENT_FACT_RULES } from './client-fact-rules.ts';
import type { FactRule } from './fact-rule.ts';
import { NUMBER_FACT_RULES } from './number-fact-rules.ts';

/** How somebody came to know, in words. */
export const FACT_SOURCE_NAMES: Readonly<Record<FactSource, string>> = {
  seen_in_ace: 'seen in ACE',
  abi_query: 'ABI query',
  cbp_reply: 'reply of CBP',
  document: 'document',
  report: 'report',
  importer_said: 'said by the importer',
  telephone: 'said on the telephone',
};

/** All seventeen kinds with their words and rules. */
export const FACT_RULES: Readonly<Record<FactKind, FactRule>> = { ...CLIENT_FACT_RULES, ...NUMBER_FACT_RULES };

/** What of a firm's settings bears on how long facts hold. */
export interface FactSettings {
  /** Days without log-in after which ACE locks; no current CBP text confirms a number. */
  readonly inactivityDays: number;
}

export const DEFAULT_FACT_SETTINGS: FactSettings = { inactivityDays: ACE_INACTIVITY.days };

/** Whether the fact is about one importer number or about the client. */
export const factSubject = (kind: FactKind): 'importer_number' | 'client' =>
  isNumberFact(kind) ? 'importer_number' : 'client';

/** True when this fact was seen and not only heard: only then can it make a check ready. */
export function isSeen(fact: Pick<AnyAccountFact, 'kind' | 'source'>): boolean {
  return FACT_RULES[fact.kind].proof.includes(fact.source);
}

/** The day of which the fact speaks: a log-in counts from the log-in itself, and not from the day on which somebody told of it. */
export function factDay(fact: AnyAccountFact): PlainDate {
  const lastLoginOn = fact.kind === 'owner_login' ? fact.value.lastLoginOn : null;
  return lastLoginOn !== null && lastLoginOn < fact.asOf ? lastLoginOn : fact.asOf;
}

/** The first day on which the fact is too old to rely on; a power of attorney ends with its own date if that comes first. */
export function factStaleOn(fact: AnyAccountFact, settings: FactSettings): PlainDate {
  const days = fact.kind === 'owner_login' ? settings.inactivityDays : FACT_RULES[fact.kind].holds.days;
  const staleOn = addDays(factDay(fact), days);
  const endsOn = 'expiresOn' in fact.value ? fact.value.expiresOn : null;
  return endsOn !== null && endsOn < staleOn ? endsOn : staleOn;
}

export type FactState = 'fresh' | 'stale';

/** Whether the fact still carries on a day. What is stale is asked again; a stale obstacle stays an obstacle until somebody looks. */
export function factState(fact: AnyAccountFact, today: PlainDate, settings: FactSettings): FactState {
  return factStaleOn(fact, settings) <= today ? 'stale' : 'fresh';
}

/** The kinds that can decide a check, in their own order. */
export function factsFeeding(check: CheckKind): readonly FactKind[] {
  return FACT_KINDS.filter((kind) => FACT_RULES[kind].feeds.includes(check));
}
