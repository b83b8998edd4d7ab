import type {
  CheckKind,
  CheckLine,
  CheckStatus,
  ClientWaiting,
  DeadlineKind,
  LiquidationStatus,
} from '@capeline/contracts';

/** Short names of the checks, for tags and lists; the long titles come from the server. */
export const CHECK_NAMES: Record<CheckKind, string> = {
  tao_login: 'TAO log-in',
  tao_email_control: 'TAO mailbox',
  ior_numbers_listed: 'Importer numbers',
  broker_authority: 'Authority',
  ach_refund: 'ACH refund',
  cape_and_reports_visible: 'CAPE tab and reports',
  reconciliation_split: 'Reconciliation split',
  deadlines_calendared: 'Deadlines calendared',
  importer_contact_email: '5106 e-mail',
  importer_number_active: 'Number active',
  notify_party_4811: '4811 party',
};

export const STATUS_NAMES: Record<CheckStatus, string> = {
  unknown: 'Unknown',
  blocked: 'Blocked',
  in_progress: 'In progress',
  ready: 'Ready',
  expired: 'Expired',
  not_applicable: 'Not applicable',
};

export const KIND_NAMES: Record<DeadlineKind, string> = {
  cape_window: 'CAPE',
  voluntary_reliquidation: 'CBP may reliquidate',
  protest: 'Protest',
  protest_reliquidation: 'Protest of reliquidation',
};

export const LIQUIDATION_NAMES: Record<LiquidationStatus, string> = {
  unknown: 'Unknown',
  unliquidated: 'Not liquidated',
  scheduled: 'Scheduled',
  extended: 'Extended',
  suspended: 'Suspended',
  liquidated: 'Liquidated',
  reliquidated: 'Reliquidated',
  deemed: 'Deemed liquidated',
};

export const WAITING_NAMES: Record<NonNullable<CheckLine['waitingOn']>, string> = {
  us: 'us',
  client: 'client',
  cbp: 'CBP',
};

/** Whom a client waits for, in one or a few words. */
export function waitingName({ on, who }: ClientWaiting): string {
  return on === 'other' ? (who ?? 'somebody else') : on === 'client' ? 'the importer' : WAITING_NAMES[on];
}

export const STOPS_NAMES = {
  our_upload: 'our CAPE upload',
  importer_upload: 'the importer’s own upload',
  payment: 'payment',
} as const;

/** Tier of an alert in words; tier -1 is a lapsed right. */
export function tierName(tier: number): string {
  if (tier < 0) return 'Lapsed';
  if (tier === 0) return 'Last day';
  return tier === 1 ? '1 day' : `${tier} days`;
}

/** What it means that an entry was filed by somebody else. */
export const ANOTHER_FILER = 'Another filer’s: we may protest with authority, never file it in CAPE.';
