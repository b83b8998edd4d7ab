/** Tells the instant and the business date. Instants are always real in products; only the business date may be fixed for a rehearsal. */
export interface Clock {
  /** The present instant. Never used to compute a date of law. */
  now(): Date;
  /** Today as `YYYY-MM-DD` in an IANA time zone such as `America/New_York`; in a rehearsal the fixed date, whatever the zone. Throws RangeError on an unknown zone. */
  businessDate(timeZone: string): string;
  /** The fixed business date of a rehearsal (CAPELINE_TODAY), else null. Screens and exports are marked by it. */
  readonly rehearsalDate: string | null;
}

function dateIn(timeZone: string, instant: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The machine's clock. */
const systemClock: Clock = {
  now: () => new Date(),
  businessDate: (timeZone) => dateIn(timeZone, new Date()),
  rehearsalDate: null,
};

/** The clock of a process: the machine's, with the business date fixed to `today` (`YYYY-MM-DD`) unless null. */
export function createClock(today: string | null): Clock {
  return today === null ? systemClock : { now: () => new Date(), businessDate: () => today, rehearsalDate: today };
}

/** A clock for tests that only moves when told to. */
export interface TestClock extends Clock {
  /** Jumps to an instant, also backwards. */
  set(instant: string | Date): void;
  /** Moves by milliseconds; negative moves back. */
  advance(milliseconds: number): void;
}

/** Starts a test clock at an instant such as `2026-11-23T11:00:00Z`; with `rehearsalDate` its business date is fixed as in a rehearsal. */
export function createTestClock(start: string | Date, rehearsalDate: string | null = null): TestClock {
  let present = new Date(start);
  return {
    now: () => new Date(present),
    businessDate: (timeZone) => rehearsalDate ?? dateIn(timeZone, present),
    rehearsalDate,
    set: (instant) => {
      present = new Date(instant);
    },
    advance: (milliseconds) => {
      present = new Date(present.getTime() + milliseconds);
    },
  };
}
