import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { deadlinesQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { DeadlineCard } from '../../ui/deadline-card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';

/** Every clock of the client that somebody can still use, with its arithmetic beside it. */
export function DeadlinesTab({ clientId }: { clientId: string }) {
  const today = useToday();
  const list = useInfiniteQuery(deadlinesQuery({ clientId, closesFrom: today, limit: 50 }));
  const deadlines = rowsOf(list.data);
  if (list.isPending) return <Bones rows={3} height={150} />;
  if (list.error && deadlines.length === 0)
    return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  if (deadlines.length === 0) {
    return (
      <EmptyState title="No clock runs">
        <p>A clock starts with a liquidation date in an ACE report, never with a scheduled or an estimated date.</p>
      </EmptyState>
    );
  }
  return (
    <div className="stack">
      <div className="split">
        {deadlines.map((deadline) => (
          <DeadlineCard key={deadline.id} deadline={deadline} />
        ))}
      </div>
      <LoadMore list={list} />
      <Link className="link small" to={`/deadlines?clientId=${clientId}&status=open`}>
        Every clock of this client, lapsed ones and CBP’s own with them
      </Link>
    </div>
  );
}
