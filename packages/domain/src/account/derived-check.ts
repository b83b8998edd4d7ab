import type { PlainDate } from '../calendar/plain-date.ts';
import type { CheckKind, CheckStatus } from '../checks/check-kinds.ts';
import type { FactKind } from './account-facts.ts';
import type { FactSettings } from './fact-rules.ts';

/** What facts can make of a check. `expired` is no such status: only the day makes it, out of `ready` and `expiresOn`. */
export type DerivedStatus = Exclude<CheckStatus, 'expired'>;

/** Entries of one importer number by whether box 28 of the entry summary names the notify party. */
export interface Box28Counts {
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
}

/** What facts are judged against. */
export interface DeriveContext {
  readonly settings: FactSettings;
  /** By importer number; a number that is missing has no entries. */
  readonly box28: Readonly<Record<string, Box28Counts>>;
  readonly today: PlainDate;
}

/** A check as the facts decide it. */
export interface DerivedCheck {
  readonly kind: CheckKind;
  readonly importerNumber: string | null;
  readonly status: DerivedStatus;
  /** Why, in plain words, with the day on which it was so. */
  readonly reason: string;
  /** The oldest day of which the deciding facts speak. */
  readonly verifiedOn: PlainDate;
  /** Only with `ready`: from this day on it counts as expired. */
  readonly expiresOn: PlainDate | null;
  readonly decidedBy: readonly FactKind[];
}
