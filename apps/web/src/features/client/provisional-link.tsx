import type { ClientDetail } from '@capeline/contracts';
import { Link } from 'react-router';
import { dueWords, standingOf } from '../../ui/due.tsx';
import { longDate, plural } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';

/** How many entries of a client have a past date and no status, and the first day that would apply: called lapsed once it has passed. */
export function ProvisionalLink({ client: { id, provisional } }: { client: ClientDetail }) {
  const today = useToday();
  if (provisional === null) return null;
  const clock = { fileBy: provisional.earliestFileBy, lastDay: provisional.earliestLastDay };
  const isAhead = standingOf(clock, today) === 'ahead';
  const { day, words } = dueWords(clock, today);
  return (
    <Link className="link" to={`/entries?clientId=${id}&provisional=true`}>
      {plural(provisional.entryCount, 'past date', 'past dates')} without a status, provisional{' '}
      {isAhead ? 'file-by' : 'last day'} {longDate(day)}
      {isAhead ? '' : `, ${words}`}
    </Link>
  );
}
