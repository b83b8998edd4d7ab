import { EXECUTIVE_ORDER_CLOSURES } from './closures.ts';
import { federalHolidayNameOfEpochDay } from './holidays.ts';
import { type EpochDay, fromEpochDay, type PlainDate, toEpochDay, weekdayOfEpochDay } from './plain-date.ts';

/** Closures that a firm adds to the published ones. They can only make safe days earlier. */
export type ExtraClosures = ReadonlySet<PlainDate>;

const NO_CLOSURES: ExtraClosures = new Set();
const CLOSED_BY_ORDER: ReadonlySet<EpochDay> = new Set(EXECUTIVE_ORDER_CLOSURES.map(({ date }) => toEpochDay(date)));

/** Saturday, Sunday or federal holiday, statutory or observed: the days on which CBP practice is said to roll a period on. */
export function isRestDayOfEpochDay(epochDay: EpochDay): boolean {
  return weekdayOfEpochDay(epochDay) > 5 || federalHolidayNameOfEpochDay(epochDay) !== null;
}

/** Rest day or closure, by executive order or by the firm's own list. */
export function isClosedEpochDay(epochDay: EpochDay, extraClosures: ExtraClosures = NO_CLOSURES): boolean {
  return (
    isRestDayOfEpochDay(epochDay) ||
    CLOSED_BY_ORDER.has(epochDay) ||
    (extraClosures.size > 0 && extraClosures.has(fromEpochDay(epochDay)))
  );
}

/** Whether nobody should plan to file on this day: weekend, federal holiday (statutory or observed) or closure. */
export function isClosedDay(date: PlainDate, extraClosures: ExtraClosures = NO_CLOSURES): boolean {
  return isClosedEpochDay(toEpochDay(date), extraClosures);
}

/** As previousBusinessDay, on epoch days. */
export function previousBusinessEpochDay(epochDay: EpochDay, extraClosures: ExtraClosures = NO_CLOSURES): EpochDay {
  let day = epochDay;
  while (isClosedEpochDay(day, extraClosures)) day -= 1;
  return day;
}

/** The day itself when it is open, else the nearest earlier open day. */
export function previousBusinessDay(date: PlainDate, extraClosures: ExtraClosures = NO_CLOSURES): PlainDate {
  return fromEpochDay(previousBusinessEpochDay(toEpochDay(date), extraClosures));
}

/** As subtractBusinessDays, on epoch days. */
export function subtractBusinessEpochDays(
  epochDay: EpochDay,
  count: number,
  extraClosures: ExtraClosures = NO_CLOSURES,
): EpochDay {
  let day = epochDay;
  for (let left = count; left > 0; left -= 1) day = previousBusinessEpochDay(day - 1, extraClosures);
  return day;
}

/** Goes back `count` open days; the starting day itself is not counted. */
export function subtractBusinessDays(
  date: PlainDate,
  count: number,
  extraClosures: ExtraClosures = NO_CLOSURES,
): PlainDate {
  return fromEpochDay(subtractBusinessEpochDays(toEpochDay(date), count, extraClosures));
}

/** The next day that is no Saturday, Sunday or federal holiday. Closures do not count: an order is no legal holiday. */
export function nextPracticeEpochDay(epochDay: EpochDay): EpochDay {
  let day = epochDay + 1;
  while (isRestDayOfEpochDay(day)) day += 1;
  return day;
}

/** As nextPracticeEpochDay, on dates. */
export function nextPracticeDay(date: PlainDate): PlainDate {
  return fromEpochDay(nextPracticeEpochDay(toEpochDay(date)));
}
