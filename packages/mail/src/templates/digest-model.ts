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
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** The first ones only; `entryCount` says how many there are. */
  readonly entryNumbers: readonly string[];
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
  readonly dates: readonly DigestDate[];
}

/** A message ready to be sent; the subject is one line of at most 200 characters. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
