import { daysBetween, plainDate } from '@capeline/domain';
import { distance, longDate, shortDate } from './format.ts';

/** How near a date is: past, within a week, within two weeks, later. */
function nearness(date: string, today: string): 'past' | 'now' | 'soon' | 'later' {
  const days = daysBetween(plainDate(today), plainDate(date));
  if (days < 0) return 'past';
  if (days <= 7) return 'now';
  return days <= 14 ? 'soon' : 'later';
}

/** The two days of a deadline that matter for what to show. */
export interface Standing {
  readonly fileBy: string;
  readonly lastDay: string;
}

/**
 * Where a deadline stands: ahead of the day to work to; late, because that day has passed and the right still exists until the
 * last day; or lapsed. A late one must never read like a lapsed one.
 */
export function standingOf({ fileBy, lastDay }: Standing, today: string): 'ahead' | 'late' | 'lapsed' {
  if (fileBy >= today) return 'ahead';
  return lastDay >= today ? 'late' : 'lapsed';
}

interface DueProps {
  readonly clock: Standing;
  readonly today: string;
  /** What falls on the date; stands before the distance on the second line. */
  readonly kind?: string;
  readonly inline?: boolean;
}

/** The day to show and the words beside it: file-by while it is ahead, else the last day. */
export function dueWords(clock: Standing, today: string): { day: string; words: string } {
  const standing = standingOf(clock, today);
  if (standing === 'ahead') return { day: clock.fileBy, words: distance(clock.fileBy, today) };
  const away = distance(clock.lastDay, today);
  if (standing === 'lapsed') return { day: clock.lastDay, words: `lapsed ${away}` };
  return {
    day: clock.lastDay,
    words: `last day, ${away}; file-by was ${shortDate(clock.fileBy, today)}`,
  };
}

/** A date that asks for something: weekday, day, month in letters, year and the distance in words. */
export function Due({ clock, today, kind, inline = false }: DueProps) {
  const { day, words } = dueWords(clock, today);
  if (inline) {
    return (
      <span className={`due ${nearness(day, today)}`}>
        <b>
          <time dateTime={day}>{longDate(day)}</time>, {words}
        </b>
      </span>
    );
  }
  return (
    <div className={`due ${nearness(day, today)}`}>
      <b className="nowrap">
        <time dateTime={day}>{longDate(day)}</time>
      </b>
      <div className="m">
        {kind ? `${kind} · ` : ''}
        {words}
      </div>
    </div>
  );
}
