import { SOURCES } from '../sources.ts';
import type { RouteTemplate } from './route.ts';

const BY_RECORD =
  'Send the importer record by ABI, or a revised CBP Form 5106 to the entry team of the Center that looks after the importer.';

/** What is wrong with one importer number. */
export const NUMBER_ROUTES = {
  contact_email_update: {
    title: 'Bring the e-mail on CBP Form 5106 up to date',
    cures: ['importer_contact_email'],
    channel: 'abi_or_form',
    request: 'form_5106_update',
    prepare: ['An address of the importer that somebody reads for years, not one person’s.'],
    steps: [
      BY_RECORD,
      'Change the e-mail beside the physical address, not that of the mailing address.',
      'Query the record again before any account form is sent.',
    ],
    doesNot: ['It changes neither the owner of the ACE account nor his address.'],
    waiting: 'CBP publishes no time.',
    basis: SOURCES.form5106,
    rules: ['A10', 'A11'],
  },
  names_correction: {
    title: 'Make the legal name one in all records',
    cures: ['ior_numbers_listed'],
    channel: 'abi_or_form',
    request: 'form_5106_update',
    prepare: ['The name as the importer’s own papers of registration write it.'],
    steps: [
      'Decide with the importer which writing is right.',
      `CBP Form 5106 is wrong: ${BY_RECORD}`,
      'The ACE account is wrong: the ACE Portal Account Application Web Form.',
      'The power of attorney is wrong: have a new one signed.',
    ],
    doesNot: ['It lists no number under an account.'],
    waiting: 'CBP publishes no time.',
    basis: SOURCES.ownPractice,
    rules: ['A11', 'A33'],
  },
  importer_number_reactivation: {
    title: 'Reactivate the importer number (20-Inactive)',
    cures: ['importer_number_active'],
    channel: 'abi_or_form',
    request: 'importer_number_reactivation',
    prepare: [
      'All data of CBP Form 5106, current. This is not the reactivation of an ACE account: other mailbox, other subject.',
    ],
    steps: [
      'By ABI: the importer record (message TP) with action code A and the full data of CBP Form 5106.',
      'Or by mail: a revised CBP Form 5106 to the entry team of the Center, with “IOR reactivation request” in the subject.',
      'Query the record until it shows Active.',
    ],
    doesNot: ['It reactivates no log-in.', 'Whether an inactive number holds up a CAPE refund is not confirmed.'],
    waiting: 'By mail it depends on the Center and may take weeks.',
    basis: SOURCES.idleNumbers,
    rules: ['A33'],
  },
  void_number: {
    title: 'A void importer number',
    cures: ['importer_number_active'],
    channel: 'mail',
    request: 'void_number',
    prepare: [
      'Why it was made void, if CBP said so; the address on CBP Form 5106: a post-office box or an agent’s address is reported as a reason since September 2026, unconfirmed.',
    ],
    steps: [
      'Ask bondquestions@cbp.dhs.gov; “VOID IR#” and the number begin the subject. The address is from 2019: ask whether it still holds.',
      'Do not apply for a new number before they answer: entries stay under the old one.',
    ],
    doesNot: ['An “IOR reactivation request” does not bring a void number back.'],
    waiting: 'CBP publishes no time.',
    basis: SOURCES.voidNumbers,
    rules: ['A33'],
  },
} as const satisfies Record<string, RouteTemplate>;
