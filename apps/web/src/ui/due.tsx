import { daysBetween, plainDate } from '@capeline/domain';
import { distance, longDate } from './format.ts';

/** How near a date is: past, within a week, within two weeks, later. */
export function nearness(date: string, today: string): 'past' | 'now' | 'soon' | 'later' {
  const days = daysBetween(plainDate(today), plainDate(date));
  if (days < 0) return 'past';
  if (days <= 7) return 'now';
  return days <= 14 ? 'soon' : 'later';
}

interface DueProps {
  readonly date: string;
  readonly today: string;
  /** What falls on the date; stands before the distance on the second line. */
  readonly kind?: string;
  readonly inline?: boolean;
}

/** A date that asks for something: weekday, day, month in letters, year and the distance in words. */
export function Due({ date, today, kind, inline = false }: DueProps) {
  const away = distance(date, today);
  if (inline) {
    return (
      <span className={`due ${nearness(date, today)}`}>
        <b>
          <time dateTime={date}>{longDate(date)}</time>, {away}
        </b>
      </span>
    );
  }
  return (
    <div className={`due ${nearness(date, today)}`}>
      <b className="nowrap">
        <time dateTime={date}>{longDate(date)}</time>
      </b>
      <div className="m">
        {kind ? `${kind} · ` : ''}
        {away}
      </div>
    </div>
  );
}
