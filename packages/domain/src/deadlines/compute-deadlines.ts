import {
  type ExtraClosures,
  isRestDayOfEpochDay,
  nextPracticeEpochDay,
  previousBusinessEpochDay,
  subtractBusinessEpochDays,
} from '../calendar/business-days.ts';
import { fromEpochDay, type PlainDate, toEpochDay } from '../calendar/plain-date.ts';
import { excludedBy } from '../rules/excluded-by.ts';
import { CAPE_ENTRY_TYPE_REFUSALS, type CapeEntryTypeRefusal, findCapeRefusal } from './cape-entry-types.ts';
import type { DeadlineKind, StartEvent } from './kinds.ts';
import { DEADLINE_RULES, type DeadlineRule, isEffectiveOn } from './rules.ts';

export const DEFAULT_CAPE_FILE_BY_BUSINESS_DAYS = 5;
const MAX_CAPE_FILE_BY_BUSINESS_DAYS = 40;

export interface Deadline {
  readonly kind: DeadlineKind;
  /** The plain count: day 0 plus the rule's days. */
  readonly lastDay: PlainDate;
  /** `lastDay`, or the nearest earlier day that is open. */
  readonly safeDay: PlainDate;
  /** The day to work to: the safe day, less the firm's margin for a CAPE file. */
  readonly fileBy: PlainDate;
  /** Protests only, and only when the last day is a rest day. CBP practice; do not rely on it. */
  readonly practiceRollDay: PlainDate | null;
  readonly citation: string;
  readonly arithmetic: string;
}

/** What decides which clocks run: those that there are, and the entry types that CAPE refuses. */
export interface RuleSet {
  readonly deadlines: readonly DeadlineRule[];
  readonly refusals: readonly CapeEntryTypeRefusal[];
}

export interface ComputeDeadlinesInput {
  /** Date of liquidation or reliquidation as CBP posted it: never a scheduled, estimated or courtesy-notice date. */
  readonly liquidatedOn: PlainDate;
  readonly event?: StartEvent;
  /** Two-digit entry type; unknown types keep every clock. */
  readonly entryType?: string | null;
  /** Date of entry: before 18 Dec 2004 the protest period is 90 days. Unknown means 180. */
  readonly entryDate?: PlainDate | null;
  /** Date at which CAPE's rules are evaluated; default the latest rules. */
  readonly asOf?: PlainDate | null;
  /** Whole business days, 0 to 40; the firm's setting. */
  readonly capeFileByBusinessDays?: number;
  readonly extraClosures?: ExtraClosures;
  /** Other rules than the present ones, to try them. */
  readonly rules?: RuleSet;
}

function applies(rule: DeadlineRule, input: ComputeDeadlinesInput): boolean {
  if (!rule.startsAt.includes(input.event ?? 'liquidation')) return false;
  const measuredAt = rule.effectiveOn === 'entry_date' ? input.entryDate : input.asOf;
  if (excludedBy([rule], (one) => !isEffectiveOn(one, measuredAt ?? null)) !== null) return false;
  const refusals = input.rules?.refusals ?? CAPE_ENTRY_TYPE_REFUSALS;
  return rule.kind !== 'cape_window' || findCapeRefusal(input.entryType, input.asOf, refusals) === null;
}

function deadlineOf(rule: DeadlineRule, input: ComputeDeadlinesInput, start: number, margin: number): Deadline {
  const last = start + rule.days;
  const safe = previousBusinessEpochDay(last, input.extraClosures);
  const lastDay = fromEpochDay(last);
  const safeDay = safe === last ? lastDay : fromEpochDay(safe);
  const fileBy =
    rule.hasFilingMargin && margin > 0
      ? fromEpochDay(subtractBusinessEpochDays(safe, margin, input.extraClosures))
      : safeDay;
  const rolls = rule.hasPracticeRoll && safe !== last && isRestDayOfEpochDay(last);
  return {
    kind: rule.kind,
    lastDay,
    safeDay,
    fileBy,
    practiceRollDay: rolls ? fromEpochDay(nextPracticeEpochDay(last)) : null,
    citation: rule.citation,
    arithmetic: `${input.liquidatedOn} + ${rule.days} days`,
  };
}

/**
 * All clocks that one liquidation starts, ordered by last day. The answer depends on nothing but its input: no clock, no
 * time zone, no order of calls. Throws RangeError when the margin is not a whole number from 0 to 40 or a date leaves year 9999.
 */
export function computeDeadlines(input: ComputeDeadlinesInput): Deadline[] {
  const margin = input.capeFileByBusinessDays ?? DEFAULT_CAPE_FILE_BY_BUSINESS_DAYS;
  if (!Number.isInteger(margin) || margin < 0 || margin > MAX_CAPE_FILE_BY_BUSINESS_DAYS) {
    throw new RangeError(`capeFileByBusinessDays must be a whole number from 0 to ${MAX_CAPE_FILE_BY_BUSINESS_DAYS}`);
  }
  const start = toEpochDay(input.liquidatedOn);
  const deadlines: Deadline[] = [];
  for (const rule of input.rules?.deadlines ?? DEADLINE_RULES) {
    if (applies(rule, input)) deadlines.push(deadlineOf(rule, input, start, margin));
  }
  return deadlines;
}
