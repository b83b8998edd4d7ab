import { civilDayOf, daysBetween, type PlainDate, toEpochDay, weekdayOfEpochDay } from './plain-date.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Writes a date so that nobody takes day for month: "Wed 11 Nov 2026". The same in every locale. */
export function formatLong(date: PlainDate): string {
  const epochDay = toEpochDay(date);
  const { year, month, day } = civilDayOf(epochDay);
  return `${WEEKDAYS[weekdayOfEpochDay(epochDay) - 1]} ${day} ${MONTHS[month - 1]} ${year}`;
}

/** Says how far a date lies from today: "in 4 days", "tomorrow", "today", "yesterday", "3 days ago". */
export function describeDistance(date: PlainDate, today: PlainDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
