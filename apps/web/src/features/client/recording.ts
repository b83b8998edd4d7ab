import type { Check } from '@capeline/contracts';

/** What somebody is about to record on a client. */
export interface Recording {
  readonly check: Check;
  /** Null records all lines of the check. */
  readonly importerNumber: string | null;
}
