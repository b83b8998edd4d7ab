import type { CheckExpiry, OpenCheckStatus } from '../checks/check-kinds.ts';

/** What our own firm must have in order, beside anything a client does. Names are public. */
export const FIRM_CHECK_KINDS = ['cape_tab', 'uploader_login', 'protest_filer_account', 'backup_person'] as const;

export type FirmCheckKind = (typeof FIRM_CHECK_KINDS)[number];

/** What an open check of the firm stops. Several stop nothing; none stops or moves a clock. */
export const FIRM_STOPS = ['our_upload', 'our_protests'] as const;

export type FirmStop = (typeof FIRM_STOPS)[number];

/** What must go on when the person who does it is away. */
export const FIRM_DUTIES = ['cape_upload', 'protest_filing', 'report_download', 'alert_watch'] as const;

export type FirmDuty = (typeof FIRM_DUTIES)[number];

export const FIRM_DUTY_NAMES: Readonly<Record<FirmDuty, string>> = {
  cape_upload: 'Uploading CAPE files',
  protest_filing: 'Filing protests',
  report_download: 'Pulling the ES-003 after each Friday',
  alert_watch: 'Reading the digest, acknowledging alerts',
};

/** The kinds of ACE account under which a filer code may stand. */
export const ACE_ACCOUNT_TYPES = ['organizational_broker', 'importer', 'filer_importer', 'filer_other'] as const;

export type AceAccountType = (typeof ACE_ACCOUNT_TYPES)[number];

export const ACE_ACCOUNT_NAMES: Readonly<Record<AceAccountType, string>> = {
  organizational_broker: 'Organizational Broker',
  importer: 'Importer',
  filer_importer: 'Filer with Filer Type = Importer',
  filer_other: 'Filer of another type',
};

/** Whether CAPE takes an upload from such an account: others see the tab, but get a message that it is not available. */
export function canSubmitCape(type: AceAccountType): boolean {
  return type !== 'filer_other';
}

/** What one line of a check is about. */
export type FirmCheckScope = 'filer_code' | 'firm' | 'duty';

export interface FirmCheckDefinition {
  readonly kind: FirmCheckKind;
  readonly title: string;
  readonly question: string;
  readonly scope: FirmCheckScope;
  /** Computed from the uploaders' log-ins; nobody can tick it. */
  readonly computed: boolean;
  readonly stops: readonly FirmStop[];
  /** What to do next, with the exact words and clicks. */
  readonly nextAction: Readonly<Record<OpenCheckStatus, string>>;
  readonly expiry: CheckExpiry | null;
}

/** How long an ACE log-in holds without use, unless the firm sets another number. */
export const ACE_INACTIVITY: CheckExpiry = {
  days: 45,
  verified: false,
  source: 'General Notice of July 2008: 45 days without log-in; no CBP text of 2026 found that confirms it',
};
export const MIN_ACE_INACTIVITY_DAYS = 7;
export const MAX_ACE_INACTIVITY_DAYS = 365;
