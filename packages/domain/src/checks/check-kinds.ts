/** The eleven checks: the source checklist in its order, then three more. Names are public. */
export const CHECK_KINDS = [
  'tao_login',
  'tao_email_control',
  'ior_numbers_listed',
  'broker_authority',
  'ach_refund',
  'cape_and_reports_visible',
  'reconciliation_split',
  'deadlines_calendared',
  'importer_contact_email',
  'importer_number_active',
  'notify_party_4811',
] as const;

export type CheckKind = (typeof CHECK_KINDS)[number];

/** `expired` is computed from dates, never set. */
export const CHECK_STATUSES = ['unknown', 'blocked', 'in_progress', 'ready', 'expired', 'not_applicable'] as const;

export type CheckStatus = (typeof CHECK_STATUSES)[number];

/**
 * What a check that is not ready stops. A broker files entries of the own filer code without the importer's login, so
 * `our_upload` and `importer_upload` are two things. There is no fourth value: no check ever stops or moves a clock.
 */
export const CHECK_STOPS = ['our_upload', 'importer_upload', 'payment'] as const;

export type CheckStop = (typeof CHECK_STOPS)[number];

/** Statuses in which something is left to do. */
export type OpenCheckStatus = Exclude<CheckStatus, 'ready' | 'not_applicable'>;

/** How long evidence holds. `verified` is false while no current CBP text confirms the number; a firm may set another. */
export interface CheckExpiry {
  readonly days: number;
  readonly verified: boolean;
  readonly source: string;
}

export interface CheckDefinition {
  readonly kind: CheckKind;
  readonly title: string;
  readonly question: string;
  /** One answer for each importer number, suffix included; otherwise one for the client. */
  readonly perImporterNumber: boolean;
  /** Computed from entries and dates; nobody can tick it. */
  readonly computed: boolean;
  readonly stops: readonly CheckStop[];
  /** Checks worth doing first. A hint for the order of work; it never changes a status. */
  readonly needsFirst: readonly CheckKind[];
  /** What to do next, with the exact words, addresses and clicks. */
  readonly nextAction: Readonly<Record<OpenCheckStatus, string>>;
  readonly expiry: CheckExpiry | null;
  /** Rules of the source checklist that the check carries. */
  readonly rules: readonly string[];
}

/** True for one of the eleven names. */
export function isCheckKind(text: string): text is CheckKind {
  return (CHECK_KINDS as readonly string[]).includes(text);
}
