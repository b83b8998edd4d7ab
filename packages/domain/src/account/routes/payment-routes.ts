import { SOURCES } from '../sources.ts';
import type { RouteTemplate } from './route.ts';

const ACH_TAB = 'ACE > Accounts > Importer > the account > ACH Refund Authorization > Get Info.';
const NEVER_US = 'The bank data: the importer types them into ACE itself, and sends them to nobody.';
const SIGNED = 'A signature of the importer itself: nobody else names who is paid.';
const CENTER = 'About 10 business days at the Center, by a text of 2024.';

/** What stands between the refund and the importer’s bank, and our authority. */
export const PAYMENT_ROUTES = {
  ach_enrolment: {
    title: 'Enter an ACH refund authorisation for this number',
    cures: ['ach_refund'],
    channel: 'portal',
    request: 'ach_enrolment',
    prepare: [
      NEVER_US,
      'A bank account in the United States. ACH for paying duties is another thing and does not count.',
    ],
    steps: [
      `The trade account owner, or a user with Full Access: ${ACH_TAB}`,
      'Enter the bank data for this very number, suffix included, and submit.',
      'Open the tab again until it shows as active; a screenshot without the bank numbers is the evidence.',
    ],
    doesNot: ['It counts for this number only: every number and every suffix has its own.', 'It moves no filing date.'],
    waiting: 'Some days of “pending validation” were reported.',
    basis: SOURCES.achRefund,
    rules: ['A42', 'A29', 'A34'],
  },
  ach_correction: {
    title: 'Correct the bank data after a returned refund',
    cures: ['ach_refund'],
    channel: 'portal',
    request: 'ach_enrolment',
    prepare: [NEVER_US, 'The line of REV-613 or REV-603 that shows the return.'],
    steps: [
      `Compare and correct: ${ACH_TAB}`,
      'ACE refuses the routing number: GMB.ACHREFUNDSUPPORT@cbp.dhs.gov.',
      'Look in REV-603 for “Check/ACH Reissued”.',
    ],
    doesNot: ['It is closed by money that arrived, not by new data.'],
    waiting: 'CBP publishes no time for a second payment.',
    basis: SOURCES.achReturned,
    rules: ['A42', 'A34'],
  },
  ach_us_bank: {
    title: 'A bank in the United States is needed',
    cures: ['ach_refund'],
    channel: 'portal',
    request: 'ach_enrolment',
    prepare: [
      NEVER_US,
      'The US branch or affiliate of the importer’s bank, in dollars; or another party that may receive the money (CBP Form 4811).',
    ],
    steps: ['Ask the bank for an account with an ABA number.', `Enter it: ${ACH_TAB}`],
    doesNot: ['An account abroad is not paid, whatever the tab shows.'],
    waiting: 'As long as the bank takes.',
    basis: SOURCES.foreignBank,
    rules: ['A42'],
  },
  notify_party_add: {
    title: 'Put the notify party on file (CBP Form 4811)',
    cures: ['notify_party_4811'],
    channel: 'paper',
    request: 'notify_party_add',
    prepare: [SIGNED, 'The party needs an importer sub-account and US bank data of its own.'],
    steps: [
      'Send the signed CBP Form 4811 to the Center.',
      'Then see that box 28 of each CBP Form 7501 names the party too: CBP pays it only with both.',
    ],
    doesNot: ['It redirects the payment, not the right to it.', 'It changes no entry that CAPE has taken already.'],
    waiting: CENTER,
    basis: SOURCES.notifyParty,
    rules: ['A28'],
  },
  notify_party_box28: {
    title: 'Name the notify party in box 28 of the entries',
    cures: ['notify_party_4811'],
    channel: 'abi_or_form',
    request: null,
    prepare: ['The list of entries whose box 28 does not name the party.'],
    steps: [
      'Correct box 28 by post summary correction, before CAPE takes the entry: afterwards ACE refuses a correction.',
      'Look at the new version of each entry before it goes into a CAPE file.',
    ],
    doesNot: ['It does not put the party on file: that is the other condition.'],
    waiting: 'As long as a post summary correction takes; its own last day counts.',
    basis: SOURCES.box28,
    rules: [],
  },
  notify_party_revoke: {
    title: 'Have an old notify party revoked',
    cures: ['notify_party_4811'],
    channel: 'paper',
    request: 'notify_party_revoke',
    prepare: [SIGNED, 'The name of the old party, and the entries whose box 28 names it.'],
    steps: [
      'Write to the Center, naming the party and the entries.',
      'See in ACE that it is gone before CAPE files are made.',
    ],
    doesNot: ['It calls no payment back.'],
    waiting: CENTER,
    basis: SOURCES.notifyParty,
    rules: ['A28'],
  },
  authority_new: {
    title: 'Get the power of attorney and the consent',
    cures: ['broker_authority'],
    channel: 'paper',
    request: 'authority',
    prepare: [
      'Which scopes are needed: CAPE, protests, post summary corrections, receiving money. None includes another.',
    ],
    steps: [
      'Send the paper to somebody who may sign for the importer.',
      'Keep the signed paper with name, office, day and, if it ends, why it ends then.',
    ],
    doesNot: ['Access to ACE gives no authority, and authority no access.'],
    waiting: 'As long as the importer takes.',
    basis: SOURCES.brokerAuthority,
    rules: ['A41', 'A28', 'A36'],
  },
  authority_renewal: {
    title: 'Renew the power of attorney before it ends',
    cures: ['broker_authority'],
    channel: 'paper',
    request: 'authority',
    prepare: ['The old paper, and why it ends on that day.'],
    steps: [
      'Send the new paper well before the day; a paper that ends between upload and protest leaves us without authority for the protest.',
    ],
    doesNot: ['It does not reach back over days without authority.'],
    waiting: 'As long as the importer takes.',
    basis: SOURCES.ownPractice,
    rules: ['A41'],
  },
  who_files: {
    title: 'Settle who files',
    cures: ['broker_authority'],
    channel: 'paper',
    request: 'authority',
    prepare: ['What the other has filed already: an entry that is on an accepted declaration cannot be filed again.'],
    steps: [
      'Ask the importer to say in writing who files, for which entries, from which day.',
      'Ask for the other’s claim numbers before any file of ours is made.',
    ],
    doesNot: ['It takes back nothing that was filed.'],
    waiting: 'As long as the importer takes.',
    basis: SOURCES.ownPractice,
    rules: ['A41'],
  },
} as const satisfies Record<string, RouteTemplate>;
