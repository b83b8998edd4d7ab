import { ACE_INACTIVITY } from '../firm/firm-check-kinds.ts';
import type { ClientFactKind } from './account-facts.ts';
import { askedAgainAfter, type FactRule } from './fact-rule.ts';

const AUTHORITY_PLACE =
  'The power of attorney itself: who signed it, for which company, on which day, what it covers, until when. One paper may cover several of these; none of them includes another.';

function authority(title: string, question: string, feeds: FactRule['feeds']): FactRule {
  return {
    title,
    question,
    holds: askedAgainAfter(365),
    feeds,
    // The importer's word that he signed is no paper (A28).
    proof: ['document'],
    evidence: 'The signed paper: power of attorney or letter of consent, with the name and office of who signed.',
    place: AUTHORITY_PLACE,
    placeVerified: true,
  };
}

/** What is asked once for a client. */
export const CLIENT_FACT_RULES: Readonly<Record<ClientFactKind, FactRule>> = {
  ace_account: {
    title: 'Account in ACE',
    question: 'Does the importer have an account in ACE of his own, and can it be used?',
    holds: askedAgainAfter(90),
    feeds: ['tao_login'],
    proof: ['seen_in_ace', 'cbp_reply', 'document'],
    evidence: 'A screenshot of the start page after log-in, or the mail with which CBP opened or refused the account.',
    place:
      'The importer opens ace.cbp.dhs.gov and logs in; what the page says when it refuses tells which of the three failures it is: no account, an inactive one, or one in which nobody may change anything.',
    placeVerified: false,
  },
  account_owner: {
    title: 'Trade account owner',
    question: 'Who is the trade account owner of the ACE account, and which e-mail address does CBP have for him?',
    holds: askedAgainAfter(180),
    feeds: ['tao_login', 'tao_email_control'],
    proof: ['seen_in_ace', 'cbp_reply', 'document'],
    evidence: 'A screenshot of the account’s page with name and address, or CBP’s answer to a look-up.',
    place:
      'ACE > Accounts > the top account: the account owner stands with its details. Nobody can open it and nobody remembers? That is an answer too: CBP has a look-up.',
    placeVerified: false,
  },
  owner_mailbox: {
    title: 'Mailbox of the trade account owner',
    question: 'Who reads mail that goes to the address of the trade account owner?',
    holds: askedAgainAfter(180),
    feeds: ['tao_email_control'],
    proof: ['document', 'cbp_reply'],
    evidence: 'An answer sent from that very address.',
    place:
      'Send a test mail to the address and have it answered from there; look at the sender of the answer, not at its signature.',
    placeVerified: true,
  },
  owner_login: {
    title: 'Log-in of the trade account owner',
    question: 'Can the trade account owner log in to ACE, and when did he last?',
    holds: ACE_INACTIVITY,
    feeds: ['tao_login'],
    proof: ['seen_in_ace', 'document'],
    evidence: 'A screenshot of the start page after log-in, with its date.',
    place:
      'The trade account owner logs in at ace.cbp.dhs.gov, today. After a reactivation the same day, or the log-in is locked again.',
    placeVerified: true,
  },
  portal_users: {
    title: 'Users and proxies',
    question: 'Who else may use the account, is anybody locked, and does at least one person have full access?',
    holds: askedAgainAfter(90),
    feeds: ['tao_login'],
    proof: ['seen_in_ace', 'cbp_reply', 'document'],
    evidence: 'A screenshot of the list of users.',
    place: 'ACE > Tools: the users of the account, each with his state and his access.',
    placeVerified: false,
  },
  cape_visibility: {
    title: 'CAPE tab and reports',
    question:
      'Does the importer see the CAPE tab and each of the reports ES-003, ES-022, REV-603, REV-613 and REV-615?',
    holds: askedAgainAfter(90),
    feeds: ['cape_and_reports_visible'],
    proof: ['seen_in_ace', 'document'],
    evidence: 'Screenshots of the CAPE tab and of the report folders.',
    place:
      'ACE > the account > More > CAPE; then Reports > Folders > Public Folders > ACE > Trade, and there Entry Summary (ES) and Revenue (REV).',
    placeVerified: true,
  },
  cape_filer: {
    title: 'Who uploads the CAPE declarations',
    question: 'Who uploads CAPE declarations for this importer: we, the importer, or another broker?',
    holds: askedAgainAfter(180),
    feeds: ['broker_authority'],
    // It is the importer's own decision: his word is the source, and the authority beside it still needs its paper.
    proof: ['importer_said', 'telephone', 'document', 'seen_in_ace', 'report'],
    evidence: 'A mail in which the importer says who files.',
    place: 'Ask the importer, and ask whether a broker of the past still files: entries can be claimed once.',
    placeVerified: true,
  },
  authority_cape: authority(
    'Authority: CAPE declarations',
    'Do we hold a power of attorney and a consent to file CAPE declarations, signed by the importer itself?',
    ['broker_authority'],
  ),
  authority_protest: authority(
    'Authority: protests',
    'Do we hold a power of attorney that covers protests, signed by the importer itself?',
    [],
  ),
  authority_psc: authority(
    'Authority: post summary corrections',
    'Do we hold a power of attorney that covers post summary corrections?',
    [],
  ),
  authority_receive_money: authority(
    'Authority: receiving refunds',
    'Has the importer itself signed that somebody else may receive its refunds?',
    [],
  ),
};
