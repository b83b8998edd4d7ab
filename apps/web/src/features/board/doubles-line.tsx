import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { count } from '../../ui/format.ts';
import { mergeSuggestionsQuery } from '../../ui/use-regroup.ts';

/** How many clients may be doubles; nothing while there are none. */
export function DoublesLine() {
  const { data } = useQuery(mergeSuggestionsQuery);
  if (data === undefined || data.total === 0) return null;
  return (
    <Link to="/clients#doubles">
      <span>Clients that may be doubles</span>
      <b>{count(data.total)}</b>
    </Link>
  );
}
