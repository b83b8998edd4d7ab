import {
  addDays,
  computeDeadlines,
  daysBetween,
  dueOn,
  isOurDeadline,
  type PlainDate,
  weekdayOf,
} from '@capeline/domain';
import { sampleAsOf, sampleShift, WRITTEN_FOR } from './sample-week.ts';

/** The horizons of the board's strips, and one more: within each the sample always shows the same dates. */
const HORIZONS = [7, 14, 30, 60];
const SATURDAY = 6;
/** A date moves at most so many days off its week before another day of the week is tried. */
const MOST_DAYS_OFF = 10;

/** In which horizon each right of a liquidation closes on a day: what the board's strips count. */
function horizonsOf(liquidatedOn: PlainDate, today: PlainDate): string {
  return computeDeadlines({ liquidatedOn })
    .filter(isOurDeadline)
    .map((deadline) => {
      const due = dueOn(deadline, today);
      if (due === null) return 'lapsed';
      return String(HORIZONS.find((days) => daysBetween(today, due) <= days) ?? 'later');
    })
    .join(' ');
}

/** Days to try beside the own one, the best first: whole weeks off, then any working day nearby. */
function daysBeside(written: PlainDate, businessDate: PlainDate): PlainDate[] {
  const own = addDays(written, sampleShift(businessDate));
  const exact = addDays(written, daysBetween(WRITTEN_FOR, businessDate));
  const near = Array.from({ length: 2 * MOST_DAYS_OFF + 1 }, (_, index) => {
    const off = Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1);
    return addDays(exact, off);
  });
  return [addDays(own, 7), addDays(own, -7), ...near.filter((day) => weekdayOf(day) < SATURDAY)];
}

/**
 * Where each liquidation date of the sample reports goes for a business date, so that every strip of the board shows as many
 * dates as in the week for which they were written: by whole weeks, or to a day beside when a weekend or a holiday would push a
 * closing day over the edge of a strip. Two dates never fall on one day.
 */
export function placeLiquidations(
  written: Iterable<PlainDate>,
  businessDate: PlainDate,
): ReadonlyMap<PlainDate, PlainDate> {
  const asOf = sampleAsOf(businessDate);
  const fits = (date: PlainDate, day: PlainDate): boolean =>
    day <= asOf && horizonsOf(day, businessDate) === horizonsOf(date, WRITTEN_FOR);
  const placed = new Map<PlainDate, PlainDate>();
  const others: PlainDate[] = [];
  for (const date of new Set(written)) {
    const own = addDays(date, sampleShift(businessDate));
    if (fits(date, own)) placed.set(date, own);
    else others.push(date);
  }
  const taken = new Set(placed.values());
  const choices = others.map((date) => ({
    date,
    days: daysBeside(date, businessDate).filter((day) => !taken.has(day) && fits(date, day)),
  }));
  // Who has the fewest days to go to chooses first.
  for (const { date, days } of choices.sort((left, right) => left.days.length - right.days.length)) {
    const day = days.find((one) => !taken.has(one));
    if (day === undefined) throw new Error(`No day keeps the sample's liquidation of ${date} in its place.`);
    placed.set(date, day);
    taken.add(day);
  }
  return placed;
}
