import type { CheckKind } from '@capeline/contracts';

interface CheckText {
  readonly title: string;
  readonly question: string;
  readonly stops: ('our_upload' | 'importer_upload' | 'payment')[];
  readonly needsFirst: CheckKind[];
  readonly computed: boolean;
  readonly perImporterNumber: boolean;
  readonly problem: string;
  readonly nextAction: string;
}

const text = (
  title: string,
  question: string,
  stops: CheckText['stops'],
  problem: string,
  nextAction: string,
  more: Partial<CheckText> = {},
): CheckText => ({
  title,
  question,
  stops,
  problem,
  nextAction,
  needsFirst: [],
  computed: false,
  perImporterNumber: false,
  ...more,
});

/** Words of the eleven checks for the fake firm; the product takes them from the server. */
export const CHECK_TEXTS: Record<CheckKind, CheckText> = {
  tao_login: text(
    'A current TAO can log in',
    'Has the Trade Account Owner logged in lately?',
    ['importer_upload'],
    'Last log-in 28 May 2026.',
    'Ask the TAO to send a reactivation request from the registered address.',
    { needsFirst: ['tao_email_control'] },
  ),
  tao_email_control: text(
    'The company controls the TAO mailbox',
    'Does mail to the registered TAO address reach somebody who still works there?',
    ['importer_upload'],
    'The mailbox belongs to a user who left in March 2026.',
    'Telephone ACE Support; then a TAO update by web form with an authorisation signed by the importer.',
  ),
  ior_numbers_listed: text(
    'The right importer numbers appear',
    'Is every importer number, suffix included, listed under the account?',
    ['importer_upload'],
    'Not listed under the top account.',
    'Send the account application web form to add the identifier.',
    { perImporterNumber: true },
  ),
  broker_authority: text(
    'The filing broker is authorised',
    'Is there a current power of attorney that covers CAPE and protest?',
    ['our_upload'],
    'The power of attorney ran out on 30 Sep 2026.',
    'Renew the power of attorney; ask for CAPE and protest by name.',
  ),
  ach_refund: text(
    'ACH refund banking is current',
    'Is a bank account for refunds active in ACE for this number?',
    ['payment'],
    'Entered 9 Nov; ACE shows pending validation.',
    'Look again on Thu 26 Nov. It stays in progress until seen as active.',
    { perImporterNumber: true, needsFirst: ['tao_login'] },
  ),
  cape_and_reports_visible: text(
    'CAPE and the reports are visible',
    'Do the CAPE tab and ES-003, ES-022 show in the portal?',
    ['our_upload'],
    'The CAPE tab is missing for filer code K80.',
    'Have the account administrator grant the CAPE role, then look again.',
  ),
  reconciliation_split: text(
    'Reconciliation entries are split by type 09',
    'Which flagged entries have a type 09 on file?',
    [],
    'Flagged entries are there; ES-003 does not tell whether a type 09 is on file.',
    'Load the list of filed type 09 entries, or record each with evidence.',
    { computed: true },
  ),
  deadlines_calendared: text(
    'Every date is calendared',
    'Has every IEEPA entry a known state from a recent report, an owner and a working channel?',
    [],
    'The report is older than a week.',
    'Load a new ES-003.',
    { computed: true },
  ),
  importer_contact_email: text(
    'The 5106 contact e-mail is current',
    'Does the e-mail on the importer record still reach somebody?',
    [],
    'Nobody has looked.',
    'Compare the CBP 5106 record with the importer.',
    { perImporterNumber: true },
  ),
  importer_number_active: text(
    'The importer number is active',
    'Is the number active, not “20-Inactive”?',
    ['our_upload', 'importer_upload'],
    'ACE shows 20-Inactive.',
    'Send “IOR reactivation request” with the 5106.',
    { perImporterNumber: true },
  ),
  notify_party_4811: text(
    'The 4811 party is known',
    'Does a 4811 send the refund to somebody else?',
    ['payment'],
    'Nobody has looked.',
    'Ask the importer whether a 4811 is on file, and for whom.',
  ),
};
