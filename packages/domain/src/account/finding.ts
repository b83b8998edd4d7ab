import { formatLong } from '../calendar/format-date.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import type { CheckKind } from '../checks/check-kinds.ts';
import { worstStatus } from '../checks/check-state.ts';
import type { AnyAccountFact } from './account-facts.ts';
import type { DerivedCheck, DerivedStatus } from './derived-check.ts';
import { FACT_RULES, FACT_SOURCE_NAMES, type FactSettings, factDay, factStaleOn, isSeen } from './fact-rules.ts';

/** One thing that a fact says about a check. */
export interface Finding {
  readonly status: DerivedStatus;
  readonly reason: string;
  readonly fact: AnyAccountFact;
}

/** "(as of Wed 11 Nov 2026, seen in ACE)": when it was so and how it is known. */
export function asOfWords(fact: AnyAccountFact): string {
  return `(as of ${formatLong(fact.asOf)}, ${FACT_SOURCE_NAMES[fact.source]})`;
}

/** An obstacle or an open question; anybody's word is enough for it. */
export function found(fact: AnyAccountFact, status: 'blocked' | 'in_progress' | 'unknown', reason: string): Finding {
  return { status, reason: `${reason} ${asOfWords(fact)}.`, fact };
}

/**
 * A fact in favour. It makes a check ready only when it was seen and is no promise for a later day; what was only said is
 * in progress, with what would show it (guard 7).
 */
export function inFavour(fact: AnyAccountFact, reason: string, today: PlainDate): Finding {
  if (fact.asOf > today) return found(fact, 'in_progress', `${reason}, but on a day that has not come yet`);
  if (isSeen(fact)) return { status: 'ready', reason: `${reason} ${asOfWords(fact)}.`, fact };
  const { evidence } = FACT_RULES[fact.kind];
  return { status: 'in_progress', reason: `${reason} ${asOfWords(fact)}: said, not seen. Wanted: ${evidence}`, fact };
}

function earliest(days: readonly PlainDate[]): PlainDate | null {
  return days.reduce<PlainDate | null>((first, day) => (first === null || day < first ? day : first), null);
}

/** One decision out of all that was found: the worst, with the reasons of exactly that. Nothing found decides nothing. */
export function conclude(
  kind: CheckKind,
  importerNumber: string | null,
  findings: readonly Finding[],
  settings: FactSettings,
): DerivedCheck | null {
  const status = worstStatus(findings.map((finding) => finding.status)) as DerivedStatus;
  const deciding = findings.filter((finding) => finding.status === status);
  const verifiedOn = earliest(deciding.map(({ fact }) => factDay(fact)));
  if (verifiedOn === null) return null;
  const expiresOn = status === 'ready' ? earliest(deciding.map(({ fact }) => factStaleOn(fact, settings))) : null;
  return {
    kind,
    importerNumber,
    status,
    reason: deciding.map(({ reason }) => reason).join(' '),
    verifiedOn,
    expiresOn,
    decidedBy: [...new Set(deciding.map(({ fact }) => fact.kind))],
  };
}
