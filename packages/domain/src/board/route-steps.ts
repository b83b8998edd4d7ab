import type { RouteId } from '../account/routes/route.ts';
import type { NextStep } from './check-steps.ts';

const us = (text: string): NextStep => ({ text, waitingOn: 'us' });
const client = (text: string): NextStep => ({ text, waitingOn: 'client' });

/** A route's next step in one short line for the board; the exact words and clicks stand in the route. */
export const ROUTE_STEPS: Readonly<Record<RouteId, NextStep>> = {
  importer_account_application: client('Apply for an ACE account: Importer Account Application'),
  account_web_form_new: client('Apply for an ACE account for all numbers by web form'),
  account_web_form_sub_accounts: client('Add the sub-accounts by web form'),
  account_web_form_identifiers: client('Add the importer number by web form'),
  account_web_form_owner: client('Change the trade account owner by web form'),
  ace_support_account_type: us('Ask ACE Support for the other type of account'),
  owner_reactivation_mail: client('Trade account owner sends the reactivation mail'),
  lost_mailbox_telephone: us('Call ACE Support: inactive account, lost mailbox'),
  owner_change_in_portal: client('Account owner changes his address in ACE'),
  owner_lookup_mail: us('Ask CBP who the trade account owner is'),
  user_reactivation_in_portal: client('Account owner reactivates the locked users'),
  full_access_in_portal: client('Account owner gives somebody full access'),
  rights_in_portal: client('Account owner grants CAPE and report rights'),
  ace_support_telephone: us('Call ACE Support and keep the case number'),
  contact_email_update: us('Update the contact e-mail on Form 5106'),
  names_correction: us('Make the legal name one in all records'),
  importer_number_reactivation: us('Reactivate the importer number (20-Inactive)'),
  void_number: us('Ask CBP about the void importer number'),
  ach_enrolment: client('Enter ACH refund bank data in ACE'),
  ach_correction: client('Correct the ACH refund data: a refund came back'),
  ach_us_bank: client('Find a bank in the United States for the refund'),
  notify_party_add: client('Sign Form 4811 for the notify party'),
  notify_party_box28: us('Correct box 28 of the entries before CAPE'),
  notify_party_revoke: client('Have the old notify party revoked'),
  authority_new: client('Get a signed power of attorney'),
  authority_renewal: client('Have the power of attorney renewed'),
  who_files: us('Settle with the importer who files'),
};
