import { SOURCES } from '../sources.ts';
import type { RouteTemplate } from './route.ts';

const NO_TIME = 'The answer is automatic by design; CBP publishes no time.';
const AT_ONCE = 'At once, as soon as the owner does it.';
const NO_CLOCK = 'It stops no date: look at the protest dates meanwhile.';

/** Getting back into an account that exists. */
export const RECOVERY_ROUTES = {
  owner_reactivation_mail: {
    title: 'Reactivation mail from the trade account owner’s own address',
    cures: ['tao_login'],
    channel: 'mail',
    request: 'tao_reactivation',
    prepare: ['Somebody who can send from the very address that CBP has for the trade account owner.'],
    steps: [
      'Try to log in first: an account that is not locked needs no mail.',
      'From the owner’s registered address, write to ACE.Support@cbp.dhs.gov.',
      'Put the word “reactivation” into the subject.',
      'Follow the confirmation or the further instructions, and log in the same day.',
    ],
    doesNot: [
      'It repairs no ACH refund, adds no importer number and corrects none.',
      'It makes no entry eligible for CAPE.',
      'It does not help other users: the owner reactivates them.',
      NO_CLOCK,
    ],
    waiting: NO_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A15', 'A16', 'A17', 'A18', 'A19', 'A33', 'A34', 'A35', 'A47'],
  },
  lost_mailbox_telephone: {
    title: 'Telephone ACE Support: inactive account and lost mailbox',
    cures: ['tao_login', 'tao_email_control'],
    channel: 'telephone',
    request: 'account_support_call',
    prepare: [
      'Legal name, account name, importer number, the old owner’s name and address.',
      'A paper signed by the importer itself that says who may become trade account owner.',
    ],
    steps: [
      'Call ACE Support: whether the web form changes the owner of an inactive account is not confirmed by any text that we read.',
      'Ask which comes first, reactivation or change of owner, and keep the case number.',
      'Do what they say, and note who said it and when.',
    ],
    doesNot: ['A reactivation mail from another address does not work.', NO_CLOCK],
    waiting: 'CBP publishes no time.',
    basis: SOURCES.ownPractice,
    rules: ['A20', 'A27', 'A28', 'A30'],
  },
  owner_change_in_portal: {
    title: 'Change the owner’s address or the owner in the portal',
    cures: ['tao_email_control'],
    channel: 'portal',
    request: 'tao_change',
    prepare: ['The trade account owner who can log in, and the decision of the importer who shall own the account.'],
    steps: [
      'The owner logs in, today.',
      'ACE > Tools > his own name: set an address that the company reads; or hand the role to the successor.',
      'No such choice on the page? Use the ACE Portal Account Application Web Form.',
    ],
    doesNot: ['It repairs no bank data and adds no importer number.'],
    waiting: AT_ONCE,
    basis: SOURCES.ownPractice,
    rules: ['A08', 'A28', 'A29'],
  },
  owner_lookup_mail: {
    title: 'Trade Account Owner Lookup',
    cures: ['tao_login', 'tao_email_control'],
    channel: 'mail',
    request: 'tao_lookup',
    prepare: [
      'Know first: CBP tells the current owner that somebody asked. That may be a person who left, or a former broker.',
      'Full legal name, importer number and the reason for asking.',
    ],
    steps: [
      'Ask inside the company once more: old brokers, the customs department, whoever applied for the account.',
      'Write to ACE.Support@cbp.dhs.gov with “Trade Account Owner Lookup” in the subject.',
      'Keep the confirmation. Note the outcome: the owner was named to us, or only the owner was told.',
    ],
    doesNot: ['It hands the account to nobody.', 'It may name nobody to whom it asks.', NO_CLOCK],
    waiting: NO_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A21', 'A22', 'A23', 'A24', 'A25', 'A26'],
  },
  user_reactivation_in_portal: {
    title: 'The owner reactivates the user in the portal',
    cures: ['tao_login'],
    channel: 'portal',
    request: 'user_reactivation',
    prepare: [
      'The trade account owner, logged in. CBP does not reactivate other users, and they cannot do it themselves.',
    ],
    steps: ['ACE > Tools > the user’s name > Reactivate.', 'The user logs in the same day.'],
    doesNot: ['It does not reactivate the owner’s own account.'],
    waiting: AT_ONCE,
    basis: SOURCES.userReactivation,
    rules: ['A31', 'A32'],
  },
  full_access_in_portal: {
    title: 'The owner gives somebody full access',
    cures: ['tao_login'],
    channel: 'portal',
    request: 'portal_rights',
    prepare: ['The trade account owner, logged in; the importer’s decision who shall have full access.'],
    steps: [
      'ACE > Accounts > the user > Importer role: choose Full Access.',
      'The user logs in and opens the ACH Refund Authorization tab.',
    ],
    doesNot: ['It makes nobody the owner.'],
    waiting: AT_ONCE,
    basis: SOURCES.achRefund,
    rules: ['A02', 'A29'],
  },
  rights_in_portal: {
    title: 'The owner grants CAPE and the reports',
    cures: ['cape_and_reports_visible'],
    channel: 'portal',
    request: 'portal_rights',
    prepare: ['The trade account owner, logged in; the names of the tabs and reports that are missing.'],
    steps: [
      'ACE > Accounts > the user > Importer role: grant CAPE and Reports.',
      'The user opens More > CAPE and Reports > Trade, and tells which of the named reports are there.',
    ],
    doesNot: ['A filer account of another type sees the tab and cannot submit.'],
    waiting: AT_ONCE,
    basis: SOURCES.ownPractice,
    rules: ['A43', 'A29', 'A32'],
  },
  ace_support_telephone: {
    title: 'Telephone ACE Support and keep the case number',
    cures: ['tao_login'],
    channel: 'telephone',
    request: 'account_support_call',
    prepare: ['What was sent, from which address, when, and what came back; the legal name and the importer number.'],
    steps: [
      'Call ACE Support: the automations do not solve every case.',
      'Note the case number, the name and what was said.',
    ],
    doesNot: [NO_CLOCK],
    waiting: 'CBP publishes no time.',
    basis: SOURCES.ownPractice,
    rules: ['A30'],
  },
} as const satisfies Record<string, RouteTemplate>;
