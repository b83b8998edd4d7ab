import type { CheckDefinition } from './check-kinds.ts';

/** Who can get into ACE and see what. None of these ever stops our own upload, and none touches a clock. */
export const ACCESS_CHECKS = {
  tao_login: {
    kind: 'tao_login',
    title: 'A trade account owner can log in',
    question: 'Has a current trade account owner of the importer logged in to ACE lately?',
    perImporterNumber: false,
    computed: false,
    stops: ['importer_upload'],
    needsFirst: ['tao_email_control'],
    nextAction: {
      unknown:
        'Ask the importer’s trade account owner to log in to ACE today and tell you the date. Nobody knows who it is? Mail ACE.Support@cbp.dhs.gov with “Trade Account Owner Lookup” in the subject; CBP tells the current owner that somebody asked.',
      blocked:
        'The trade account owner mails ACE.Support@cbp.dhs.gov from the address of the ACE account, with “reactivation” in the subject, and follows the reply. If that mailbox belonged to somebody who left, change the owner with the ACE Portal Account Application Web Form instead.',
      in_progress:
        'Wait for CBP’s reply and follow its instructions; after reactivation log in the same day. No reply: call ACE Support and note the case number. Look at the protest dates meanwhile: access preserves nothing.',
      expired: 'Ask the trade account owner to log in to ACE again and note the date: an unused account is locked.',
    },
    expiry: {
      days: 45,
      verified: false,
      source: 'General Notice of July 2008: 45 days without log-in; no CBP text of 2026 found that confirms it',
    },
    rules: ['A38', 'A03', 'A15', 'A16', 'A17', 'A18', 'A21', 'A22', 'A31'],
  },
  tao_email_control: {
    kind: 'tao_email_control',
    title: 'The company controls the account owner’s e-mail',
    question: 'Can somebody at the importer read and send from the e-mail address of the trade account owner?',
    perImporterNumber: false,
    computed: false,
    stops: ['importer_upload'],
    needsFirst: [],
    nextAction: {
      unknown:
        'Ask the importer which address the ACE account of the trade account owner uses and who reads it. Have a test mail answered from it.',
      blocked:
        'The mailbox belongs to somebody who left or to an outsider: change the trade account owner with the ACE Portal Account Application Web Form, with a paper signed by the importer that says who may become owner.',
      in_progress:
        'Wait for CBP to confirm the new trade account owner, then have a test mail answered from the address.',
      expired: 'Have a test mail answered from the address of the trade account owner again.',
    },
    expiry: null,
    rules: ['A39', 'A16', 'A20', 'A27', 'A28'],
  },
  ior_numbers_listed: {
    kind: 'ior_numbers_listed',
    title: 'The importer number appears under the ACE account',
    question: 'Does this importer number, suffix included, stand under the importer’s ACE account?',
    perImporterNumber: true,
    computed: false,
    stops: ['importer_upload', 'payment'],
    needsFirst: ['tao_login'],
    nextAction: {
      unknown:
        'The importer opens ACE > Accounts > Importer and compares the numbers listed there with this one, suffix included. A screenshot is good evidence.',
      blocked:
        'Add the number to the existing top account with the ACE Portal Account Application Web Form. A new account for one number only: Importer Account Application. Number, legal name and e-mail must equal the CBP Form 5106.',
      in_progress: 'Wait for CBP’s answer to the web form, then look under ACE > Accounts > Importer again.',
      expired: 'Look under ACE > Accounts > Importer again.',
    },
    expiry: null,
    rules: ['A40', 'A04', 'A05', 'A07', 'A11', 'A33'],
  },
  cape_and_reports_visible: {
    kind: 'cape_and_reports_visible',
    title: 'CAPE and the reports are visible',
    question: 'Does the importer see the CAPE tab and the reports ES-003, ES-022, REV-603, REV-613 and REV-615?',
    perImporterNumber: false,
    computed: false,
    stops: ['importer_upload'],
    needsFirst: ['tao_login'],
    nextAction: {
      unknown:
        'The importer opens the account in ACE, clicks More > CAPE, then Reports > Trade > Entry Summary, and tells you what is there.',
      blocked:
        'The trade account owner grants the right: ACE > Accounts > the user > Importer role > CAPE and Reports. A filer account sees CAPE only when its filer type is Importer.',
      in_progress:
        'Wait until the trade account owner has granted the rights, then open More > CAPE and the reports again.',
      expired: 'Open More > CAPE and the reports again.',
    },
    expiry: null,
    rules: ['A43', 'A29', 'A31', 'A32'],
  },
  importer_contact_email: {
    kind: 'importer_contact_email',
    title: 'The contact e-mail on CBP Form 5106 is current',
    question: 'Does the importer read the e-mail address of the physical address on CBP Form 5106?',
    perImporterNumber: true,
    computed: false,
    stops: ['importer_upload'],
    needsFirst: [],
    nextAction: {
      unknown:
        'Query the importer record (or ask the importer) and compare the e-mail beside the physical address, not the mailing address: the verification code of the account forms goes there.',
      blocked: 'Update CBP Form 5106 with the current e-mail before any account form is sent.',
      in_progress: 'Wait until CBP has taken the new Form 5106, then query the importer record again.',
      expired: 'Query the importer record again.',
    },
    expiry: null,
    rules: ['A10', 'A11'],
  },
} as const satisfies Record<string, CheckDefinition>;
