import type { CheckKind, CheckStatus } from '../checks/check-kinds.ts';

export interface NextStep {
  readonly text: string;
  readonly waitingOn: 'us' | 'client' | 'cbp' | null;
}

export type OpenStatus = Exclude<CheckStatus, 'ready' | 'not_applicable'>;

const us = (text: string): NextStep => ({ text, waitingOn: 'us' });
const client = (text: string): NextStep => ({ text, waitingOn: 'client' });
const cbp = (text: string): NextStep => ({ text, waitingOn: 'cbp' });

/** A check's next step in one short line for the board; the full words stand in the check itself. */
export const CHECK_STEPS: Readonly<Record<CheckKind, Readonly<Record<OpenStatus, NextStep>>>> = {
  tao_login: {
    unknown: us('Ask when the trade account owner last logged in'),
    blocked: client('Trade account owner sends the reactivation mail'),
    in_progress: cbp('Waiting for the account reactivation'),
    expired: client('Trade account owner logs in to ACE again'),
  },
  tao_email_control: {
    unknown: us('Ask who reads the account owner’s mailbox'),
    blocked: client('Change the trade account owner by web form'),
    in_progress: cbp('Waiting for the new trade account owner'),
    expired: us('Test the account owner’s mailbox again'),
  },
  ior_numbers_listed: {
    unknown: us('Ask which importer numbers the ACE account lists'),
    blocked: client('Add the importer number by web form'),
    in_progress: cbp('Waiting for the importer number to be added'),
    expired: us('Check again which importer numbers ACE lists'),
  },
  broker_authority: {
    unknown: us('Record who authorised us: power of attorney'),
    blocked: client('Get a signed power of attorney'),
    in_progress: client('Waiting for the signed power of attorney'),
    expired: client('Have the power of attorney renewed'),
  },
  ach_refund: {
    unknown: us('Ask whether ACH refund is active in ACE'),
    blocked: client('Enter ACH refund bank data in ACE'),
    in_progress: client('Waiting until ACH refund shows as active'),
    expired: us('Confirm ACH refund again'),
  },
  cape_and_reports_visible: {
    unknown: us('Ask whether the CAPE tab and the reports are visible'),
    blocked: client('Account owner grants CAPE and report rights'),
    in_progress: client('Waiting for CAPE and report rights'),
    expired: us('Check again that CAPE and the reports are visible'),
  },
  reconciliation_split: {
    unknown: us('Find out which flagged entries have a type 09 on file'),
    blocked: us('Split the reconciliation entries by type 09'),
    in_progress: us('Finish splitting the reconciliation entries'),
    expired: us('Check the reconciliation entries again'),
  },
  deadlines_calendared: {
    unknown: us('Load a report with liquidation columns'),
    blocked: us('Repair the alert mail'),
    in_progress: us('Acknowledge alerts and name owners'),
    expired: us('Load Friday’s report'),
  },
  importer_contact_email: {
    unknown: us('Check the contact e-mail on Form 5106'),
    blocked: client('Update the contact e-mail on Form 5106'),
    in_progress: cbp('Waiting for the new Form 5106'),
    expired: us('Check the contact e-mail on Form 5106 again'),
  },
  importer_number_active: {
    unknown: us('Query whether the importer number is active'),
    blocked: us('Reactivate the importer number'),
    in_progress: cbp('Waiting for the importer number’s reactivation'),
    expired: us('Query the importer number again'),
  },
  notify_party_4811: {
    unknown: us('Ask who receives the refund: Form 4811'),
    blocked: client('Correct the refund party: Form 4811 and box 28'),
    in_progress: cbp('Waiting for the Form 4811 change'),
    expired: us('Confirm again who receives the refund'),
  },
};
