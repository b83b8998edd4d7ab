import type { NumberFactKind } from './account-facts.ts';
import { askedAgainAfter, type FactRule } from './fact-rule.ts';

/** CSMS 69056621 of 26 June 2026: numbers without an entry for so long, and nothing open, are deactivated. */
export const IDLE_NUMBER_DAYS = 365;

/** What is asked for each importer number, suffix included. */
export const NUMBER_FACT_RULES: Readonly<Record<NumberFactKind, FactRule>> = {
  importer_record: {
    title: 'Status of the importer number',
    question: 'Which status does CBP’s importer record show for this number, and when was its last entry?',
    holds: {
      days: IDLE_NUMBER_DAYS,
      verified: false,
      source: 'CSMS 69056621 of 26 June 2026: idle for a year; how often to look is our own interval',
    },
    feeds: ['importer_number_active'],
    proof: ['abi_query', 'seen_in_ace', 'cbp_reply'],
    evidence: 'The answer to the ABI importer query, with its date.',
    place: 'ABI importer/consignee query for the number; its status is Active, 20-Inactive or void.',
    placeVerified: true,
  },
  contact_email: {
    title: 'Contact e-mail on CBP Form 5106',
    question: 'Which e-mail stands beside the physical address on CBP Form 5106, and does the importer read it?',
    holds: askedAgainAfter(180),
    feeds: ['importer_contact_email'],
    proof: ['abi_query', 'seen_in_ace', 'cbp_reply', 'document'],
    evidence: 'The importer record with the address, and an answer that came from it.',
    place:
      'ABI importer query or CBP Form 5106: the e-mail of the physical address, not that of the mailing address. Verification codes go there.',
    placeVerified: true,
  },
  record_names: {
    title: 'Legal name in three records',
    question: 'How exactly do CBP Form 5106, the ACE account and our power of attorney write the legal name?',
    holds: askedAgainAfter(365),
    feeds: ['ior_numbers_listed'],
    proof: ['abi_query', 'seen_in_ace', 'cbp_reply', 'document'],
    evidence: 'The importer record, a screenshot of the account, the power of attorney.',
    place:
      'ABI importer query; ACE > Accounts > Importer; the first line of the power of attorney. Copy letter by letter.',
    placeVerified: true,
  },
  account_listing: {
    title: 'Number under the ACE account',
    question: 'Does this number, suffix included, stand under the importer’s ACE account?',
    holds: askedAgainAfter(180),
    feeds: ['ior_numbers_listed'],
    proof: ['seen_in_ace', 'document', 'report', 'cbp_reply'],
    evidence: 'A screenshot of the numbers under the account.',
    place: 'ACE > Accounts > Importer: compare each number with its suffix.',
    placeVerified: true,
  },
  ach_refund: {
    title: 'ACH refund authorisation',
    question: 'Is an ACH refund authorisation active for this number, with a bank in the United States?',
    holds: askedAgainAfter(90),
    feeds: ['ach_refund'],
    // ABI knows nothing of it, and "we have done that" is the commonest wrong answer: ACH for paying duties is another thing.
    proof: ['seen_in_ace', 'document', 'report', 'cbp_reply'],
    evidence: 'A screenshot of the tab with the status, the bank numbers covered.',
    place:
      'ACE > Accounts > Importer > the account > ACH Refund Authorization > Get Info. A returned payment shows in REV-613, or in REV-603 as “Check/ACH Returned”.',
    placeVerified: true,
  },
  notify_party: {
    title: 'Who receives the refund (CBP Form 4811)',
    question:
      'Shall somebody else than the importer receive the refunds of this number, and is a party on file at CBP?',
    holds: askedAgainAfter(180),
    feeds: ['notify_party_4811'],
    proof: ['seen_in_ace', 'abi_query', 'cbp_reply', 'document'],
    evidence: 'A screenshot of the importer profile, or the Center’s confirmation.',
    place:
      'The importer’s profile in ACE names the party on file; box 28 of each CBP Form 7501 must name it too. An old courier or broker may still stand there.',
    placeVerified: true,
  },
};
