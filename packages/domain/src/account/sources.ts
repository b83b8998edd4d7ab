import { type PlainDate, plainDate } from '../calendar/plain-date.ts';
import type { RuleProvenance } from '../deadlines/rules.ts';

const CHECKED_ON = plainDate('2026-11-22');

/** CBP's update of that day brought the four tools (A01). */
export const AUTOMATIONS_SINCE: PlainDate = plainDate('2026-06-16');

function source(
  citation: string,
  address: string,
  more: Partial<Pick<RuleProvenance, 'effectiveFrom' | 'verified' | 'note'>> = {},
): RuleProvenance {
  return {
    citation,
    source: address,
    effectiveFrom: more.effectiveFrom ?? null,
    effectiveTo: null,
    checkedOn: CHECKED_ON,
    verified: more.verified ?? true,
    note: more.note ?? null,
  };
}

/** Where the routes, addresses and phrases come from. `verified` is false where no text of CBP, or re-statement that names it, was read. */
export const SOURCES = {
  faqJune2026: source('CBP IEEPA Duty Refunds FAQ, updated 16 June 2026', 'https://capeportalguide.com/', {
    effectiveFrom: AUTOMATIONS_SINCE,
    note: 'Read as a re-statement that cites the FAQ; the FAQ itself could not be read whole.',
  }),
  userReactivation: source(
    'CBP CSMS 68510928 of 1 May 2026',
    'https://content.govdelivery.com/bulletins/gd/USDHSCBP-41564d0',
    { effectiveFrom: plainDate('2026-05-01') },
  ),
  idleNumbers: source(
    'CBP CSMS 69056621 of 26 June 2026',
    'https://content.govdelivery.com/bulletins/gd/USDHSCBP-41db86d',
    { effectiveFrom: plainDate('2026-06-26') },
  ),
  voidNumbers: source('CBP CSMS 19-000326 of 26 June 2019', 'https://gistnet.com/csms-sample/19-000326.html', {
    verified: false,
    note: 'From 2019; no newer text was found. Ask before you rely on the address.',
  }),
  form5106: source('CBP Form 5106, e-mail of the physical address', 'https://worldwidelogisticsltd.com/', {
    verified: false,
    note: 'Forwarders agree that verification codes go to this address; CBP’s own text was not read.',
  }),
  achRefund: source(
    'CBP ACH refund quick reference card 5292-1225',
    'https://tariffi.io/help/guides/ace-ach-refund-importer',
    {
      note: 'Read as a re-statement that names the card.',
    },
  ),
  foreignBank: source(
    'US bank with an ABA number, or a foreign bank’s US branch',
    'https://blog.anderinger.com/trade-alerts/cape-declaration-warning',
    {
      verified: false,
      note: 'As a broker tells it; CBP’s own text was not read.',
    },
  ),
  achReturned: source(
    'CBP CSMS 68536553 of 4 May 2026 (REV-603, REV-613)',
    'https://content.govdelivery.com/accounts/USDHSCBP/bulletins/415c8e9',
  ),
  notifyParty: source(
    'CBP CSMS 67648307 of 6 February 2026',
    'https://es-003.com/fedex-ups-ieepa-refund-notify-party',
    {
      note: 'Both conditions as a re-statement gives them, which quotes CBP.',
    },
  ),
  box28: source(
    'Box 28 by post summary correction, before CAPE takes the entry',
    'https://es-003.com/psc-before-cape',
    {
      verified: false,
      note: 'A vendor’s reading; after acceptance a correction is refused (error 864).',
    },
  ),
  brokerAuthority: source(
    '19 CFR 141.46: a power of attorney before customs business',
    'https://www.ecfr.gov/current/title-19/section-141.46',
    {
      verified: false,
      note: 'Named from general knowledge of customs law; the text was not read for this page.',
    },
  ),
  ownPractice: source('Practice, not a rule of CBP', 'https://capeportalguide.com/', {
    verified: false,
    note: 'No CBP text was found for this case; the clicks and the answer may differ.',
  }),
} as const;

/** True when the source was already in force on that day. */
export function isInForce(rule: RuleProvenance, on: PlainDate): boolean {
  return (
    (rule.effectiveFrom === null || rule.effectiveFrom <= on) && (rule.effectiveTo === null || on <= rule.effectiveTo)
  );
}
