import { type PlainDate, plainDate } from '../calendar/plain-date.ts';
import { excludedBy } from '../rules/excluded-by.ts';
import { isEffectiveOn, type RuleProvenance } from './rules.ts';

/** CAPE refuses entries of these types while the rule is in force. */
export interface CapeEntryTypeRefusal extends RuleProvenance {
  readonly entryTypes: readonly string[];
}

const CHECKED_ON = plainDate('2026-11-22');

/** Entry types that CAPE refuses, as dated data. Types that no rule names are not refused. */
export const CAPE_ENTRY_TYPE_REFUSALS: readonly CapeEntryTypeRefusal[] = [
  {
    entryTypes: ['08', '09', '47'],
    citation: 'CBP CSMS 68340863 (entry type not allowed)',
    source: 'https://info.expeditors.com/newsflash/cbp-publishes-phase-1-cape-guidance',
    effectiveFrom: plainDate('2026-04-20'),
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: true,
    note: 'Deferred duty, reconciliation and drawback entries.',
  },
  {
    entryTypes: ['21', '22'],
    citation: 'CBP CSMS 69127837 (warehouse entries no longer accepted)',
    source: 'CSMS 69127837 as re-stated on 12 Jul 2026',
    effectiveFrom: plainDate('2026-07-07'),
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: true,
    note: 'Accepted from 20 Apr to 6 Jul 2026. Withdrawals 31, 32, 34 and 38 are still accepted.',
  },
];

/** The rule under which CAPE refuses an entry type on a date (default: the latest rules), or null when it does not. An unknown type is not refused, and no unverified rule refuses any. */
export function findCapeRefusal(
  entryType: string | null | undefined,
  asOf: PlainDate | null = null,
  rules: readonly CapeEntryTypeRefusal[] = CAPE_ENTRY_TYPE_REFUSALS,
): CapeEntryTypeRefusal | null {
  if (entryType === null || entryType === undefined) return null;
  return excludedBy(rules, (rule) => rule.entryTypes.includes(entryType) && isEffectiveOn(rule, asOf));
}

/** The entry types that CAPE refuses by the latest rules: such entries have no CAPE clock. */
export const CAPE_REFUSED_TYPES: readonly string[] = CAPE_ENTRY_TYPE_REFUSALS.flatMap(
  ({ entryTypes }) => entryTypes,
).filter((entryType) => findCapeRefusal(entryType) !== null);
