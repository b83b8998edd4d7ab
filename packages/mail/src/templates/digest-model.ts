import type { AlertTier, DeadlineKind, PlainDate } from '@capeline/domain';

/** One deadline that this digest reports. */
export interface DigestDate {
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly tier: AlertTier;
  readonly fileBy: PlainDate;
  readonly safeDay: PlainDate;
  readonly lastDay: PlainDate;
  /** The open protest clock of the same client and liquidation date: what a missed CAPE window leaves. */
  readonly protestFileBy: PlainDate | null;
  /** Protests that the report shows for entries of the same client and liquidation date. */
  readonly protestNumbers: readonly string[];
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** The first ones only; `entryCount` says how many there are. */
  readonly entryNumbers: readonly string[];
}

/** A protest that the report shows on file: its entries left the protest clock and raise no alarm. */
export interface DigestProtest {
  readonly clientId: string;
  readonly clientName: string;
  readonly protestNumber: string;
  readonly entryCount: number;
  /** The first ones only; `entryCount` says how many there are. */
  readonly entryNumbers: readonly string[];
  /** The safe day of the protest period, when it is near: until then new objections may be added. */
  readonly addUntil: PlainDate | null;
}

/** Filer codes without a report of the last Friday that is due: its liquidations, and the clocks they start, are not known here. */
export interface DigestMissingReports {
  readonly friday: PlainDate;
  readonly filerCodes: readonly string[];
}

/** A clock that would run if a past date without a status were a liquidation. */
export interface DigestProvisionalClock {
  readonly kind: DeadlineKind;
  readonly tier: AlertTier;
  readonly fileBy: PlainDate;
  readonly lastDay: PlainDate;
}

/** A past date without a status that a client's report shows: what it would start, and for how many entries. */
export interface DigestProvisionalDate {
  readonly provisionalOn: PlainDate;
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** Those that entered a tier, the tightest first. */
  readonly clocks: readonly DigestProvisionalClock[];
}

/** A client with past dates without a status; count and money are of all of them, told now or before. */
export interface DigestProvisionalClient {
  readonly clientId: string;
  readonly clientName: string;
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** Those with something new, the tightest first. */
  readonly dates: readonly DigestProvisionalDate[];
}

/** A deadline that vanished because an import was undone, with alerts that were raised for it before. */
export interface DigestWithdrawal {
  /** It was a date that would have applied, no deadline. */
  readonly isProvisional: boolean;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly lastDay: PlainDate;
  readonly importId: string;
  readonly fileName: string;
}

/** Everything one digest says. Pure data: rendering asks neither clock nor database. */
export interface DigestModel {
  readonly firmName: string;
  /** Without a trailing slash. */
  readonly appUrl: string;
  readonly businessDate: PlainDate;
  /** The business date is fixed for a rehearsal. */
  readonly isRehearsal: boolean;
  /** The firm is the sample. */
  readonly isSample: boolean;
  /** Those who are away and whose delegate the recipient is: what they would hear is among all this. */
  readonly standsInFor: readonly { readonly name: string; readonly until: PlainDate }[];
  readonly dates: readonly DigestDate[];
  /** Told beside the dates, never alone. */
  readonly protests: readonly DigestProtest[];
  /** Protests that are on file and not among `protests`. */
  readonly protestsOmitted: number;
  /** Null when every filer code's report is fresh. One line beside the dates, never a mail of its own. */
  readonly missingReports: DigestMissingReports | null;
  readonly withdrawn: readonly DigestWithdrawal[];
  /** Past dates without a status, by client, the tightest first and lapsed ones last: warnings apart from `dates`, never counted among them. */
  readonly provisional: readonly DigestProvisionalClient[];
}

/** A message ready to be sent; the subject is one line of at most 200 characters. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
