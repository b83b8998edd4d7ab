import { SOURCES } from '../sources.ts';
import type { RouteTemplate } from './route.ts';

const NO_TIME = 'CBP publishes no time.';
const ACCOUNT_TIME = 'Minutes to days by web form; firms speak of 3 to 5 business days, some of 1 to 2 weeks.';
const ONLY_ACCESS =
  'It opens the account and nothing else: ACH refund, authority and each importer number are checks of their own.';
const MATCH = 'Legal name, importer number and e-mail exactly as CBP Form 5106 has them.';
const WHO_MAY =
  'A paper signed by the importer itself that says who may become trade account owner. CBP has not published which paper it wants.';

const WEB_FORM = 'Open the ACE Portal Account Application Web Form on cbp.gov';

/** Making an account, and changing who and what belongs to it. */
export const ACCOUNT_ROUTES = {
  importer_account_application: {
    title: 'Importer Account Application: a new account for one importer number',
    cures: ['tao_login'],
    channel: 'web_form',
    request: 'new_account_single',
    prepare: [
      MATCH,
      'Somebody who can read the 5106 e-mail while the form is filled in: a verification code may go there.',
    ],
    steps: [
      'Open the Importer Account Application on cbp.gov.',
      'Enter the number, the legal name and the e-mail letter by letter as on CBP Form 5106.',
      'Enter the verification code that comes to the 5106 e-mail.',
      'Log in on the day on which the account opens, and note the day.',
    ],
    doesNot: [
      ONLY_ACCESS,
      'It takes one importer number; for more there is the ACE Portal Account Application Web Form.',
    ],
    waiting: ACCOUNT_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A04', 'A10', 'A11'],
  },
  account_web_form_new: {
    title: 'ACE Portal Account Application Web Form: a new account for several importer numbers',
    cures: ['tao_login'],
    channel: 'web_form',
    request: 'new_account_several',
    prepare: [
      MATCH,
      'The list of all importer numbers, suffixes included, and how they shall stand under one top account.',
    ],
    steps: [
      `${WEB_FORM} and choose a new account.`,
      'List every importer number with its suffix; one number can stand under one top account only.',
      'Answer what CBP asks at the 5106 e-mail.',
      'Log in on the day on which the account opens, and note the day.',
    ],
    doesNot: [ONLY_ACCESS, 'It makes no Exporter or Protest Filer account.'],
    waiting: ACCOUNT_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A05', 'A09', 'A10', 'A11'],
  },
  account_web_form_sub_accounts: {
    title: 'ACE Portal Account Application Web Form: add sub-accounts',
    cures: ['ior_numbers_listed'],
    channel: 'web_form',
    request: 'account_identifiers',
    prepare: [MATCH, 'The name of the top account and the sub-accounts that are missing.'],
    steps: [
      `${WEB_FORM} and choose to add sub-accounts to the top account.`,
      'Look under ACE > Accounts when CBP has answered.',
    ],
    doesNot: ['It enters no bank data for the new sub-account.', 'It makes no Exporter or Protest Filer account.'],
    waiting: ACCOUNT_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A06', 'A09'],
  },
  account_web_form_identifiers: {
    title: 'ACE Portal Account Application Web Form: add the importer number to the account',
    cures: ['ior_numbers_listed'],
    channel: 'web_form',
    request: 'account_identifiers',
    prepare: [MATCH, 'The name of the existing top account, and the numbers that are missing, suffixes included.'],
    steps: [
      `${WEB_FORM} and choose to add identifiers to an existing top account.`,
      'List the missing numbers with their suffixes.',
      'Look under ACE > Accounts > Importer when CBP has answered.',
    ],
    doesNot: [
      'It enters no bank data: each number needs its own ACH refund authorisation.',
      'It corrects no wrong number or name.',
    ],
    waiting: ACCOUNT_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A07', 'A11', 'A33'],
  },
  account_web_form_owner: {
    title: 'ACE Portal Account Application Web Form: change the trade account owner',
    cures: ['tao_email_control', 'tao_login'],
    channel: 'web_form',
    request: 'tao_change',
    prepare: [WHO_MAY, 'Name and e-mail of the new owner: somebody at the importer, at an address of the importer.'],
    steps: [
      `${WEB_FORM} and choose to update the trade account owner.`,
      'Name the new owner and be ready to show the signed paper.',
      'The new owner logs in on the day on which CBP confirms; note the day.',
      'Then look at broker access and at the ACH refund tab: both hang on this role.',
    ],
    doesNot: [
      'It reactivates no user: the new owner does that in the portal.',
      'It repairs no bank data.',
      'Nobody but the importer names an owner: neither we nor a former broker.',
    ],
    waiting: NO_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A08', 'A20', 'A27', 'A28', 'A29'],
  },
  ace_support_account_type: {
    title: 'ACE Support: Exporter or Protest Filer account',
    cures: ['tao_login'],
    channel: 'mail',
    request: 'other_account_type',
    prepare: ['Which account it shall be, for whom, and who is to own it.'],
    steps: ['Write to ACE.Support@cbp.dhs.gov: the web form does not make this type.', 'Keep the case number.'],
    doesNot: ['It changes nothing about the importer account.'],
    waiting: NO_TIME,
    basis: SOURCES.faqJune2026,
    rules: ['A09', 'A14', 'A30'],
  },
} as const satisfies Record<string, RouteTemplate>;
