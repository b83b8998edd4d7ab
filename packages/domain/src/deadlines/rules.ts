import { type PlainDate, plainDate } from '../calendar/plain-date.ts';
import type { DeadlineKind, StartEvent } from './kinds.ts';

/** Changes whenever a rule, a holiday or a closure changes; stored beside every computed date. */
export const RULES_VERSION = '2026-11-22';

/** What the effective dates of a rule are compared with. */
export type EffectiveOn = 'evaluation_date' | 'entry_date';

/** Effective dates are inclusive; null means open. `checkedOn` is the day on which somebody last read the source. */
export interface RuleProvenance {
  readonly citation: string;
  readonly source: string;
  readonly effectiveFrom: PlainDate | null;
  readonly effectiveTo: PlainDate | null;
  readonly checkedOn: PlainDate;
  /** True when the rule's own text was read, or a re-statement that names the text. */
  readonly verified: boolean;
  readonly note: string | null;
}

export interface DeadlineRule extends RuleProvenance {
  readonly kind: DeadlineKind;
  readonly days: number;
  readonly startsAt: readonly StartEvent[];
  readonly effectiveOn: EffectiveOn;
  /** CBP is said to accept a filing on the next open day when the last day is a rest day. */
  readonly hasPracticeRoll: boolean;
  /** The firm's working margin in business days is taken off the safe day. */
  readonly hasFilingMargin: boolean;
}

const CHECKED_ON = plainDate('2026-11-22');
const CAPE_LIVE_ON = plainDate('2026-04-20');
const PROTEST_180_SINCE = plainDate('2004-12-18');

/** Every clock as dated data, in the order in which its last day comes. */
export const DEADLINE_RULES: readonly DeadlineRule[] = [
  {
    kind: 'cape_window',
    days: 80,
    startsAt: ['liquidation', 'reliquidation'],
    effectiveOn: 'evaluation_date',
    hasPracticeRoll: false,
    hasFilingMargin: true,
    citation: 'CBP CSMS 68315804 (CAPE: within 80 days of liquidation)',
    source: 'https://content.govdelivery.com/accounts/USDHSCBP/bulletins/4126a9c',
    effectiveFrom: CAPE_LIVE_ON,
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: true,
    note: 'Whether day 80 is measured at submission or at acceptance is unsettled: plan for acceptance by day 80.',
  },
  {
    kind: 'voluntary_reliquidation',
    days: 90,
    startsAt: ['liquidation'],
    effectiveOn: 'evaluation_date',
    hasPracticeRoll: false,
    hasFilingMargin: false,
    citation: '19 U.S.C. 1501',
    source: '19 U.S.C. 1501, text as of 20 Apr 2023',
    effectiveFrom: null,
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: true,
    note: "CBP's own limit, counted from the original liquidation; nothing can be filed under it.",
  },
  {
    kind: 'protest',
    days: 90,
    startsAt: ['liquidation'],
    effectiveOn: 'entry_date',
    hasPracticeRoll: true,
    hasFilingMargin: false,
    citation: '19 U.S.C. 1514(c)(3) as before Pub. L. 108-429',
    source: 'HQ H114055; 19 CFR 159.9(c)(2)(ii)',
    effectiveFrom: null,
    effectiveTo: plainDate('2004-12-17'),
    checkedOn: CHECKED_ON,
    verified: true,
    note: 'Entries made before 18 Dec 2004: the entry date decides, not the liquidation date.',
  },
  {
    kind: 'protest',
    days: 180,
    startsAt: ['liquidation'],
    effectiveOn: 'entry_date',
    hasPracticeRoll: true,
    hasFilingMargin: false,
    citation: '19 U.S.C. 1514(c)(3)',
    source: '19 U.S.C. 1514, text as of 20 Apr 2023; CBP presentation of 21 May 2008 for the count',
    effectiveFrom: PROTEST_180_SINCE,
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: true,
    note: 'The practice roll (T.D. 53961(1)) was read second-hand only: never rely on it.',
  },
  {
    kind: 'protest_reliquidation',
    days: 180,
    startsAt: ['reliquidation'],
    effectiveOn: 'entry_date',
    hasPracticeRoll: true,
    hasFilingMargin: false,
    citation: '19 U.S.C. 1514(c)(3) and (d)',
    source: '19 U.S.C. 1514, text as of 20 Apr 2023',
    effectiveFrom: PROTEST_180_SINCE,
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: true,
    note: 'Opens only the questions that the reliquidation involved; the first protest clock keeps its last day.',
  },
];

/** Whether a dated rule applies on a date; null means the latest rule, that is the one without an end. */
export function isEffectiveOn(
  rule: { readonly effectiveFrom: PlainDate | null; readonly effectiveTo: PlainDate | null },
  date: PlainDate | null,
): boolean {
  if (date === null) return rule.effectiveTo === null;
  return (
    (rule.effectiveFrom === null || rule.effectiveFrom <= date) &&
    (rule.effectiveTo === null || date <= rule.effectiveTo)
  );
}
