import type { CheckKind, RecordCheckRequest } from '@capeline/contracts';

/** One thing that somebody of the sample firm found out, so many days before the business date. */
export interface SampleFinding {
  readonly kind: CheckKind;
  readonly daysAgo: number;
  readonly change: Omit<RecordCheckRequest, 'importerNumber' | 'verifiedOn' | 'ownerId'>;
}

/** A believable state of affairs; the clients of the sample take these in turn. */
export interface SampleProfile {
  /** Which member looks after the client; null: nobody yet. */
  readonly owner: 'owner' | 'first' | 'second' | null;
  readonly findings: readonly SampleFinding[];
}

const ready = (kind: CheckKind, daysAgo: number, evidenceNote: string): SampleFinding => ({
  kind,
  daysAgo,
  change: { status: 'ready', evidenceNote },
});
const open = (
  kind: CheckKind,
  daysAgo: number,
  status: 'blocked' | 'in_progress',
  waitingOn: 'us' | 'client' | 'cbp',
  evidenceNote: string,
): SampleFinding => ({ kind, daysAgo, change: { status, waitingOn, evidenceNote } });

const AUTHORITY = ready('broker_authority', 40, 'Sample: power of attorney on file, signed by an officer.');
const LOGIN = ready('tao_login', 12, 'Sample: the owner logged in while on the phone with us.');
const MAILBOX = ready('tao_email_control', 12, 'Sample: a test mail was answered from the address.');
const LISTED = ready('ior_numbers_listed', 12, 'Sample: screenshot of the importer list, suffix included.');
const ACH = ready('ach_refund', 11, 'Sample: screenshot of the ACH refund page, status active.');
const TABS = ready('cape_and_reports_visible', 11, 'Sample: CAPE tab and reports seen in a shared screen.');
const CONTACT = ready('importer_contact_email', 11, 'Sample: address on the CBP 5106 read out and confirmed.');
const ACTIVE = ready('importer_number_active', 11, 'Sample: importer query of the week, number active.');
const NOTIFY: SampleFinding = {
  kind: 'notify_party_4811',
  daysAgo: 11,
  change: { status: 'not_applicable', evidenceNote: 'Sample: no Form 4811 on file; the importer is paid itself.' },
};

/** From all done to untouched. Every text says that it is a sample. */
export const SAMPLE_PROFILES: readonly SampleProfile[] = [
  { owner: 'first', findings: [LOGIN, MAILBOX, LISTED, AUTHORITY, ACH, TABS, CONTACT, ACTIVE, NOTIFY] },
  {
    owner: 'first',
    findings: [
      LOGIN,
      MAILBOX,
      LISTED,
      AUTHORITY,
      open('ach_refund', 9, 'blocked', 'client', 'Sample: the importer has not set up ACH refund yet.'),
      TABS,
      NOTIFY,
    ],
  },
  {
    owner: 'second',
    findings: [
      open('tao_login', 16, 'blocked', 'cbp', 'Sample: account locked; reactivation mailed to CBP, no reply yet.'),
      AUTHORITY,
      ACTIVE,
    ],
  },
  {
    owner: 'second',
    findings: [
      open('broker_authority', 6, 'in_progress', 'client', 'Sample: power of attorney sent for signature.'),
      LOGIN,
      open('ior_numbers_listed', 6, 'in_progress', 'cbp', 'Sample: one suffix is missing from the list; form sent.'),
    ],
  },
  {
    owner: 'owner',
    findings: [
      ready('tao_login', 70, 'Sample: last log-in seen ten weeks ago.'),
      MAILBOX,
      LISTED,
      AUTHORITY,
      ACH,
      open('notify_party_4811', 3, 'in_progress', 'us', 'Sample: an old Form 4811 turned up; asking who is paid.'),
    ],
  },
  { owner: null, findings: [] },
];
