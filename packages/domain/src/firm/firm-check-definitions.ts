import { ACE_INACTIVITY, FIRM_CHECK_KINDS, type FirmCheckDefinition, type FirmCheckKind } from './firm-check-kinds.ts';

const LOG_IN =
  'Let the uploader log in at ace.cbp.dhs.gov with the firm’s account, open More > CAPE, and write the day down here.';

/** Every check of the firm with its words, what it stops and its next action. */
export const FIRM_CHECK_DEFINITIONS: Readonly<Record<FirmCheckKind, FirmCheckDefinition>> = {
  cape_tab: {
    kind: 'cape_tab',
    title: 'The account of the filer code can submit CAPE files',
    question:
      'Does the ACE account of this filer code show More > CAPE, and is it an Importer, an Organizational Broker, or a Filer with Filer Type = Importer?',
    scope: 'filer_code',
    computed: false,
    stops: ['our_upload'],
    nextAction: {
      unknown:
        'Log in to the ACE Portal with the account of this filer code, click More > CAPE > File Uploads, and note the account type under Accounts. A screenshot is good evidence.',
      blocked:
        'The tab is not there: the trade account owner opens ACE > Tools > the user and grants CAPE. The account is a Filer of another type: upload from the Organizational Broker account of the code, or ask ACE.Support@cbp.dhs.gov to open one.',
      in_progress: 'Wait for CBP’s answer, then open More > CAPE > File Uploads again.',
      expired: 'Open More > CAPE > File Uploads again and note the day.',
    },
    expiry: null,
  },
  uploader_login: {
    kind: 'uploader_login',
    title: 'Somebody can log in and upload',
    question: 'Has a person who may upload for this filer code logged in to ACE lately?',
    scope: 'filer_code',
    computed: true,
    stops: ['our_upload'],
    nextAction: {
      unknown: `Name who uploads for this filer code. ${LOG_IN}`,
      blocked: LOG_IN,
      in_progress: LOG_IN,
      expired:
        'The trade account owner reactivates the log-in under Tools > the user > Reactivate, the uploader logs in the same day, and you write the day down here. The owner himself is locked: mail ACE.Support@cbp.dhs.gov from the address of the account, with “reactivation” in the subject.',
    },
    expiry: ACE_INACTIVITY,
  },
  protest_filer_account: {
    kind: 'protest_filer_account',
    title: 'The firm has a Protest Filer account',
    question: 'Can the firm file a protest in the ACE Portal with a Protest Filer account of its own?',
    scope: 'firm',
    computed: false,
    stops: ['our_protests'],
    nextAction: {
      unknown:
        'Log in to the ACE Portal and look for a Protest Filer account under Accounts. Counsel files your protests: record “not applicable” and say who.',
      blocked:
        'Apply for a Protest Filer account with ACE.Support@cbp.dhs.gov; the ACE Portal Account Application Web Form does not make this type. Until it is there, protests go on CBP Form 19 to the Center, or through counsel.',
      in_progress: 'Wait for CBP’s answer and watch the protest dates meanwhile: no account moves them.',
      expired: 'Log in with the Protest Filer account again and note the day.',
    },
    expiry: null,
  },
  backup_person: {
    kind: 'backup_person',
    title: 'Somebody else can do it',
    question: 'Is there a second person, with access of his own, who has done this duty before?',
    scope: 'duty',
    computed: false,
    stops: [],
    nextAction: {
      unknown: 'Name who does this and who stands in, both with a log-in of their own. Never share one.',
      blocked: 'Give a second member the access that the duty needs, and let him do it once.',
      in_progress: 'Let the back-up do it once while the other watches, and note the day.',
      expired: 'Let the back-up do it once more and note the day.',
    },
    expiry: null,
  },
};

/** The definitions in the order in which they are shown. */
export const ORDERED_FIRM_CHECKS: readonly FirmCheckDefinition[] = FIRM_CHECK_KINDS.map(
  (kind) => FIRM_CHECK_DEFINITIONS[kind],
);
